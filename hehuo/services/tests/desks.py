"""Plain records of the desk ledgers for tests: one set of values for a model, parents made as they are needed."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person
from hehuo.services.models import (
    CasePause,
    Courtyard,
    EntitlementLink,
    GridAssignment,
    MassOrg,
    OneTimeNotice,
    PartyOrg,
    RequiredFile,
    ResidentsCommittee,
    ServiceCase,
    ServiceItem,
    ServiceMaterial,
    ServiceRating,
    ServiceRule,
    ServiceWindow,
    WindowHours,
    WorkVisit,
)

DAY = date(2018, 11, 5)
"""A Monday."""
VALUES: dict[type, dict[str, Any]] = {
    PartyOrg: {"kind": "branch", "attachment": "own", "name": "党支部", "approval_no": "组发1号", "valid_from": DAY, "secretary": "张书记",
               "members_count": 12, "committee_from_relocated": 1},
    ResidentsCommittee: {
        "attachment": "own", "name": "居委会", "approval_no": "民发1号", "scale_households": 300, "elected_on": DAY, "valid_from": DAY,
        "chair": "李主任", "members_count": 5, "members_relocated": 3, "members_women": 2, "members_minority": 1, "has_mediation": True,
    },
    MassOrg: {"kind": "women", "attachment": "own", "name": "妇联", "chair": "王主席", "valid_from": DAY},
    Courtyard: {"name": "东院", "extent": "1栋至3栋", "valid_from": DAY},
    GridAssignment: {"role": "grid_member", "name": "张小明", "work_phone": "13985800000", "valid_from": DAY},
    RequiredFile: {"kind": "party", "title": "党组织批复", "valid_from": DAY, "kept_at": "档案柜"},
    WorkVisit: {"planned_on": DAY},
    ServiceWindow: {
        "name": "综合窗口", "kind": "general", "department": "general", "acts_health": True, "authority_no": "授1号", "hours_text": "工作日",
        "staff_count": 2, "has_desks": True, "valid_from": date(2018, 1, 1),
    },
    WindowHours: {"hours_announced": 176, "hours_staffed": 170},
    ServiceItem: {
        "name": "养老保险参保", "department": "labour", "mode": "promised", "legal_days": 20, "promised_days": 5, "fee_fen": 0,
        "valid_from": date(2018, 1, 1), "occurred_on": date(2018, 1, 1),
    },
    ServiceMaterial: {"name": "户口簿", "form": "original"},
    ServiceRule: {"kind": "first_contact", "text": "谁先接待，谁负责到底。", "valid_from": DAY, "published_on": DAY},
    ServiceCase: {"agency": "self", "submitted_on": DAY, "case_no": "BJ1"},
    OneTimeNotice: {"given_on": DAY, "missing": "户口簿", "channel": "written"},
    CasePause: {"ground": "expert", "starts_on": DAY},
    ServiceRating: {"level": "good", "rated_on": DAY},
    EntitlementLink: {"kind": "insurance", "next_action": "联系医保局", "due_on": DAY},
}  # fmt: skip


def put(model: type, settlement: Any, by: Any, **values: Any) -> Any:
    """A stored record, straight into the ledger."""
    return save_record(model(settlement=settlement, **{"occurred_on": DAY, **VALUES[model], **values}), by=by)


def household(settlement: Any, by: Any, number: int = 1) -> Household:
    """A household of the settlement's first grid."""
    home = Household(
        settlement=settlement, household_no=f"H{settlement.pk}{number:04d}", head_name="张三", household_class="co_relocated",
        allocated_on=date(2018, 1, 1), grid=settlement.grids.first(),
    )  # fmt: skip
    return save_record(home, by=by)


def person(settlement: Any, by: Any, number: int = 1) -> Person:
    """Somebody in a household of their own."""
    someone = Person(
        settlement=settlement, household=household(settlement, by, number), name=f"张三{number}", sex="1",
        birth_date=date(1980, 1, 1), no_id_reason="lost", relation="户主",
    )  # fmt: skip
    return save_record(someone, by=by)


def case(settlement: Any, by: Any, number: int = 1, **values: Any) -> ServiceCase:
    """A case with its matter, its material and its applicant."""
    item = ServiceItem.objects.filter(settlement=settlement).first() or put(ServiceItem, settlement, by)
    if not item.materials.exists():
        put(ServiceMaterial, settlement, by, item=item)
    base = {
        "item": item,
        "applicant": person(settlement, by, number),
        "case_no": f"BJ{number}",
        "first_contact": by,
        "owner": by,
    }
    return put(ServiceCase, settlement, by, **{**base, **values})
