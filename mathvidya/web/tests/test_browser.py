"""The base page in a real browser: nothing breaks the policy, nothing is wider than a phone, the parts move."""

import pytest
from django.conf import settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMULAS = [
    r"\boxed{x=3}",
    r"\pmb{x}",
    r"\frac{",
    r"\href{javascript:alert(1)}{x}",
    r"\gdef\x{EVIL}",
    r"\x",
    "x" * 2001,
]


@pytest.fixture
def page(live_server, chromium):
    """A phone's page at the landing page; `page.complaints` gathers what the console and the policy say."""
    page = chromium.new_page(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: live_server.url in request.url or page.complaints.append(request.url))
    return page


@pytest.mark.parametrize("path", ["/", "/style", "/offline"])
def test_a_page_keeps_the_policy_and_the_phone_s_width(page, path):
    page.goto(path, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


def test_formulas_of_strangers_do_no_harm(page):
    page.goto("/style", wait_until="networkidle")
    page.evaluate(
        """async (formulas) => {
            const { setMath } = await import("/static/js/math.js");
            for (const tex of formulas) {
                const node = document.createElement("span");
                node.className = "math probe";
                node.dataset.tex = tex;
                document.getElementById("main").append(node);
                setMath(node);
            }
        }""",
        FORMULAS,
    )
    assert page.locator(".probe").count() == len(FORMULAS)
    assert page.locator(".probe a").count() == 0
    assert "EVIL" not in page.locator(".probe").nth(5).inner_text()
    assert len(page.locator(".probe").nth(6).inner_text()) == 2000
    assert page.locator(".probe .katex").count() >= 4
    assert page.complaints == []


def test_the_chosen_theme_is_kept(page):
    page.goto("/")
    page.click("[data-theme-cycle]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_dangerous_form_asks_first(page):
    page.goto("/style")
    form = page.locator("form[data-confirm]").first
    form.locator("button").click()
    assert page.locator("#confirm-dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.url.endswith("/style")
    form.locator("button").click()
    page.click("#confirm-yes")
    page.wait_for_url("**/style?*")


def test_a_page_is_light(page):
    weight = []
    page.on(
        "response", lambda answer: weight.append(len(answer.body()) if answer.ok and "katex" not in answer.url else 0)
    )
    page.goto("/style", wait_until="networkidle")
    katex = sum(path.stat().st_size for path in (settings.BASE_DIR / "static/vendor/katex").glob("*.gz"))
    assert sum(weight) + katex < 300_000
