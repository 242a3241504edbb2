"""How often the first page of every ledger asks the database, in the small demo city: never more than a fixed number.

A page above it has got a lookup with a column, a filter or the shell: take it out, or name the page and the reason here.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hehuo.desk.contents import LEDGERS
from hehuo.org.models import Post, User
from hehuo.org.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city")]
READERS = (Role.SECRETARY, Role.CITY_OFFICE, Role.MEDIATOR, Role.TOWNSHIP, Role.COUNTY_HQ)
"""Who looks: the first of them who finds rows, else the first who may open the list."""
MOST = 12
"""Queries of a first page; measured: 6 to 12, most ledgers 7 or 8."""
MORE = {"mutual-aid-orgs": 14, "questions": 14}
"""Pages that say more than their rows: which groups a place needs, how many questions are open."""


def readers() -> list[Client]:
    """One browser a role, each signed in."""
    found = []
    for role in READERS:
        user = User.objects.get(
            pk=Post.objects.filter(role=role).order_by("pk").values_list("user_id", flat=True)[0]
        )
        found.append(Client())
        found[-1].force_login(user)
    return found


def queries_of(ledger, browsers: list[Client]) -> int:
    """Queries of the first page, once the session and the caches are warm."""
    address, reader = ledger.url("list"), None
    for browser in browsers:
        page = browser.get(address)
        if page.status_code == 200:
            reader = reader or browser
            if page.context["page"].rows:
                reader = browser
                break
    assert reader is not None, f"nobody may open {ledger.slug}"
    with CaptureQueriesContext(connection) as captured:
        reader.get(address)
    return len(captured)


def test_the_first_page_of_every_ledger_asks_so_often():
    browsers = readers()
    found = {ledger.slug: queries_of(ledger, browsers) for ledger in LEDGERS}
    assert {slug: count for slug, count in found.items() if count > MORE.get(slug, MOST)} == {}
    assert set(MORE) <= set(found)
