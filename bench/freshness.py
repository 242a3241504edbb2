"""From a write to the visible score, and incremental = full after many random changes, on a copy of a demo city.

Run: `python -m bench.freshness [--changes 10000] [--data FOLDER]`. Each change goes through `save_record` (validation off,
history, audit, change mark); then the scorecard of that settlement is asked for, as its page does. Every 100th change all
stored counts are compared with a full count; the nightly full count at the end must find no difference.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import measuring


def change(dice: random.Random, rows: dict[Any, list[int]], clerk: Any, day: date) -> Any:
    """One correction somewhere, drawn again when the database refuses its dates; answers with the settlement."""
    from django.db import IntegrityError

    from hehuo.records.writing import save_record

    model = dice.choice(list(rows))
    record = model.objects.select_related("settlement").get(pk=dice.choice(rows[model]))
    name = {"employmentspell": "confirmed_on", "household": "moved_in_on", "occupancyspell": "checked_on",
            "labourprofile": "confirmed_on", "oldhouse": "demolished_on"}[model._meta.model_name]  # fmt: skip
    setattr(record, name, day - timedelta(days=dice.randint(-3, 60)))
    try:
        save_record(record, by=clerk, validate=False)
    except IntegrityError:
        return change(dice, rows, clerk, day)
    return record.settlement


def main(argv: list[str] | None = None) -> int:
    """Print latencies; 1 when a stored count was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--changes", type=int, default=10_000)
    options.add_argument("--data", default="")
    asked = options.parse_args(argv)
    print(measuring.machine())
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        os.environ |= {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "hehuo.config.settings.embedded"}
        if asked.data:
            shutil.copytree(asked.data, data)
        else:
            command = [sys.executable, "-m", "hehuo", "demo", "--json"]
            subprocess.run(command, cwd=measuring.ROOT, check=True, stdout=subprocess.DEVNULL)
        measuring.set_up()
        return measure(asked.changes)


def measure(changes: int) -> int:
    """The loop."""
    from hehuo.assessment.editions import current_edition
    from hehuo.assessment.scoring import measures_of, parameters, scorecard
    from hehuo.livelihood.models import EmploymentSpell, LabourProfile
    from hehuo.measures import freshness, runner
    from hehuo.org.models import Settlement, User
    from hehuo.property.models import OldHouse
    from hehuo.residents.models import Household, OccupancySpell

    edition, day, clerk, dice = current_edition(), date.today(), User.objects.first(), random.Random(2018)
    rows = {
        model: list(model.objects.values_list("pk", flat=True)[:20_000])
        for model in (EmploymentSpell, Household, OccupancySpell, LabourProfile, OldHouse)
    }
    ids, names = list(Settlement.objects.values_list("pk", flat=True)), measures_of(edition)
    bound = parameters(edition, day)
    freshness.counts_for(names, parameters=bound, settlement_ids=ids)
    writes, reads, wrong = [], [], 0
    for number in range(1, changes + 1):
        started = time.perf_counter()
        place = change(dice, rows, clerk, day)
        written = time.perf_counter()
        scorecard(place, edition, day)
        writes.append((written - started) * 1000)
        reads.append((time.perf_counter() - started) * 1000)
        if number % 100 == 0:
            stored = freshness.counts_for(names, parameters=bound, settlement_ids=ids)
            wrong += stored != runner.count(names, parameters=bound, settlement_ids=ids)
    wrong += len(freshness.refresh_all(names, parameters=bound, settlement_ids=ids))
    measuring.table(
        ["", "p50", "p95", "p99"],
        [[title, *(f"{measuring.percentile(found, share):.0f} ms" for share in (0.5, 0.95, 0.99))]
         for title, found in (("write alone", writes), ("write → visible score", reads))],
    )  # fmt: skip
    print(
        f"{changes:,} changes, {len(names)} measures, {len(ids)} settlements: {wrong} differences between stored and full counts"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
