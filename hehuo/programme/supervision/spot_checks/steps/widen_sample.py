"""扩大样本: failed strata grow by the rule fixed beforehand; the same seed decides who is next (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme import sampling
from hehuo.programme.models import SpotCheck, SpotDraw
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.drawing import campaigns_to_check, pairs_of, self_points_of
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.spot_checks.results import due_widening
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.programme.supervision.spot_checks.sites import open_sites


@transaction.atomic
def widen_sample(check: SpotCheck, *, by: Any, reason: str = "", at: datetime | None = None) -> SpotDraw:
    """Take the next units of every failed stratum, with the self points of the first draw; teams are assigned afterwards."""
    act = begin(CHECK, check, "widen", by=by, at=at, reason=reason)
    row, last = act.subject, act.subject.draws.order_by("-stage").first()
    sizes = {**last.sizes, **due_widening(row)}
    draw = SpotDraw.objects.create(
        check_of=row, stage=last.stage + 1, seed=last.seed, rule=row.rule, frame=last.frame, frame_hash=last.frame_hash,
        sizes=sizes, drawn_by=by, drawn_at=act.moment,
    )  # fmt: skip
    present = set(row.sites.values_list("unit__code", flat=True))
    drawn = [(s, c) for s, c in sampling.take(pairs_of(draw.frame), sizes, draw.seed) if c not in present]
    campaigns = campaigns_to_check(row.edition, act.moment)
    kept = {line["code"]: line.get("points") for line in draw.frame}
    points = {code: kept[code] or self_points_of(campaigns[code]) for _, code in drawn}
    open_sites(row, draw, drawn, campaigns, points, rule_from(row.rule), act.day)
    act.finish(data={"stage": draw.stage, "sizes": sizes, "drawn": [c for _, c in drawn]})
    return draw
