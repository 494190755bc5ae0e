"""The letter that carries a notice."""

from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from mathvidya.institute.queries import get_institute
from mathvidya.notifications.choices import Notice


def compose(notice: Notice, site_url: str) -> EmailMultiAlternatives:
    """Return the notice as a mail in the reader's language: text and a plain HTML twin.

    A second copy has the same Message-ID.
    """
    reader = notice.user
    host = urlsplit(site_url).hostname or "localhost"
    link = f"{site_url.rstrip('/')}{notice.url}" if notice.url.startswith("/") else ""
    with translation.override(reader.language or "en"):
        context = {
            "notice": notice,
            "reader": reader,
            "link": link,
            "institute": get_institute().name,
            "settings_link": f"{site_url.rstrip('/')}/notifications/preferences",
        }
        letter = EmailMultiAlternatives(
            subject=notice.title,
            body=render_to_string("notifications/email/notice.txt", context),
            to=[reader.email],
            headers={"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"},
        )
        letter.attach_alternative(render_to_string("notifications/email/notice.html", context), "text/html")
    return letter
