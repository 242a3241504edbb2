"""What measures may read of culture: base relations and ledger folders. Names of people are in none of them."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE = [
    BaseRelation(
        "education_venues",
        "culture.EducationVenue",
        ("hall_id=id", "kind", "has_responsible?=responsible", "opened_on", "paused_on", "closed_on"),
        "讲习场所：类型、有无负责人、设立、暂停、停办",
    ),
    BaseRelation(
        "education_plans",
        "culture.EducationPlan",
        ("plan_id=id", "hall_id=lecture_hall_id", "starts_on", "ends_on"),
        "讲习场所年度计划，起止都含",
    ),
    BaseRelation(
        "education_sessions",
        "culture.EducationSession",
        ("session_id=id", "series", "topic", "held_on", "has_lesson", "has_sign_in", "headcount_checked"),
        "教育培训场次",
    ),
    BaseRelation(
        "theme_activities", "culture.ThemeActivity", ("theme_activity_id=id", "held_on"), "主题实践活动"
    ),
    BaseRelation(
        "legal_sessions",
        "culture.LegalSession",
        ("legal_session_id=id", "held_on", "has_materials", "has_pictures"),
        "普法宣传场次",
    ),
    BaseRelation(
        "legal_referrals",
        "culture.LegalReferral",
        ("referral_id=id", "referred_on", "due_on", "answered_on"),
        "依法诉求引导：引导、期限、答复",
    ),
    BaseRelation(
        "awareness_checks",
        "culture.AwarenessCheck",
        ("check_id=id", "checked_on", "questions_asked", "answers_correct"),
        "匿名普法测评",
    ),
    BaseRelation(
        "legal_advisers",
        "culture.LegalAdviser",
        ("adviser_id=id", "valid_from", "valid_to"),
        "法律顾问和咨询点",
    ),
    BaseRelation(
        "venues",
        "culture.Venue",
        (
            "venue_id=id", "kind", "also_kind", "ownership", "distance_metres", "hours_announced_on", "opened_on", "closed_on",
        ),
        "馆室场所：类型、归属、距离、公布开放时间、起止",
    ),
    BaseRelation(
        "venue_openings",
        "culture.VenueOpening",
        ("opening_id=id", "opening_on", "planned_minutes", "actual_minutes"),
        "场所每天公布与实际开放分钟",
    ),
    BaseRelation(
        "instructors", "culture.Instructor", ("instructor_id=id", "kind", "appointed_on", "ended_on"), "指导员"
    ),
    BaseRelation(
        "activity_committees",
        "culture.ActivityCommittee",
        ("committee_id=id", "method", "chosen_on", "ends_on"),
        "活动委员会",
    ),
    BaseRelation(
        "committee_members",
        "culture.CommitteeMember",
        ("member_id=id", "committee_id", "consented_on", "left_on"),
        "活动委员会成员：同意、退出日期",
    ),
    BaseRelation(
        "cultural_activities",
        "culture.CulturalActivity",
        (
            "activity_id=id", "kind", "held_on", "has_materials", "has_sign_in", "has_pictures", "headcount_checked",
        ),
        "文体活动",
    ),
    BaseRelation(
        "event_confirmations",
        "culture.Confirmation",
        (
            "confirmation_id=id", "session_id", "legal_session_id", "theme_activity_id", "activity_id", "confirmed_on", "attended",
            "took_place",
        ),
        "群众对活动的确认，不含是谁",
    ),
    BaseRelation(
        "honour_elections",
        "culture.HonourElection",
        ("election_id=id", "publicity_from", "publicity_to", "awarded_on"),
        "评比：公示、表彰日期",
    ),
    BaseRelation(
        "honour_nominations",
        "culture.HonourNomination",
        ("nomination_id=id", "election_id", "consented_on", "shows_roll"),
        "推荐：本人同意日期、是否同意上榜",
    ),
    BaseRelation(
        "honour_roll",
        "culture.HonourRollEntry",
        ("entry_id=id", "nomination_id", "shown_from", "shown_to", "withdrawn_on"),
        "光荣榜：来源、展示起止、撤回日期",
    ),
]  # fmt: skip
FOLDERS = [HERE / name for name in ("education", "legal_education", "venues", "activities", "honours")]
