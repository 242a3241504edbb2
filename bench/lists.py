"""Lists of ledgers with a million rows: for a secretary, a county and the city, as opened, filtered, searched, sorted by each
column that a heading offers, paged far, counted to the end and exported.

Run: `python -m bench.lists [--rows 1000000] [--data FOLDER] [--keep FOLDER]`. Works on a copy of a demo city (FOLDER, or a small
one that is built), whose rows are multiplied by one statement each; nothing else is made up, but for one row of each list that
has a word of its own, to be searched for. `--keep` keeps the large copy, or takes the one that was kept. Processor time says
what an idle machine needs; the clock also counts waiting for other processes.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import measuring

TIMES = 3
GOAL_MS = 150
"""First page, milliseconds of processor time (quality figures of docs/performance.md)."""
LEDGERS = {
    "dwellings": "residents_dwelling",
    "households": "residents_household",
    "people": "residents_person",
    "labour": "livelihood_labourprofile",
    "hazards": "safety_safetyhazard",
    "requests": "neighbourhood_residentrequest",
    "visits": "services_workvisit",
    "patrols": "safety_patrolrecord",
    "interviews": "residents_interview",
    "honour-roll": "culture_honourrollentry",
}
USERS = {"secretary": "qiyun-shuji", "county": "shuicheng-zhihuibu", "city": "shi-bangong"}
"""Who looks. The city reads rows of interviews and honours only (the rest as totals), so it is asked for those."""
FILTERS = {
    "people": "labour_class",
    "households": "household_class",
    "labour": "employment_status",
    "interviews": "age_band",
}
"""The filter of a ledger; `state` where none is named."""
ONLY = "独此一处"
"""The word that one row of a list is given."""
FAR = 5000
"""A page that nobody reaches by turning leaves."""


def multiply(table: str, wanted: int) -> bool:
    """Copy the rows of a table until it has so many; unique columns get new values. False when it has them already."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("pragma cache_size=-400000")
        cursor.execute("pragma synchronous=off")
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
        had = count = cursor.fetchone()[0]
        while count < wanted:
            cursor.execute(f"insert into {table} ({into}) select {told} from {table} limit {wanted - count}")
            cursor.execute(f"select count(*) from {table}")
            count = cursor.fetchone()[0]
    return had < wanted


def mark(ledger: Any) -> None:
    """Give one row of the secretary's settlement a word that no other row has, so that a search has one hit."""
    from django.db import connection

    from hehuo.org.models import Settlement

    names = [name for name in ledger.search if "__" not in name and not name.endswith(("_no", "initials"))]
    if not names:
        return
    place = Settlement.objects.order_by("pk").values_list("pk", flat=True)[0]
    table, column = ledger.model._meta.db_table, ledger.model._meta.get_field(names[0]).column
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {table} set {column} = %s where id = (select max(id) from {table} where settlement_id = %s)",
            [ONLY, place],
        )


def asked_of(ledger: Any, client: Any) -> dict[str, str]:
    """Label and query of each page that is measured."""
    field = FILTERS.get(ledger.slug, "state")
    found = {"first page": ""}
    names = {f.name: f for f in ledger.model._meta.concrete_fields}
    if field in names and names[field].choices:
        values = [value for value, _ in names[field].choices]
        found["filtered"] = f"{field}={values[0]}"
        found["filtered, last word"] = f"{field}={values[-1]}"
    found |= {"searched": "q=东", "searched, one hit": f"q={ONLY}", "searched, nothing": "q=查无此人"}
    shown = client.get(f"/ledgers/{ledger.slug}/?count=all").context_data
    last = -(-shown["page"].total // shown["page"].size)
    found |= {f"page {number}": f"page={number}" for number in (2, 3, FAR) if number < last}
    found |= {"last page": f"page={last}", "counted": "count=all"}
    for column in shown["table"].columns:
        if column.orderable:
            found[f"sorted by {column.path}"] = f"sort={column.path}"
            found[f"sorted by {column.path}, down"] = f"sort=-{column.path}"
    return found


def opened(client: Any, slug: str, query: str) -> None:
    """Get a page of a list, or the first piece of an export."""
    answer = client.get(f"/ledgers/{slug}/{query}")
    assert answer.status_code == 200, answer.status_code
    if answer.streaming:
        next(iter(answer.streaming_content))
        answer.close()


def measure(slug: str, times: int, wanted: str) -> list[list[Any]]:
    """Milliseconds of processor and clock, and queries, of each page for each reader who may open it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from hehuo.desk.contents import ledger_by_slug
    from hehuo.org.models import User

    ledger = ledger_by_slug(slug)
    rows = []
    for who, username in USERS.items():
        client = Client()
        client.force_login(User.objects.get(username=username))
        if client.get(f"/ledgers/{slug}/").status_code == 403:
            continue
        pages = {label: f"?{query}" for label, query in asked_of(ledger, client).items()}
        for label, query in {**pages, "export starts": "export/"}.items():
            if wanted not in label:
                continue
            opened(client, slug, query)
            with CaptureQueriesContext(connection) as seen:
                opened(client, slug, query)
            queries = list(seen.captured_queries)
            clock, worked = [], []
            for _ in range(times):
                started, work = time.perf_counter(), time.process_time()
                opened(client, slug, query)
                worked.append((time.process_time() - work) * 1000)
                clock.append((time.perf_counter() - started) * 1000)
            middle = measuring.percentile(worked, 0.5)
            slowest = max(float(query["time"]) for query in queries)
            within = "yes" if middle <= GOAL_MS else "no"
            rows.append([slug, who, label, f"{middle:.0f}", f"{measuring.percentile(clock, 0.5):.0f}", len(queries), f"{slowest:.3f}", within])  # fmt: skip
            print(*rows[-1], file=sys.stderr, flush=True)
    return rows


def run(data: str, wanted: str, ledgers: str, pages: str) -> dict[str, Any]:
    """In a process of its own, on the copied city."""
    os.environ["DATA_DIR"] = data
    measuring.set_up("hehuo.config.settings.embedded")
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from hehuo.desk.contents import ledger_by_slug

    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.WARNING)  # who may not open a list is passed over
    call_command("migrate", verbosity=0)
    for slug in ledgers.split(","):
        if multiply(LEDGERS[slug], int(wanted)):
            mark(ledger_by_slug(slug))
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    connection.close()  # the next connection has the settings of the house
    rows = []
    for slug in ledgers.split(","):
        rows += measure(slug, TIMES, pages)
    return {"rows": rows, "mb": measuring.peak_mb()}


def provide(data: Path, city: str) -> None:
    """The city that is multiplied: a copy, or the small one, built."""
    if city:
        shutil.copytree(city, data)
        return
    command = [sys.executable, "-m", "hehuo", "demo", "--scale", "ci", "--json"]
    env = {**os.environ, "DATA_DIR": str(data)}
    subprocess.run(command, cwd=measuring.ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--data", default="")
    options.add_argument("--ledgers", default=",".join(LEDGERS))
    options.add_argument("--pages", default="", help="only pages whose label holds this word")
    options.add_argument("--keep", default="", help="folder of the large copy")
    asked = options.parse_args(argv)
    print(measuring.machine())
    with tempfile.TemporaryDirectory() as name:
        data = Path(asked.keep or Path(name) / "data")
        if not data.exists():
            provide(data, asked.data)
        words = (str(data), str(asked.rows), asked.ledgers, asked.pages)
        found = measuring.part("bench.lists", *words, timeout=14_400)
        heads = [
            "ledger", "reader", "page", f"ms of processor (middle of {TIMES})", "ms by the clock", "queries",
            "slowest query, s", f"within {GOAL_MS} ms",
        ]  # fmt: skip
        print(f"{asked.rows:,} rows in each table, peak memory {found['mb']} MB\n")
        measuring.table(heads, found["rows"])
    return 0


if __name__ == "__main__" and not measuring.parts_of(sys.argv, run):
    raise SystemExit(main())
