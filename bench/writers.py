"""Concurrent writers on SQLite through the real write path, with and without the fair gate.

Run: `.venv/bin/python -m bench.writers [--writers 16] [--seconds 5]`. Each writer corrects a household in its own
process: validation, history, audit entry and change mark in one durable transaction, then a pause of a few
milliseconds as people have. Prints p50, p95, p99, the longest wait and errors, side by side.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORKER = "--worker"


def work(seconds: float, number: int) -> None:
    """One writer process: prints its latencies in milliseconds as JSON."""
    import random

    import django

    django.setup()
    from django.db import OperationalError, transaction

    from hehuo.org.models import User
    from hehuo.records.writing import save_record
    from hehuo.residents.models import Household

    user = User.objects.first()
    pks = list(Household.objects.values_list("pk", flat=True)[number::16][:50])
    rng, waits, errors = random.Random(number), [], 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            with transaction.atomic():
                row = Household.objects.select_for_update().get(pk=rng.choice(pks))
                row.origin_place = f"第{rng.randrange(1000)}组"
                save_record(row, by=user, validate=False)
        except OperationalError:
            errors += 1
        waits.append((time.perf_counter() - started) * 1000)
        time.sleep(rng.uniform(0.02, 0.2))
    print(json.dumps({"waits": waits, "errors": errors}))


def run(folder: Path, engine: str, writers: int, seconds: float) -> dict[str, float]:
    """Start the writers on one database and collect."""
    env = {
        **os.environ,
        "DATA_DIR": str(folder),
        "BENCH_ENGINE": engine,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.writers", WORKER, str(n), "--seconds", str(seconds)],
            env=env, stdout=subprocess.PIPE, text=True,
        )
        for n in range(writers)
    ]  # fmt: skip
    found = [json.loads(child.communicate()[0].splitlines()[-1]) for child in children]
    waits = sorted(w for f in found for w in f["waits"])
    pick = lambda share: waits[min(len(waits) - 1, int(len(waits) * share))]  # noqa: E731
    return {
        "writes": len(waits), "per_second": len(waits) / seconds, "p50": pick(0.5), "p95": pick(0.95), "p99": pick(0.99),
        "max": waits[-1], "errors": sum(f["errors"] for f in found),
    }  # fmt: skip


def main() -> None:
    """Build a small city, run both engines, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument(WORKER, type=int, default=None)
    options = parser.parse_args()
    if options.worker is not None:
        work(options.seconds, options.worker)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {**os.environ, "DATA_DIR": name}
        subprocess.run(
            [sys.executable, "-m", "hehuo", "demo", "--scale", "ci", "--json"],
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(f"{options.writers} writers, {options.seconds:.0f} s each, durable commits (ms)")
        print(f"{'engine':<14}{'writes/s':>10}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>9}{'errors':>8}")
        for label, engine in (
            ("fair gate", "hehuo.config.sqlite_fair"),
            ("plain", "django.db.backends.sqlite3"),
        ):
            r = run(folder, engine, options.writers, options.seconds)
            print(
                f"{label:<14}{r['per_second']:>10.0f}{r['p50']:>8.1f}{r['p95']:>8.1f}{r['p99']:>8.1f}{r['max']:>9.1f}{r['errors']:>8.0f}"
            )


if __name__ == "__main__":
    main()
