"""What a person does in a journey, and what an onlooker checks."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.structure.tree import ROOT

PICTURES = ROOT / "test-results/pictures"
# A bar that stays while the page scrolls covers whatever happens to lie under it; anyone can scroll it free. Measured
# where the last act left the page, a half-covered field is a target too small. The bars take their place in the flow.
UNSTICK = """() => {
  window.unstuck = [...document.querySelectorAll("body *")]
    .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position))
    .map((element) => [element, element.getAttribute("style")]);
  for (const [element] of window.unstuck) {
    element.style.setProperty("position", "relative", "important");
    element.style.setProperty("inset", "auto", "important");
  }
}"""
RESTICK = """() => {
  for (const [element, style] of window.unstuck) {
    if (style === null) element.removeAttribute("style");
    else element.style.cssText = style;
  }
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def login(page: Page, username: str, password: str) -> Page:
    """Sign in through the form and stand on the first page."""
    page.goto("/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("form:has([name=password]) [type=submit]").first.click()
    page.wait_for_url(lambda address: "/login" not in address)
    return page


def axe(page: Page, *, without: tuple[str, ...] = (), known: str = "") -> None:
    """Assert that axe-core finds no violation of WCAG 2.2 AA on the page as it stands.

    `known` selects a part that was looked at before and is the same on every page, such as the menu.
    """
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],  # nobody reads what passed; describing it takes a third of the time
    }
    context = {"include": [["html"]], "exclude": [[known]]} if known else None
    page.evaluate(UNSTICK)
    found = Axe().run(page, context=context, options=options).response["violations"]
    page.evaluate(RESTICK)
    report = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {node['html'][:160]}" for node in violation["nodes"][:5])
        for violation in found
    ]
    assert not report, f"{page.url}\n" + "\n".join(report)


def fits(page: Page) -> None:
    """Assert that nothing makes the page scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, f"{page.url} is {wide} px wider than the window"


def speaks_chinese(page: Page, *, allowed: tuple[str, ...] = ()) -> None:
    """Assert that the shown text holds no English word. Codes such as user names go into `allowed`."""
    known = {"Excel", "Word", "PDF", "CSV", *allowed}
    text = page.locator("body").inner_text()
    words = [word for word in re.findall(r"(?<![\w.@/-])[A-Za-z]{3,}(?![\w.@/-])", text) if word not in known]
    assert not words, f"{page.url} shows {sorted(set(words))[:20]}"


def picture(page: Page, name: str) -> Path:
    """Keep a full-page picture in test-results/pictures/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target, full_page=True)
    return target


def menu(page: Page) -> list[str]:
    """Addresses of the pages that the navigation offers, without sign-out and downloads."""
    hrefs = page.eval_on_selector_all("nav a[href]", "links => links.map(link => link.getAttribute('href'))")
    return sorted(
        {href.split("#")[0] for href in hrefs if href.startswith("/") and "logout" not in href} - {""}
    )
