"""Kill -9 in the middle of an import, again and again: nothing half-imported, the chain whole, the batch can be retried.

HEHUO_KILL_ROUNDS sets the number of rounds (6; a release is tried with 200).
"""

from __future__ import annotations

import json
import random
import time

from tests.reliability.running import ROUNDS, kill, program, run, start

ROWS = 400
SETTING_UP = """
import io
from openpyxl import Workbook
from hehuo.org.models import Settlement, User
from hehuo.kit.tests.ledgers import HouseholdImporter
from hehuo.workbooks import jobs
book = Workbook()
book.active.append(["家庭编号", "户主姓名", "搬迁类型", "核定搬迁人口"])
for number in range({rows}):
    book.active.append([f"H{{number:05d}}", "张小明", "同步搬迁户", 4])
out = io.BytesIO()
book.save(out)
for _ in range({rounds}):
    jobs.open_batch(User.objects.get(username="committee"), "kit-households", Settlement.objects.get(code="S001"),
                    "户.xlsx", out.getvalue())
"""
# One batch after another, each checked, written, and taken back; a line per step tells how far it is.
WORKING = """
from hehuo.audit.models import ImportBatch
from hehuo.kit.tests.ledgers import HouseholdImporter
from hehuo.residents.models import Household
from hehuo.workbooks import applying, jobs
S = ImportBatch.State
jobs.STALE = jobs.timedelta(0)
print("ready", flush=True)
for batch in ImportBatch.objects.exclude(state=S.UNDONE).order_by("pk"):
    while batch.state not in (S.DONE, S.UNDONE, S.REFUSED):
        jobs.retry(batch)
        if batch.state == S.CHECKED:
            ImportBatch.objects.filter(pk=batch.pk).update(state=S.TO_WRITE, counts={**batch.counts, "confirmed": True})
        jobs.run(batch.pk, HouseholdImporter)
        batch.refresh_from_db()
        print(batch.pk, batch.state, flush=True)
    applying.undo_batch(Household, batch, by=batch.by)
    print(batch.pk, "undone", flush=True)
print("over", flush=True)
"""
LOOKING = """
import json
from hehuo.audit import trail
from hehuo.audit.models import Entry, ImportBatch
from hehuo.residents.models import Household
live = Household.objects.exclude(status="void").count()
print(json.dumps({
    "live": live, "all": Household.objects.count(), "history": Household.history.count(),
    "done": ImportBatch.objects.filter(state="done").count(), "undone": ImportBatch.objects.filter(state="undone").count(),
    "imports": Entry.objects.filter(action="import").count(), "undos": Entry.objects.filter(action="undo_import").count(),
    "broken": trail.verify().broken_at,
}))
"""


def check(facts: dict) -> None:
    """Whole batches or none, and the trail tells the same story."""
    assert facts["broken"] is None
    assert facts["live"] in (0, ROWS)
    assert facts["all"] == ROWS * facts["imports"]
    assert facts["history"] == ROWS * (facts["imports"] + facts["undos"])
    assert facts["live"] == ROWS * (facts["imports"] - facts["undos"])
    assert facts["undone"] == facts["undos"]


def test_a_killed_import_leaves_nothing_half_done(data):
    run(data, SETTING_UP.format(rows=ROWS, rounds=ROUNDS))
    chance, cut = random.Random(20180526), 0
    for _ in range(ROUNDS):
        worker = start(data, *program(WORKING))
        worker.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.6))
        cut += worker.poll() is None
        kill(worker)
    check(json.loads(run(data, LOOKING)))
    last = run(data, WORKING)
    facts = json.loads(run(data, LOOKING))
    check(facts)
    assert cut >= max(1, ROUNDS // 4), "the kills came too late"
    assert last.strip().endswith("over")
    assert (facts["undone"], facts["live"]) == (ROUNDS, 0)
