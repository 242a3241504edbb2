"""Who looked at sensitive data of late and what went out: the trail that the protector of personal data reads."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.models import Post
from hehuo.org.roles import Role
from hehuo.residents.models import Person

WHY = ("上门核对身份", "办理户籍迁移，核对证件", "发放补助，核对本人", "本人来电更正电话")
WHAT = (["id_no"], ["phone"], ["id_no", "phone"])
PURPOSES = ("报县指挥部核对", "季度入户核查", "年度自评底稿")
PLACES = 3
DAYS = (26, 21, 17, 12, 9, 5, 2)


def plant_looks(seed: int, today: date) -> int:
    """Looks of secretaries and one export in each of a few settlements; returns how many entries."""
    dice, done = Random(f"{seed}/looks"), []
    secretaries = (
        Post.objects.filter(role=Role.SECRETARY).select_related("user", "area__settlement").order_by("pk")
    )
    for post in secretaries[:PLACES]:
        place = post.area.settlement
        people = list(Person.objects.filter(settlement=place).order_by("pk")[: len(DAYS)])
        for days, person in zip(DAYS, people, strict=False):
            at = _moment(today, days, dice)
            data = {"fields": dice.choice(WHAT), "reason": dice.choice(WHY)}
            done.append((at, "look", person, post.user, data))
        at = _moment(today, dice.choice(DAYS), dice)
        done.append((at, "export", place, post.user, {"purpose": dice.choice(PURPOSES)}))
    for at, action, subject, by, data in sorted(done, key=lambda entry: entry[0]):
        trail.record(action, subject, by=by, data=data, at=at)
    return len(done)


def _moment(today: date, days: int, dice: Random) -> datetime:
    hour = time(dice.randint(9, 16), dice.randint(0, 59))
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), hour))
