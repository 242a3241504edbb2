"""抽取样本: once and for all; seed, rule, frame and its hash are kept, so anybody can repeat it (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme import sampling
from hehuo.programme.models import SpotCheck, SpotDraw
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.drawing import (
    campaigns_to_check,
    first_sizes,
    self_points_of,
    stratum_of,
)
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.spot_checks.results import codes_of_items, total_over
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.programme.supervision.spot_checks.sites import open_sites


@transaction.atomic
def draw_check(
    check: SpotCheck, *, by: Any, seed: str = "", reason: str = "", at: datetime | None = None
) -> SpotDraw:
    """Draw. The self points of every unit of the frame are kept from this moment, so that widening compares like with like.

    Raises `ValidationError`.
    """
    act = begin(CHECK, check, "draw", by=by, at=at, reason=reason)
    row = act.subject
    rule, campaigns = rule_from(row.rule), campaigns_to_check(row.edition, act.moment)
    codes = codes_of_items(row, rule)
    points = {code: self_points_of(campaign) for code, campaign in campaigns.items()}
    frame = [
        {
            "stratum": stratum_of(c.unit),
            "code": code,
            "self": str(total_over(points[code], codes)),
            "points": points[code],
        }
        for code, c in sorted(campaigns.items())
    ]
    pairs = sorted((line["stratum"], line["code"]) for line in frame)
    sizes, seed = first_sizes(pairs, rule), seed.strip() or sampling.new_seed()
    draw = SpotDraw.objects.create(
        check_of=row, stage=1, seed=seed, rule=row.rule, frame=frame, frame_hash=sampling.frame_hash(pairs), sizes=sizes,
        drawn_by=by, drawn_at=act.moment,
    )  # fmt: skip
    drawn = sampling.take(pairs, sizes, seed)
    open_sites(row, draw, drawn, {code: campaigns[code] for _, code in drawn}, points, rule, act.day)
    act.finish(
        data={
            "seed": seed,
            "frame_hash": draw.frame_hash,
            "frame": len(frame),
            "drawn": [c for _, c in drawn],
        }
    )
    return draw
