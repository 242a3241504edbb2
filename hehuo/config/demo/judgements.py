"""What judges said about 2.4.2 资料可信: two years, partial points, one withdrawn, one run out, some still waiting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hehuo.assessment.judgements import Seen, judged_parts
from hehuo.assessment.material import drawn_for
from hehuo.assessment.models import Judgement, StandardEdition
from hehuo.org.models import Settlement, User

PART = "2.4.2"
LAST_YEAR, THIS_YEAR = 400, 45
"""Days ago of the first judgement of each year; the others follow a day apart."""
WAITING = ("D06", "D09")
"""Nobody has judged these yet."""
RAN_OUT = ("D11",)
"""Judged last year and not since."""
WITHDRAWN = "D03"
LESS = {"D05": "0.50", "D07": "0.30", "D10": "0.80"}
WHOLE = "抽看的活动时间、地点与通知相符，除照片外有参加群众的反馈或签到。"
PARTLY = "部分活动只有照片，没有其他证明，按能核对的部分给分。"
JUDGES = ("shi-bangong", "shi-yanshou1", "shi-yanshou2")


def write_judgements(today: date) -> int:
    """A judgement for most settlements in each of two years; how many."""
    edition = StandardEdition.objects.get(code="LPS-2018")
    part = judged_parts(edition)[PART]
    people = list(User.objects.filter(username__in=JUDGES).order_by("username"))
    rows = []
    for number, place in enumerate(Settlement.objects.exclude(code__in=WAITING).order_by("code")):
        for ago in (LAST_YEAR, THIS_YEAR):
            if ago == THIS_YEAR and place.code in RAN_OUT:
                continue
            day = today - timedelta(days=ago - number % 30)
            seen = [Seen(d.text, d.model, d.pk) for d in drawn_for(place, edition, part, day)]
            seen = seen or [Seen(f"主题实践活动原始资料抽看记录（{day}）")]
            points = LESS.get(place.code, "1.00") if ago == THIS_YEAR else "0.80"
            row = Judgement(
                settlement=place, edition=edition, part=PART, points=Decimal(points), occurred_on=day,
                reason=WHOLE if points == "1.00" else PARTLY, evidence=[item.told() for item in seen],
                judged_by=people[number % len(people)], recorded_at=_at(day, 10),
            )  # fmt: skip
            if ago == THIS_YEAR and place.code == WITHDRAWN:
                row.withdrawn_at, row.withdrawn_by = _at(day + timedelta(days=3), 15), people[0]
                row.withdraw_reason = "抽看的是另一个安置点的资料，须重新评判"
            rows.append(row)
    return len(Judgement.objects.bulk_create(rows))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo("Asia/Shanghai"))
