"""First pages of city, county and bureau, the rows behind them and the yearly analysis: processor time and queries.

Run: `python -m bench.dashboards [--times 20] [--data FOLDER]`. Works on a copy of a demo city (FOLDER, or a small one that is
built). Each reader asks every page in a fresh process whose counts are stored as after a night: once, then so many times.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import measuring

GOAL_MS = 200
READERS = ("shi-bangong", "shi-lingdao", "shuicheng-zhihuibu", "shuicheng-shenhe", "shi-renshe")
PAGES = {
    "home": "/", "home, past year": "/?span=year", "heat table": "/heat/", "lost points": "/dashboards/gaps/",
    "cells": "/dashboards/cells/", "yearly analysis": "/analysis/", "papers": "/documents/", "register of papers": "/documents/register/",
}  # fmt: skip


def run(what: str, *words: str) -> dict[str, Any]:
    """A process of its own: store the counts, or ask all pages for one reader."""
    measuring.set_up("hehuo.config.settings.embedded")
    if what == "night":
        from hehuo.assessment.nightly import count_days_looked_at

        started = time.process_time()
        count_days_looked_at.func()
        return {"seconds": round(time.process_time() - started, 1)}
    return ask(*words)


def ask(username: str, times: str) -> dict[str, Any]:
    """Each page for one reader, in a process of its own, the first page cold."""
    from django.test import Client

    from hehuo.org.models import User

    client = Client()
    client.force_login(User.objects.get(username=username))
    client.get("/todo/count/", secure=True)  # connection, session and address table belong to no page
    return {"rows": [[title, *measured(client, address, int(times))] for title, address in PAGES.items()]}


def measured(client: Any, address: str, times: int) -> list[str | int]:
    """Processor time warm and the first time, time by the clock, queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _ in range(times + 1):
        clock, started = time.perf_counter(), time.process_time()
        answer = client.get(address, secure=True)
        taken.append(((time.process_time() - started) * 1000, (time.perf_counter() - clock) * 1000))
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as seen:
        client.get(address, secure=True)
    warm = taken[1:]
    milliseconds = (statistics.median(t[0] for t in warm), taken[0][0], statistics.median(t[1] for t in warm))
    return [*(f"{value:.0f} ms" for value in milliseconds), len(seen.captured_queries)]


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--data", default="")
    options.add_argument("--readers", nargs="+", default=READERS)
    asked = options.parse_args(argv)
    print(measuring.machine())
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        env = {"DATA_DIR": str(data)}
        if asked.data:
            shutil.copytree(asked.data, data)
        else:
            command = [sys.executable, "-m", "hehuo", "demo", "--scale", "ci", "--json"]
            subprocess.run(
                command, cwd=measuring.ROOT, env={**os.environ, **env}, check=True, stdout=subprocess.DEVNULL
            )
        night = measuring.part("bench.dashboards", "night", env=env)
        print(
            f"counting today and the days that people look back on: {night['seconds']} s of processor time\n"
        )
        rows = []
        for reader in asked.readers:
            found = measuring.part("bench.dashboards", "ask", reader, str(asked.times), env=env)
            rows += [[reader, *row] for row in found["rows"]]
        heads = [
            "reader",
            "page",
            f"warm, cpu (goal {GOAL_MS} ms)",
            "first time, cpu",
            "warm, clock",
            "queries",
        ]
        measuring.table(heads, rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(0 if measuring.parts_of(sys.argv, run) else main())
