"""Everyone who is named on the start page can open everything that the menu offers, on a desk and on a phone.

The walk is the longest journey by far: two halves, each with half of the addresses for every account and half of the
homes, run side by side (the name `half` puts a test into a group of its own, see conftest.py).
"""

from __future__ import annotations

import zlib

import pytest

from tests.journeys.acts import axe, fits, login, menu, picture
from tests.journeys.conftest import DESK, PHONE

HALVES = (0, 1)


def of_half(half: int, name: str) -> bool:
    """Whether an address or an account belongs to this half; every one belongs to exactly one."""
    return zlib.crc32(name.encode()) % len(HALVES) == half


def test_a_stranger_is_asked_to_sign_in(stranger):
    answer = stranger.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert "/login" in stranger.url
    axe(stranger)
    fits(stranger)
    picture(stranger, "login")


def test_a_wrong_password_says_what_to_do(stranger):
    stranger.goto("/login/")
    stranger.locator("[name=username]").fill("nobody")
    stranger.locator("[name=password]").fill("wrong")
    stranger.locator("form:has([name=password]) [type=submit]").first.click()
    assert stranger.get_by_role("alert").inner_text().strip()
    axe(stranger)


@pytest.mark.parametrize("half", HALVES)
def test_every_account_opens_every_page_of_its_menu(house, new_page, half):
    """Everybody gets an answer from every address; each address is looked at closely once, homes for each account."""
    accounts, seen = house.main_accounts(), set()
    assert accounts
    for username in accounts:
        page = login(new_page(), username, house.password)
        if of_half(half, username):
            picture(page, f"home-{username}")
            axe(page)
        offered = menu(page)
        assert offered, f"{username} has no menu"
        for address in (address for address in offered if of_half(half, address)):
            if address in seen:
                status = page.request.get(address).status
                assert status == 200, f"{username} {address}: {status}"
                continue
            seen.add(address)
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, f"{username} {address}: {answer.status}"
            axe(page, known="#side-menu")
            fits(page)
        page.context.close()


def test_the_plan_picture_as_each_right_shows_it(house, new_page):
    """Doors for the community, blocks for the county, walls for the city; on a desk and on a phone."""
    for role in ("社区书记", "网格员", "县级指挥部", "市指挥部领导"):
        for size in (DESK, PHONE):
            page = login(new_page(size), house.account(role), house.password)
            page.goto("/settlements/plans/")
            if page.url.endswith("/settlements/plans/"):
                page.locator("main .rows a").first.click()
            page.wait_for_url("**/plan/")
            assert page.locator("svg.tower").count()
            axe(page)
            fits(page)
            page.context.close()


@pytest.mark.parametrize("half", HALVES)
def test_every_account_finds_home_on_a_phone(house, new_page, half):
    for username in (username for username in house.main_accounts() if of_half(half, username)):
        page = login(new_page(PHONE), username, house.password)
        axe(page)
        fits(page)
        picture(page, f"home-{username}-phone")
        page.context.close()
