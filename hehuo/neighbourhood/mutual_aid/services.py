"""Activities, logs and the roll of children, kept to what is allowed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from hehuo.neighbourhood.mutual_aid.models import CareChild, CareLog, MutualAidActivity, MutualAidOrg
from hehuo.records.retention import Retention
from hehuo.records.writing import save_record

CARE = (MutualAidOrg.Kind.ELDER_CARE, MutualAidOrg.Kind.PUPIL_CARE)
KEPT = (
    Retention(
        CareChild, "valid_to", 1,
        {"child": "", "guardian": "", "pick_up": "", "emergency_phone": "", "allergy": ""},
    ),
)  # fmt: skip
"""The roll of children goes one year after the care has ended (domain item 4, `care_child_roll`)."""
CHILDREN_A_CARER = 15
"""At most so many children for one person on duty."""


def _at_home(record: Any) -> None:
    if record.org.settlement_id != record.settlement_id:
        raise ValidationError({"org": "不在这个安置点，请重新选择。"})


def save_activity(activity: MutualAidActivity, *, by: Any) -> MutualAidActivity:
    """Something an organisation did while it existed. Raises `ValidationError`."""
    _at_home(activity)
    if activity.served_on < activity.org.set_up_on:
        raise ValidationError({"served_on": "这一天组织还没有成立，请核对日期。"})
    return save_record(activity, by=by)


def save_log(log: CareLog, *, by: Any) -> CareLog:
    """One day of a care centre; enough people are on duty for the children. Raises `ValidationError`."""
    _at_home(log)
    if log.org.kind not in CARE:
        raise ValidationError({"org": "只有照料（看护）中心填写日志。"})
    if log.opened and log.staff_on_duty == 0:
        raise ValidationError({"staff_on_duty": "开放的日子要有人在岗。"})
    if log.pupils > log.staff_on_duty * CHILDREN_A_CARER:
        need = -(-log.pupils // CHILDREN_A_CARER)
        raise ValidationError({"staff_on_duty": f"看护 {log.pupils} 名儿童至少要 {need} 人在岗。"})
    return save_record(log, by=by)


def save_child(child: CareChild, *, by: Any) -> CareChild:
    """A child in care, after the guardian's consent. Raises `ValidationError`."""
    _at_home(child)
    if child.org.kind != MutualAidOrg.Kind.PUPIL_CARE:
        raise ValidationError({"org": "请选择小学生临时看护中心。"})
    return save_record(child, by=by)
