"""Takes steps of a campaign in child processes and kills them (-9) at random moments; checks after each that nothing is half done.

`python -m tests.reliability.step_killer ROUNDS SEED` on an empty DATA_DIR prints one line of JSON. Each child goes round and round:
submit a self-assessment that fails (sheet, snapshot, list of shortfalls, step log, audit) → resume → open a new sheet. What a
child has acknowledged must be there; what it was doing when it died must be there as a whole or not at all.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from itertools import pairwise
from random import Random
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from hehuo.assessment.models import ScoreEntry, ScoreSheet, Snapshot  # noqa: E402
from hehuo.assessment.snapshots import is_intact  # noqa: E402
from hehuo.audit import trail  # noqa: E402
from hehuo.audit.models import Entry  # noqa: E402
from hehuo.programme import scores, steps  # noqa: E402
from hehuo.programme.models import Campaign, CampaignStep, Shortfall  # noqa: E402
from hehuo.programme.tests.stage import Stage  # noqa: E402

LONGEST = 0.4
"""Seconds that a child lives at most after its first step has begun, or after its first step is done."""


def go_round(stage: Stage, campaign: Campaign, out: int) -> None:
    """Steps without end; a line before each and one after it is committed."""
    while True:
        os.write(out, b"begin\n")
        if campaign.state == "self_assessing":
            steps.submit_self_assessment(campaign, by=stage.secretary, filled=stage.full("0.5"))
        elif campaign.state == "self_failed":
            steps.resume_creation(campaign, by=stage.secretary)
        else:
            steps.open_self_assessment(campaign, by=stage.secretary)
        os.write(out, f"done {campaign.steps.order_by('-id').values_list('id', flat=True)[0]}\n".encode())


def one_round(stage: Stage, pk: int, rng: Random) -> tuple[set[int], bool]:
    """A child that is killed; returns the steps that it acknowledged and whether it died in the middle of one."""
    connection.close()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            go_round(stage, Campaign.objects.get(pk=pk), write)
        finally:
            os._exit(1)
    os.close(write)
    heard, wanted = b"", rng.randrange(2)
    while b"begin" not in heard or heard.count(b"done") < wanted:
        heard += os.read(read, 64)
    time.sleep(rng.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(read, 4096):
        heard += more
    os.close(read)
    lines = heard.decode().splitlines()
    return {int(line.split()[1]) for line in lines if line.startswith("done")}, lines[-1] == "begin"


def faults(pk: int, acknowledged: set[int]) -> list[str]:
    """Everything that is half done; empty when all is whole."""
    campaign = Campaign.objects.get(pk=pk)
    log = list(campaign.steps.order_by("id"))
    found = [f"step {n} is lost" for n in acknowledged - {row.pk for row in log}]
    found += [f"step {b.pk} does not follow" for a, b in pairwise(log) if a.to_state != b.from_state]
    if log[-1].to_state != campaign.state:
        found.append("state and step log differ")
    for row in log[1:]:
        told = Entry.objects.filter(action=row.event, object_type="programme.campaign", object_id=pk)
        if told.count() != sum(other.event == row.event for other in log):
            found.append(f"audit and step log differ: {row.event}")
            break
    return found + _half_sheets(campaign, log) + _broken_stores()


def _half_sheets(campaign: Campaign, log: list[CampaignStep]) -> list[str]:
    found, whole = [], len(scores.criteria_of(campaign.edition))  # type: ignore[arg-type]
    failed = [row for row in log if row.event == "self_assessment_fails"]
    opened = [row for row in log if row.event == "open_self_assessment"]
    if ScoreSheet.objects.count() != len(opened) or ScoreEntry.objects.count() != whole * len(opened):
        found.append("sheets and opened self-assessments differ")
    if ScoreSheet.objects.filter(submitted_at__isnull=False).count() != len(failed):
        found.append("submitted sheets and submissions differ")
    rounds = set(Shortfall.objects.values_list("round_no", flat=True))
    if rounds != {row.data["round"] for row in failed}:
        found.append("shortfalls and submissions differ")
    snapshots = Snapshot.objects.filter(purpose="self_assessment")
    if {s.pk for s in snapshots} != {row.data["snapshot"] for row in failed}:
        found.append("snapshots and submissions differ")
    if not all(is_intact(s) for s in snapshots):
        found.append("a snapshot is damaged")
    return found


def _broken_stores() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("pragma integrity_check")
        state = cursor.fetchone()[0]
    verdict = trail.verify()
    found = [] if state == "ok" else [f"database: {state}"]
    return found if verdict.broken_at is None else [*found, f"audit chain broken at {verdict.broken_at}"]


def main(rounds: int, seed: int) -> dict[str, Any]:
    """Prepare, kill, check; what was found."""
    call_command("migrate", verbosity=0)
    stage = Stage()
    pk = stage.at("self_assessing").pk
    rng, middle, acknowledged, wrong = Random(seed), 0, set(), []
    for _ in range(rounds):
        done, died_inside = one_round(stage, pk, rng)
        acknowledged |= done
        middle += died_inside
        wrong += faults(pk, acknowledged)
    return {"rounds": rounds, "in_the_middle": middle, "acknowledged": len(acknowledged), "faults": wrong}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
