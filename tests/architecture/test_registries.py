"""What apps have registered fits what uses it: addresses, icons, groups, roles and templates exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.template.loader import get_template
from django.urls import reverse

from accounts.choices import Role
from insights.queries.dashboards import homes
from mathvidya.lib.gauges import gauges
from mathvidya.uploads.choices import purposes
from mathvidya.uploads.models import Upload
from mathvidya.uploads.rules import EXTENSIONS
from mathvidya.web.admin_menu import groups, rows
from mathvidya.web.navigation import entries

ICONS = set(re.findall(r'id="([\w-]+)"', Path(settings.BASE_DIR, "static/img/icons.svg").read_text()))


@pytest.mark.parametrize("name", list(entries))
def test_an_entry_leads_somewhere_has_an_icon_and_is_seen_by_roles(name):
    assert reverse(name)
    assert entries[name].icon in ICONS
    assert set(entries[name].roles) <= set(Role.values)
    assert entries[name].roles


def test_no_role_has_two_entries_in_one_place():
    """The order of two equal numbers would depend on the order of the installed apps."""
    places = [(role, entries.order_of(name)) for name in entries for role in entries[name].roles]
    assert len(places) == len(set(places))


def test_a_row_of_the_administration_is_a_model_of_it_in_a_group_that_is_there():
    models = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert set(rows) <= models
    assert {row.group for row in rows.values()} == set(groups)


def test_every_role_has_a_home():
    assert set(homes) == set(Role.values)
    assert all(get_template(home.template) for home in homes.values())


def test_a_purpose_fits_its_column_and_names_files_that_can_be_stored():
    longest = Upload._meta.get_field("purpose").max_length
    assert all(len(name) <= longest and re.fullmatch(r"[a-z_]+", name) for name in purposes)
    assert all(purpose.content_types <= EXTENSIONS.keys() for purpose in purposes.values())


def test_a_gauge_has_a_name_that_prometheus_takes():
    assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in gauges)
