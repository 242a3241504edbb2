"""First page of ledgers with a million rows: for a secretary and for a county, in id order, by date and filtered.

Run: `python -m bench.lists [--rows 1000000] [--data FOLDER]`. Works on a copy of a demo city (FOLDER, or a small one that is
built), whose patrols, hazards and people are multiplied by one statement each; nothing else is made up.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import measuring

GOAL_MS = 150
"""First page, milliseconds (quality figures of docs/performance.md)."""
LEDGERS = {
    "patrols": "safety_patrolrecord",
    "hazards": "safety_safetyhazard",
    "dwellings": "residents_dwelling",
}
USERS = {"secretary": "qiyun-shuji", "county": "shuicheng-zhihuibu"}
ASKED = {"first page": "", "by state": "state={state}", "searched": "q=东", "page 3": "page=3"}


def multiply(table: str, wanted: int) -> int:
    """Copy the rows of a table until it has so many; unique columns get new values."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"pragma table_info({table})")
        names = [row[1] for row in cursor.fetchall() if row[1] != "id"]
        cursor.execute(
            f"select name, sql from sqlite_master where tbl_name='{table}' and sql like '%unique%' and type='index'"
        )
        for name, _ in cursor.fetchall():
            cursor.execute(f'drop index "{name}"')
        fresh = {"client_uuid": "lower(hex(randomblob(16)))"}
        told = ", ".join(fresh.get(name, f'"{name}"') for name in names)
        into = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"select count(*) from {table}")
        count = cursor.fetchone()[0]
        while count < wanted:
            cursor.execute(f"insert into {table} ({into}) select {told} from {table} limit {wanted - count}")
            cursor.execute(f"select count(*) from {table}")
            count = cursor.fetchone()[0]
    return count


def measure(slug: str, times: int) -> list[list[Any]]:
    """Milliseconds and queries of each page for each reader."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from hehuo.desk.contents import ledger_by_slug
    from hehuo.org.models import User

    ledger = ledger_by_slug(slug)
    state = ledger.model._meta.get_field("state").choices[0][0]
    rows = []
    for who, username in USERS.items():
        client = Client()
        client.force_login(User.objects.get(username=username))
        for label, query in ASKED.items():
            address = f"/ledgers/{slug}/?{query.format(state=state)}"
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            queries = list(seen.captured_queries)
            taken = []
            for _ in range(times):
                started = time.perf_counter()
                answer = client.get(address)
                taken.append((time.perf_counter() - started) * 1000)
                assert answer.status_code == 200, answer.status_code
            middle = measuring.percentile(taken, 0.5)
            slowest = max(float(query["time"]) for query in queries)
            within = "yes" if middle <= GOAL_MS else "no"
            rows.append([slug, who, label, f"{middle:.0f}", len(queries), f"{slowest:.3f}", within])
    return rows


def run(data: str, wanted: str) -> dict[str, Any]:
    """In a process of its own, on the copied city."""
    os.environ["DATA_DIR"] = data
    measuring.set_up("hehuo.config.settings.embedded")
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["*"]
    rows = []
    for slug, table in LEDGERS.items():
        multiply(table, int(wanted))
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        rows += measure(slug, 7)
    return {"rows": rows, "mb": measuring.peak_mb()}


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--data", default="")
    asked = options.parse_args(argv)
    print(measuring.machine())
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        if asked.data:
            shutil.copytree(asked.data, data)
        else:
            command = [sys.executable, "-m", "hehuo", "demo", "--scale", "ci", "--json"]
            env = {**os.environ, "DATA_DIR": str(data)}
            subprocess.run(command, cwd=measuring.ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        found = measuring.part("bench.lists", str(data), str(asked.rows), timeout=3600)
        heads = [
            "ledger",
            "reader",
            "page",
            "ms (middle of 7)",
            "queries",
            "slowest query, s",
            f"within {GOAL_MS} ms",
        ]
        print(f"{asked.rows:,} rows in each table, peak memory {found['mb']} MB\n")
        measuring.table(heads, found["rows"])
    return 0


if __name__ == "__main__" and not measuring.parts_of(sys.argv, run):
    raise SystemExit(main())
