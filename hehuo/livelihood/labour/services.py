"""劳动力信息, one row a person and month; sampled checks of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.livelihood.employment.services import demand_working_age
from hehuo.livelihood.labour.models import AccuracyCheck, LabourProfile
from hehuo.records.writing import save_record
from hehuo.residents.people.queries import age_on

EMPLOYED = LabourProfile.EmploymentStatus.EMPLOYED


def check_profile(profile: LabourProfile) -> None:
    """What must be true of any labour row, entered or imported."""
    profile.snapshot_month = profile.snapshot_month.replace(day=1)
    day = profile.confirmed_on or profile.snapshot_month
    if profile.employment_status == EMPLOYED:
        demand_working_age(profile.person, day)
        if not profile.work_place or profile.months_this_year is None:
            raise ValidationError({"work_place": "已就业的请同时填写就业地点和年内务工月数。"})
    elif profile.industry or profile.contract or profile.insurance:
        raise ValidationError(
            {"employment_status": "没有就业的不填行业、劳动合同和社会保险，请核对就业状态。"}
        )
    elif profile.employment_type or profile.work_place:
        raise ValidationError({"employment_status": "没有就业的不填就业形式和就业地点，请核对就业状态。"})
    if age_on(profile.person.birth_date, timezone.localdate()) < 16:
        raise ValidationError({"person": "劳动力信息从 16 周岁起登记。"})
    if profile.confirmed_on and profile.confirmed_on > timezone.localdate():
        raise ValidationError({"confirmed_on": "核实日期不能晚于今天。"})
    if profile.confirmed_on and not profile.confirm_mode:
        raise ValidationError({"confirm_mode": "请填写核实方式。"})
    if profile.confirmed_by and not profile.confirmed_on:
        raise ValidationError({"confirmed_on": "写了核实人的，请填写核实日期。"})


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


def check_accuracy(check: AccuracyCheck) -> None:
    """Not in the future, and at least one field was looked at."""
    if check.checked_on > timezone.localdate():
        raise ValidationError({"checked_on": "核查日期不能晚于今天。"})
    if check.fields_checked < 1:
        raise ValidationError({"fields_checked": "至少核查一项。"})
