"""Plain records for tests: what each model needs, and one way to store it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.neighbourhood.models import (
    CareChild,
    CareLog,
    CaseHandler,
    CourtyardMeeting,
    CovenantPractice,
    DeputyContact,
    DutyPerson,
    DutyRest,
    DutyRoster,
    DutyShift,
    MediationCase,
    MediationSession,
    Mediator,
    MeetingResolution,
    MutualAidActivity,
    MutualAidOrg,
    PracticalMatter,
    ResidentCovenant,
    ResidentRequest,
    ResidentsMeeting,
    SystemDocument,
    ZeroCaseStatement,
)
from hehuo.records.writing import save_record

DAY = date(2018, 11, 5)
VALUES: dict[Any, dict[str, Any]] = {
    ResidentCovenant: {"title": "居规民约", "text": "邻里和睦，爱护公物。"},
    CovenantPractice: {"kind": "publicity", "held_on": DAY, "place": "广场", "audience": 60, "clauses": "第三条", "staff": "小王"},
    ResidentsMeeting: {
        "kind": "household_reps", "notice_on": date(2018, 10, 20), "held_on": DAY, "place": "活动室", "eligible_count": 300,
        "present_count": 210, "women_present": 90, "agenda": "审议居规民约", "minutes": "会议由书记主持",
        "votes_for": 200, "votes_against": 4, "votes_abstain": 6,
    },
    CourtyardMeeting: {"place": "3栋院坝", "held_on": DAY, "convener": "书记", "attendees": 45, "topic_kind": "hot", "topics": "路灯"},
    MeetingResolution: {"content": "加装路灯", "unit": "community", "responsible": "小李", "raised_on": DAY, "due_on": date(2018, 11, 20)},
    SystemDocument: {
        "title": "错时上下班制度", "text": "每日错时服务。", "valid_from": DAY, "posted_places": "大厅", "reviewed_on": DAY,
    },
    DutyPerson: {"name": "张小明", "work_phone": "0858-8322222", "valid_from": date(2018, 1, 1)},
    DutyRoster: {},
    DutyShift: {"slot": "early"},
    DutyRest: {"kind": "rest", "hours": "2.0"},
    DeputyContact: {"deputy": "王代表", "deputy_role": "peoples_deputy", "contacted_on": DAY, "mode": "office_day", "result": "反映路灯不亮"},
    ResidentRequest: {"channel": "phone", "category": "property", "urgency": "normal", "content": "单元门口路灯不亮", "reported_on": DAY},
    PracticalMatter: {
        "title": "加装路灯", "origin": "yard", "serves": "building", "beneficiaries": 120, "responsible": "小李", "raised_on": DAY,
        "promised_on": date(2018, 12, 5),
    },
    Mediator: {"name": "李大山", "chosen_by": "elected", "chosen_on": date(2018, 1, 1), "training_hours": 16, "is_chair": False},
    MediationCase: {
        "case_source": "application", "dispute_type": "neighbours", "applied_on": DAY, "party_a": "甲某", "party_b": "乙某",
        "facts": "噪声争执", "claims": "请对方夜间安静",
    },
    MediationSession: {"held_on": DAY, "kind": "joint", "place": "调解室", "record": "双方各自陈述"},
    CaseHandler: {"reason": "懂苗语", "valid_from": DAY},
    ZeroCaseStatement: {"signed_by": "书记", "signed_on": date(2019, 1, 3), "statement": "本季度没有调解案件。"},
    MutualAidOrg: {
        "kind": "neighbours", "name": "邻里互助组", "set_up_on": date(2018, 6, 1), "registration": "internal", "lead": "王组长",
        "members": 12, "rules": "互相帮助。",
    },
    MutualAidActivity: {"service": "escort", "served_on": DAY, "households_served": 6, "hours": "2.0", "volunteers": 4},
    CareLog: {"opened": True, "elders": 12, "pupils": 0, "staff_on_duty": 2, "meals": 10},
    CareChild: {
        "child": "小朋友甲", "guardian": "家长甲", "consented_on": DAY, "pick_up": "家长甲", "emergency_phone": "13985801234",
        "allergy": "花生", "valid_from": DAY,
    },
}  # fmt: skip


def put(model: Any, settlement: Any, by: Any, **values: Any) -> Any:
    """A stored record without the services' own steps."""
    return save_record(
        model(settlement=settlement, **{"occurred_on": DAY, **VALUES[model], **values}), by=by, validate=False
    )


def roster_row(settlement: Any, account: Any, by: Any, **values: Any) -> Mediator:
    """The row of the roster that lets an account handle cases; one for each account."""
    known = Mediator.objects.filter(settlement=settlement, account=account).first()
    return known or put(Mediator, settlement, by, account=account, **values)


def case_of(settlement: Any, by: Any, number: int = 1, **values: Any) -> MediationCase:
    """A case that `by` handles."""
    mediator = values.pop("mediator", None) or roster_row(settlement, by, by)
    return put(
        MediationCase, settlement, by, mediator=mediator, case_no=f"（2018）人调字第 {number} 号", **values
    )
