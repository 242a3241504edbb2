"""Pictures of pages at 1440 × 900 and 390 × 844, full length, as a demo account sees them.

`.venv/bin/python script/screenshots.py --base http://127.0.0.1:8000 --user X --password Y --out DIR /path1 /path2`
Without --user the pages are taken as a stranger. Prints one line per picture and the HTTP status; exits 1 when a page
fails, raises a script error or scrolls sideways.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"1440": (1440, 900), "390": (390, 844)}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--out", type=Path, default=Path("test-results/pictures"))
    parser.add_argument("--size", choices=SIZES, action="append", help="only this width; may be repeated")
    parser.add_argument("paths", nargs="+")
    return parser.parse_args()


def sign_in(page: Page, user: str, password: str) -> None:
    """Through the form, like everybody."""
    page.goto("/login/")
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(password)
    page.locator("form:has([name=password]) [type=submit]").first.click()
    try:
        page.wait_for_url(lambda address: "/login" not in address, timeout=10_000)
    except Exception:
        raise SystemExit(f"could not sign in as {user}") from None


def take(page: Page, path: str, target: Path) -> bool:
    """One picture. False when something is wrong with the page."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer = page.goto(path, wait_until="load")
    page.wait_for_timeout(400)
    page.screenshot(path=target, full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    status = answer.status if answer else 0
    remarks = [*errors, *([f"{wide} px too wide"] if wide > 1 else [])]
    print(f"{status} {path} → {target}" + "".join(f"  [{remark}]" for remark in remarks))
    return status < 400 and not remarks


def photograph(browser: Browser, wanted: argparse.Namespace) -> bool:
    """Every path at every size."""
    fine = True
    for size in wanted.size or SIZES:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=wanted.base, locale="zh-CN", timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
        )  # fmt: skip
        page = context.new_page()
        if wanted.user:
            sign_in(page, wanted.user, wanted.password)
        for path in wanted.paths:
            name = re.sub(r"[^\w-]+", "-", path).strip("-") or "home"
            fine &= take(page, path, wanted.out / f"{name}-{size}.png")
        context.close()
    return fine


def main() -> None:
    """Start the browser, take the pictures."""
    wanted = arguments()
    wanted.out.mkdir(parents=True, exist_ok=True)
    binary = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not binary:
        raise SystemExit("no Chromium found; set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=FLAGS)
        fine = photograph(browser, wanted)
        browser.close()
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
