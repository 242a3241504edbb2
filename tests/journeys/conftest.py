"""Fixtures of the journeys: the running house, a stranger at the door, and people who signed in.

Every page is watched: script errors, breaches of the page policy and requests to other hosts fail the journey.
`script/test journeys` runs them; with HEHUO_TEST_DATA they use that data folder (copied) instead of a fresh demo city.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import house as houses
from tests.journeys.acts import login, picture

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FAILED = pytest.StashKey[bool]()
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder is a journey; those of a file stay together, those in halves come first and apart."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}{_half(item)}"))
    items.sort(key=lambda item: not _half(item))


def _half(item: pytest.Item) -> str:
    """The half of a long journey that is walked in two, such as `-0`."""
    half = getattr(item, "callspec", None) and item.callspec.params.get("half")
    return "" if half is None else f"-{half}"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.House]:
    """The server, started once."""
    running, process = houses.start(tmp_path_factory.mktemp("house"))
    yield running
    houses.stop(process)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium; Playwright brings none of its own."""
    binary = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not binary:
        pytest.fail("No Chromium on this machine: script/test installs it, or set CHROMIUM.")
    return {**browser_type_launch_args, "executable_path": binary, "args": FLAGS}


class Watch:
    """Notes what should never happen on a page."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.seen: list[str] = []
        self.base = base
        context.on("page", self.follow)

    def follow(self, page: Page) -> None:
        """Watch a new page."""
        page.on("pageerror", lambda error: self.seen.append(f"{page.url}: script error: {error}"))
        page.on("console", lambda message: self._console(page, message.text))
        page.on("request", lambda request: self._request(page, request.url))

    def _console(self, page: Page, text: str) -> None:
        if "Content Security Policy" in text:
            self.seen.append(f"{page.url}: {text}")

    def _request(self, page: Page, address: str) -> None:
        if not address.startswith((self.base, "data:", "blob:", "about:")):
            self.seen.append(f"{page.url} asked {address}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know whether the journey failed, so that they can keep a picture."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.stash[FAILED] = report.failed


@pytest.fixture
def new_page(
    house: houses.House, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """A function that opens a page in a browser profile of its own: `new_page()` or `new_page(PHONE)`."""
    contexts, watches = [], []

    def open_page(window: dict[str, int] = DESK) -> Page:
        context = browser.new_context(
            base_url=house.base, locale="zh-CN", timezone_id="Asia/Shanghai", viewport=window,
            has_touch=window is PHONE,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        contexts.append(context)
        watches.append(Watch(context, house.base))
        return context.new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        open_pages = [page for context in contexts for page in context.pages]
        for number, page in enumerate(open_pages):
            picture(page, f"failed-{request.node.originalname}-{number}")
    for context in contexts:
        context.close()
    seen = [note for watch in watches for note in watch.seen]
    assert not seen, "\n".join(seen)


@pytest.fixture
def stranger(new_page: Callable[..., Page]) -> Page:
    """Somebody who has not signed in."""
    return new_page()


@pytest.fixture
def sign_in(house: houses.House, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """A function: `sign_in("sheji01")`, or `sign_in(role="社区书记")`, on a desk or with `window=PHONE`."""

    def enter(username: str = "", *, role: str = "", area: str = "", window: dict[str, int] = DESK) -> Page:
        return login(new_page(window), username or house.account(role, area=area), house.password)

    return enter
