"""What measures may read of the neighbourhood: base relations and ledger folders."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE = [
    BaseRelation(
        "covenants",
        "neighbourhood.ResidentCovenant",
        (
            "covenant_id=id",
            "consulted_to",
            "drafted_on",
            "reviewed_on",
            "review_result",
            "adopted_on",
            "quorum_met",
            "filed_on",
            "published_on",
            "valid_to",
            "penalty_clause",
            "speaks_kindly",
            "behaves_well",
            "mutual_respect",
            "courtesy",
            "healthy_life",
        ),
        "居规民约：五个步骤的日期、主题和是否含处罚条款",
    ),
    BaseRelation(
        "covenant_practices",
        "neighbourhood.CovenantPractice",
        ("practice_id=id", "kind", "held_on"),
        "居规民约践行记录",
    ),
    BaseRelation(
        "system_documents",
        "neighbourhood.SystemDocument",
        ("document_id=id", "system", "has_text?=text", "valid_from", "valid_to"),
        "制度文本与生效起止",
    ),
    BaseRelation(
        "courtyard_meetings",
        "neighbourhood.CourtyardMeeting",
        ("yard_id=id", "held_on"),
        "院坝会",
    ),
    BaseRelation(
        "meeting_resolutions",
        "neighbourhood.MeetingResolution",
        ("resolution_id=id", "yard_id=courtyard_meeting_id", "done_on"),
        "会议议定事项与办结日期",
    ),
    BaseRelation(
        "practical_matters",
        "neighbourhood.PracticalMatter",
        (
            "matter_id=id",
            "raised_on",
            "promised_on",
            "done_on",
            "confirmed_on",
            "resident_word",
            "beneficiaries",
            "has_responsible?=responsible",
            "has_result?=result",
        ),
        "为民办实事：承诺、完成、群众确认",
    ),
    BaseRelation(
        "mediation_cases",
        "neighbourhood.MediationCase",
        (
            "case_key=id",
            "accepted_on",
            "rights_notice_on",
            "due_on",
            "concluded_on",
            "outcome",
            "revisit_due_on",
            "revisited_on",
            "has_facts?=facts",
            "has_claims?=claims",
            "has_number?=agreement_no",
        ),
        "调解案件的日期和结果，不含任何内容",
    ),
    BaseRelation(
        "mediation_sessions",
        "neighbourhood.MediationSession",
        ("session_id=id", "case_key=case_id", "held_on"),
        "调解记录的日期",
    ),
    BaseRelation(
        "zero_case_statements",
        "neighbourhood.ZeroCaseStatement",
        ("statement_id=id", "quarter_start", "signed_on"),
        "零案件说明",
    ),
    BaseRelation(
        "mediators",
        "neighbourhood.Mediator",
        ("mediator_id=id", "chosen_by", "chosen_on", "left_on"),
        "人民调解员：产生方式与起止",
    ),
    BaseRelation(
        "mutual_aid_orgs",
        "neighbourhood.MutualAidOrg",
        ("org_id=id", "kind", "set_up_on", "ended_on"),
        "互助组织：类型与起止",
    ),
    BaseRelation(
        "mutual_aid_activities",
        "neighbourhood.MutualAidActivity",
        ("activity_id=id", "org_id", "served_on"),
        "互助服务",
    ),
    BaseRelation(
        "resident_requests",
        "neighbourhood.ResidentRequest",
        ("request_id=id", "state", "reported_on", "due_on", "handled_on"),
        "居民诉求：期限与办结",
    ),
]

FOLDERS = [
    HERE / name
    for name in (
        "covenants",
        "meetings",
        "duty",
        "deputies",
        "requests",
        "practical_matters",
        "mediation",
        "mutual_aid",
    )
]
