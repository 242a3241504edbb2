"""Journey 10: a stranger from another county tries every address that an insider sees, and gets nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import Page

from tests.journeys.acts import menu

INSIDER, OUTSIDER = "qiyun-shuji", "liuzhi-zhihuibu"
PER_LEDGER = 3


def record_links(page: Page) -> list[str]:
    """Addresses of single records, scorecards and campaigns on the page as it stands."""
    hrefs = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    wanted = re.compile(r"^/(ledgers/[\w-]+/\d+/|scorecards/[\w-]+/|campaigns/\d+/)")
    found = (match.group(0) for href in hrefs if (match := wanted.match(href)))
    return list(dict.fromkeys(found))


def addresses_of_an_insider(page: Page) -> list[str]:
    """What a secretary can reach from the menu: a few records of every ledger, the scorecard, the campaigns."""
    seen: dict[str, None] = {}
    for address in menu(page):
        page.goto(address)
        for link in record_links(page)[:PER_LEDGER]:
            seen[link] = None
    return list(seen)


def deeper(address: str) -> Iterable[str]:
    """The page itself and what hangs below it."""
    yield address
    if address.startswith("/ledgers/"):
        yield f"{address}edit/"
    if address.startswith("/campaigns/"):
        yield from (f"{address}compare/", f"{address}self-assessment/", f"{address}application/")
    if address.startswith("/scorecards/"):
        yield from (
            f"{address}trend/",
            f"{address}version/",
            f"{address}cases/relocation_households_moved_in/",
        )


def test_a_stranger_from_another_county_gets_nothing(house, sign_in):
    insider = sign_in(INSIDER)
    addresses = addresses_of_an_insider(insider)
    assert len(addresses) > 20
    assert any(address.startswith("/scorecards/") for address in addresses)
    outsider = sign_in(OUTSIDER)
    leaks = []
    for address in addresses:
        assert insider.request.get(address).status == 200, address
        for tried in deeper(address):
            status = outsider.request.get(tried, max_redirects=0).status
            if status not in (403, 404):
                leaks.append(f"{tried}: {status}")
            status = outsider.request.post(tried, max_redirects=0).status
            if status not in (403, 404, 405):
                leaks.append(f"POST {tried}: {status}")
    assert not leaks


def test_a_stranger_finds_nobody_by_name_and_sees_no_row_in_a_list(house, sign_in):
    insider, outsider = sign_in(INSIDER), sign_in(OUTSIDER)
    insider.goto("/ledgers/households/")
    number = insider.locator("main table tbody tr").first.locator("a[href*='/ledgers/households/']").first
    target = number.get_attribute("href")
    assert target
    for address in ("/ledgers/households/", "/ledgers/people/", "/ledgers/zero-employment/"):
        outsider.goto(address)
        text = outsider.locator("main").inner_text()
        assert "栖云新城" not in text, address
    exported = outsider.request.get("/ledgers/households/export/")
    assert exported.status in (200, 403)
    assert "栖云新城".encode() not in exported.body()


def test_someone_who_has_not_signed_in_is_sent_to_the_door(house, sign_in, stranger):
    for address in addresses_of_an_insider(sign_in(INSIDER))[:40]:
        answer = stranger.request.get(address, max_redirects=0)
        assert answer.status == 302, f"{address}: {answer.status}"
        assert "/login/" in answer.headers["location"]
