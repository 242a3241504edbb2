"""Start, page times of a signed-in user, memory after many requests: the real server on a copy of the demo city.

Run: `python -m bench.pages [--requests 200] [--data FOLDER]`. Without a folder the small city is built. One client, one
request after another, so the figures are answer times and not throughput.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from bench import measuring

PAGES = {
    "home": "/", "list of households": "/ledgers/households/", "list of people": "/ledgers/people/",
    "one household": "/ledgers/households/{household}/", "scorecard": "/scorecards/{settlement}/", "heat table": "/heat/",
}  # fmt: skip
ROLE = "书记"


class Visitor:
    """Somebody with cookies and no proxy."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str) -> str:
        """The page as text."""
        with self.opener.open(self.base + path, timeout=30) as answer:
            return str(answer.read().decode())

    def sign_in(self, username: str, password: str) -> None:
        """Through the form, as people do."""
        with self.opener.open(self.base + "/", timeout=30) as answer:
            address, page = answer.url, answer.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        data = {"csrfmiddlewaretoken": token[1] if token else "", "username": username, "password": password}
        request = urllib.request.Request(address, urllib.parse.urlencode(data).encode(), {"Referer": address})
        with self.opener.open(request, timeout=30) as answer:
            if "password" in answer.read().decode().split("<main")[-1][:3000] and "login" in answer.url:
                raise RuntimeError("could not sign in")


def times(visitor: Visitor, path: str, count: int) -> list[float]:
    """Milliseconds of so many requests."""
    found = []
    for _ in range(count):
        started = time.perf_counter()
        visitor.get(path)
        found.append((time.perf_counter() - started) * 1000)
    return found


def web_processes(top: int) -> list[int]:
    """The server's descendants that answer requests."""
    above, web = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode()
            above[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
        if "granian" in words:
            web.append(int(folder.name))

    def below(pid: int) -> bool:
        while pid in above and pid != top:
            pid = above[pid]
        return pid == top

    return [pid for pid in web if below(pid)]


def main(argv: list[str] | None = None) -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=200)
    options.add_argument("--data", default="")
    asked = options.parse_args(argv)
    print(measuring.machine())
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        env = {**os.environ, "DATA_DIR": str(data)}
        if asked.data:
            shutil.copytree(asked.data, data)
        else:
            command = [sys.executable, "-m", "hehuo", "demo", "--scale", "ci", "--json"]
            subprocess.run(command, cwd=measuring.ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        env |= {"PORT": str(port), "HOST": "127.0.0.1"}
        started = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "hehuo", "serve", "--no-demo"], cwd=measuring.ROOT, env=env, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            measure(server.pid, f"http://127.0.0.1:{port}", data, asked.requests, started)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    return 0


def measure(pid: int, base: str, data: Path, count: int, started: float) -> None:
    """Wait for the first answer, sign in, visit, look at the memory."""
    visitor = Visitor(base)
    while True:
        try:
            visitor.get("/")
            break
        except OSError:
            time.sleep(0.05)
    print(f"start to first answer: {time.perf_counter() - started:.1f} s (goal 5 s)\n")
    listing: dict[str, Any] = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    user = next(a for a in listing["accounts"] if ROLE in a["role"])
    visitor.sign_in(user["username"], listing["password"])
    cards, homes = visitor.get("/scorecards/"), visitor.get("/ledgers/households/")
    known = {
        "settlement": re.search(r'/scorecards/(\w+)/"', cards + visitor.get("/")),
        "household": re.search(r'/ledgers/households/(\d+)/"', homes),
    }
    names = {key: found[1] for key, found in known.items() if found}
    before = {child: measuring.rss_mb(child) for child in web_processes(pid)}
    rows = []
    for title, path in PAGES.items():
        if any(f"{{{key}}}" in path and key not in names for key in known):
            continue
        try:
            found = times(visitor, path.format(**names), max(count // len(PAGES), 5))
        except OSError as error:
            rows.append([title, str(error)[:40], "", ""])
            continue
        rows.append([title, *(f"{measuring.percentile(found, share):.0f} ms" for share in (0.5, 0.95, 0.99))])
    measuring.table(["page, signed in", "p50", "p95", "p99"], rows)
    after = {child: measuring.rss_mb(child) for child in web_processes(pid)}
    print(
        f"web processes: {sorted(before.values())} MB before, {sorted(after.values())} MB after {count} pages (goal 150 MB)"
    )


if __name__ == "__main__":
    raise SystemExit(main())
