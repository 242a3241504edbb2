"""What measures may read of organisations, visits, windows and cases (items 14 and 15).

`grids` and `buildings` are places of `org`, not records: they have no author, no verification and no versions, so a
score as known at an earlier moment sees them as they are now (ADR 6).
"""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent
SPAN = ("valid_from", "valid_to")

PLACES = [
    BaseRelation(
        "grids", "org.Grid", ("grid_id=id", "settlement_id", *SPAN), "网格与起止日期", is_record=False
    ),
    BaseRelation("buildings", "org.Building", ("building_id=id", "settlement_id"), "楼栋", is_record=False),
]
BASE = [
    *PLACES,
    BaseRelation("party_orgs", "services.PartyOrg", ("party_org_id=id", "kind", *SPAN), "党组织：类别与届期"),
    BaseRelation("residents_committees", "services.ResidentsCommittee", ("committee_id=id", *SPAN), "居委会届期"),
    BaseRelation("mass_orgs", "services.MassOrg", ("mass_org_id=id", "kind", *SPAN), "群团组织：类别与起止日期"),
    BaseRelation("courtyards", "services.Courtyard", ("courtyard_id=id", *SPAN), "院落与起止日期"),
    BaseRelation(
        "grid_assignments",
        "services.GridAssignment",
        ("assignment_id=id", "role", "grid_id", "courtyard_id", "building_id", *SPAN),
        "网格员、院长、楼长的职责与任期，不含姓名",
    ),
    BaseRelation(
        "required_files",
        "services.RequiredFile",
        ("file_id=id", *SPAN, "has_place?=kept_at", "collected_on", "expires_on"),
        "应有资料：列入、收齐、到期日期",
    ),
    BaseRelation(
        "work_visits", "services.WorkVisit", ("visit_id=id", "planned_on", "visited_on", "state"), "走访：计划与实际日期"
    ),
    BaseRelation(
        "service_windows",
        "services.ServiceWindow",
        (
            "window_id=id", "kind", "acts_health", "acts_police", "acts_civil", "acts_labour", "has_desks", "has_network",
            "has_queueing", "has_access", "has_privacy_line", *SPAN,
        ),
        "服务窗口：形式、授权部门、设施、起止日期",
    ),
    BaseRelation(
        "window_hours",
        "services.WindowHours",
        ("hours_id=id", "window_id", "ends_on", "hours_announced", "hours_staffed"),
        "窗口公示与有人值守的小时数",
    ),
    BaseRelation(
        "service_rules",
        "services.ServiceRule",
        ("rule_id=id", "kind", "has_text?=text", *SPAN, "published_on"),
        "便民服务制度：种类、施行与公布日期",
    ),
    BaseRelation(
        "service_cases",
        "services.ServiceCase",
        (
            "service_case_id=id", "agency", "state", "submitted_on", "accepted_on", "due_on", "decided_on", "result",
            "delivered_on", "delivery", "has_authority?=authority_no", "has_reason?=result_reason",
            "has_explanation?=explanation",
        ),
        "办件：日期、期限、结果，不含申请人",
    ),
    BaseRelation(
        "service_ratings",
        "services.ServiceRating",
        (
            "rating_id=id", "service_case_id=case_id", "level", "rated_on", "contact_due_on", "contacted_on",
            "answer_due_on", "answered_on",
        ),
        "好差评：等级、联系与答复日期",
    ),
]  # fmt: skip

FOLDERS = [HERE / name for name in ("organisations", "grid_work", "windows", "service_cases")]
