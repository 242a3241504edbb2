"""劳动力信息, one row a person and month; sampled checks of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.livelihood.employment.services import demand_working_age
from hehuo.livelihood.labour.models import AccuracyCheck, LabourProfile
from hehuo.records.writing import create_records, save_record
from hehuo.residents.people.queries import age_on

CARRIED = (
    "labour_class", "employment_status", "employment_type", "work_place", "employer_name", "job_title", "started_on", "wage_band",
    "unemployed_reason", "job_wish", "training_wish", "skills", "cert_level", "confirmed_on", "confirm_mode",
)  # fmt: skip
EMPLOYED = LabourProfile.EmploymentStatus.EMPLOYED


def check_profile(profile: LabourProfile) -> None:
    """What must be true of any labour row, entered or imported."""
    profile.snapshot_month = profile.snapshot_month.replace(day=1)
    day = profile.confirmed_on or profile.snapshot_month
    if profile.employment_status == EMPLOYED:
        demand_working_age(profile.person, day)
        if not profile.work_place or profile.months_this_year is None:
            raise ValidationError({"work_place": "已就业的请同时填写就业地点和年内务工月数。"})
    elif profile.employment_type or profile.work_place:
        raise ValidationError({"employment_status": "没有就业的不填就业形式和就业地点，请核对就业状态。"})
    if age_on(profile.person.birth_date, timezone.localdate()) < 16:
        raise ValidationError({"person": "劳动力信息从 16 周岁起登记。"})
    if profile.confirmed_on and profile.confirmed_on > timezone.localdate():
        raise ValidationError({"confirmed_on": "核实日期不能晚于今天。"})
    if profile.confirmed_on and not profile.confirm_mode:
        raise ValidationError({"confirm_mode": "请填写核实方式。"})


@transaction.atomic
def save_profile(profile: LabourProfile, *, by: Any) -> LabourProfile:
    """Enter or edit a row; the person's own labour class follows the newest month."""
    check_profile(profile)
    save_record(profile, by=by)
    person = profile.person
    newer = (
        LabourProfile.objects.live().filter(person=person, snapshot_month__gt=profile.snapshot_month).exists()
    )
    if profile.labour_class and not newer and person.labour_class != profile.labour_class:
        person.labour_class = profile.labour_class
        save_record(person, by=by, reason="劳动力信息核实")
    return profile


@transaction.atomic
def record_labour_profile(person: Any, *, by: Any, month: date, **facts: Any) -> LabourProfile:
    """The row of a person and month: made, or changed when it is there already."""
    first = month.replace(day=1)
    profile = LabourProfile.objects.live().filter(person=person, snapshot_month=first).first()
    profile = profile or LabourProfile(
        settlement_id=person.settlement_id, person=person, snapshot_month=first, occurred_on=first
    )
    for name, value in facts.items():
        setattr(profile, name, value)
    return save_profile(profile, by=by)


@transaction.atomic
def open_labour_month(settlement: Any, *, by: Any, month: date) -> int:
    """Carry last month's rows into a new month; what was confirmed when stays as it was confirmed."""
    first = month.replace(day=1)
    have = set(
        LabourProfile.objects.live()
        .filter(settlement=settlement, snapshot_month=first)
        .values_list("person_id", flat=True)
    )
    latest: dict[int, LabourProfile] = {}
    rows = LabourProfile.objects.live().filter(
        settlement=settlement, snapshot_month__lt=first, person__deceased_on__isnull=True
    )
    for row in rows.filter(person__left_on__isnull=True).order_by("snapshot_month"):
        latest[row.person_id] = row
    fresh = []
    for person_id, row in latest.items():
        if person_id not in have:
            months = None
            if row.months_this_year is not None:
                same_year = row.snapshot_month.year == first.year
                months = row.months_this_year if same_year else 0
            values = {name: getattr(row, name) for name in CARRIED}
            fresh.append(
                LabourProfile(
                    settlement_id=row.settlement_id, person_id=person_id, snapshot_month=first, occurred_on=first,
                    months_this_year=months, source="system", **values,
                )
            )  # fmt: skip
    create_records(fresh, by=by, reason="新的月份", audit="batch")
    return len(fresh)


def check_accuracy(check: AccuracyCheck) -> None:
    """Not in the future, and at least one field was looked at."""
    if check.checked_on > timezone.localdate():
        raise ValidationError({"checked_on": "核查日期不能晚于今天。"})
    if check.fields_checked < 1:
        raise ValidationError({"fields_checked": "至少核查一项。"})


@transaction.atomic
def record_accuracy_check(
    person: Any, *, by: Any, book: str, on: date, fields_checked: int, fields_right: int, mode: str
) -> AccuracyCheck:
    """台账抽查 by telephone or visit: how many of the fields were right."""
    row = AccuracyCheck(
        settlement_id=person.settlement_id, person=person, book=book, checked_on=on, occurred_on=on,
        fields_checked=fields_checked, fields_right=fields_right, mode=mode,
    )  # fmt: skip
    check_accuracy(row)
    return save_record(row, by=by)
