"""The menu shows what may be opened, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from hehuo.desk.contents import LEDGERS
from hehuo.desk.menu import ledger_groups, menu_for, place_of, tabs_for
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db
NAVIGATION = re.compile(
    r'<nav class="(?:side|tabs-phone|big-buttons|quick-buttons)[^>]*>.*?</nav>', re.DOTALL
)


def addresses(page: str) -> list[str]:
    """Addresses that the menu, the tabs of a phone and the big buttons offer."""
    found = [address for nav in NAVIGATION.findall(page) for address in re.findall(r'href="([^"#]+)"', nav)]
    return list(dict.fromkeys(found))


def test_every_address_of_every_menu_can_be_opened(world):
    closed, opened = {}, set()
    for role in Role:
        client = browser(somebody(world, role))
        home = client.get("/")
        offered = addresses(home.content.decode())
        assert {"/", "/todo/"} <= set(offered), role
        wanted = [address for address in offered if address not in opened or "/ledgers/" not in address]
        opened |= set(wanted)  # one list of a ledger is like the other; the access matrix looks at every role
        answers = {address: client.get(address, follow=True).status_code for address in wanted}
        closed |= {f"{role} {address}": code for address, code in answers.items() if code != 200}
    assert closed == {}


def test_who_has_no_right_to_scores_is_not_offered_them(world):
    page = browser(world.operator).get("/").content.decode()
    assert not [address for address in addresses(page) if address.startswith(("/scorecards", "/heat"))]
    assert [tab.label for tab in tabs_for(world.operator, "/")] == ["首页", "待办", "查找"]


def test_ledgers_are_offered_by_right(world):
    for user in world.cast().values():
        shown = {link.url for group in ledger_groups(user) for link in group.links}
        assert shown == {x.url("list") for x in LEDGERS if x.allowed("read")(user)}


def test_the_nearest_entry_is_marked(world):
    menu = menu_for(world.secretary, "/scorecards/S001/")
    assert [link.label for link in place_of(menu)] == ["评分", "评分表"]
    assert [tab.label for tab in tabs_for(world.secretary, "/scorecards/S001/") if tab.active] == ["评分"]


def test_strangers_have_no_menu():
    assert menu_for(AnonymousUser(), "/") == []
