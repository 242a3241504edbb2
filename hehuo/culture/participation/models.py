"""签到, 扫码, 群众确认: who came and who says that it was so. A scan is a count and nothing else."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hehuo.culture.gatherings import Gathering
from hehuo.records.models import LedgerRecord

EVENTS = {
    "session": "culture.EducationSession",
    "legal_session": "culture.LegalSession",
    "theme_activity": "culture.ThemeActivity",
    "activity": "culture.CulturalActivity",
}
"""The four kinds of events, each a column of what belongs to one of them."""
EVENT_WORDS = {
    "session": "教育培训",
    "legal_session": "普法宣传",
    "theme_activity": "主题实践活动",
    "activity": "文体活动",
}


def exactly_one() -> Q:
    """One of the four events is named, the others are not."""
    ways = [Q(**{f"{name}__isnull": name != chosen for name in EVENTS}) for chosen in EVENTS]
    return reduce(or_, ways)


def once_a_person(name: str) -> list[models.UniqueConstraint]:
    """A person is in the list of an event once."""
    return [
        models.UniqueConstraint(
            fields=[event, "person"], condition=Q(person__isnull=False) & ~Q(status="void"), name=f"culture_{name}_{event}_once",
            violation_error_message="这个人在这场活动中已经登记过。",
        )
        for event in EVENTS
    ]  # fmt: skip


class OfGathering(LedgerRecord):
    """Abstract: belongs to one event."""

    domain = "C"

    session = models.ForeignKey(
        EVENTS["session"], models.PROTECT, null=True, blank=True, verbose_name=EVENT_WORDS["session"], related_name="%(class)s_rows"
    )  # fmt: skip
    legal_session = models.ForeignKey(
        EVENTS["legal_session"], models.PROTECT, null=True, blank=True, verbose_name=EVENT_WORDS["legal_session"], related_name="%(class)s_rows"
    )  # fmt: skip
    theme_activity = models.ForeignKey(
        EVENTS["theme_activity"], models.PROTECT, null=True, blank=True, verbose_name=EVENT_WORDS["theme_activity"], related_name="%(class)s_rows"
    )  # fmt: skip
    activity = models.ForeignKey(
        EVENTS["activity"], models.PROTECT, null=True, blank=True, verbose_name=EVENT_WORDS["activity"], related_name="%(class)s_rows"
    )  # fmt: skip

    class Meta(LedgerRecord.Meta):
        abstract = True
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=exactly_one(), name="%(app_label)s_%(class)s_event",
                violation_error_message="请选择一场活动，只选一场。",
            ),
        ]  # fmt: skip

    @property
    def gathering(self) -> Gathering | None:
        """The event."""
        return self.session or self.legal_session or self.theme_activity or self.activity


class Attendance(OfGathering):
    """签到台账, only where a roll is kept; kept for three years. No biometric value exists."""

    privacy: ClassVar = {"attendee_name": "P2", "person": "P2", "age_group": "P2", "signed_at": "P2"}

    class Age(models.TextChoices):
        CHILD = "child", "14岁以下"
        MINOR = "minor", "14至17岁"
        ADULT = "adult", "18至59岁"
        ELDER = "elder", "60岁以上"

    class Mode(models.TextChoices):
        PAPER = "paper", "纸质签到"
        STAFF = "staff", "工作人员点名"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="居民", related_name="+"
    )
    attendee_name = models.CharField(
        "签到姓名", max_length=50, blank=True, help_text="不是登记居民的，写姓名或称呼。"
    )
    attendee_name_initials = models.CharField(
        "拼音首字母", max_length=50, blank=True, editable=False, db_index=True
    )
    age_group = models.CharField("年龄段", max_length=6, choices=Age.choices, blank=True)
    signed_at = models.TimeField("签到时间")
    mode = models.CharField("方式", max_length=6, choices=Mode.choices)

    class Meta(OfGathering.Meta):
        abstract = False
        verbose_name = "签到"
        constraints = [
            *OfGathering.Meta.constraints,
            *once_a_person("attendance"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(attendee_name=""), name="culture_attendance_who",
                violation_error_message="请选择居民，或写签到姓名。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.attendee_name or str(self.person)


class Confirmation(OfGathering):
    """群众确认台账: a resident says whether an event took place and whether the resident was there.

    Measures read neither name nor person: only that so many confirmed (LPS-2018-R).
    """

    privacy: ClassVar = {"person": "P2"}

    class Mode(models.TextChoices):
        PHONE = "phone", "电话回访"
        VISIT = "visit", "入户回访"
        SELF = "self", "群众自己确认"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, null=True, blank=True, verbose_name="居民", related_name="+",
        help_text="可以不填，不记名确认同样算。",
    )  # fmt: skip
    confirmed_on = models.DateField("确认日期")
    mode = models.CharField("方式", max_length=6, choices=Mode.choices)
    attended = models.BooleanField("本人参加了", default=False)
    took_place = models.BooleanField("活动属实", default=False)

    class Meta(OfGathering.Meta):
        abstract = False
        verbose_name = "群众确认"
        constraints = [*OfGathering.Meta.constraints, *once_a_person("confirmation")]

    def __str__(self) -> str:
        return f"{self.confirmed_on:%Y-%m-%d} {self.get_mode_display()}"


class SignInCode(models.Model):
    """An opaque code that phones scan at an event. It counts; it knows nobody."""

    token = models.CharField("口令", max_length=32, unique=True)
    settlement = models.ForeignKey("org.Settlement", models.PROTECT, verbose_name="安置点", related_name="+")
    event = models.CharField("活动台账", max_length=16, choices=list(EVENT_WORDS.items()))
    event_id = models.BigIntegerField("活动")
    opens_at = models.DateTimeField("开始")
    closes_at = models.DateTimeField("结束")
    scans = models.PositiveIntegerField("扫码次数", default=0)
    closed = models.BooleanField("已结束", default=False)

    class Meta:
        verbose_name = "签到码"
        indexes = [models.Index(fields=["event", "event_id"], name="culture_code_event")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.event_id}"
