"""What measures may read of livelihood: base relations and ledger folders."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE = [
    BaseRelation(
        "labour_profiles",
        "livelihood.LabourProfile",
        (
            "profile_id=id", "person_id", "snapshot_month", "labour_class", "employment_status", "employment_type",
            "work_place", "months_this_year", "unemployed_reason", "confirmed_on", "has_confirm_mode?=confirm_mode",
        ),
        "劳动力信息：每人每月一条",
        per_person=True,
    ),
    BaseRelation(
        "accuracy_checks",
        "livelihood.AccuracyCheck",
        ("check_id=id", "person_id", "book", "checked_on", "fields_checked", "fields_right"),
        "台账抽查：核查项数与一致项数；按抽查的安置点计",
    ),
    BaseRelation(
        "employment_spells",
        "livelihood.EmploymentSpell",
        (
            "spell_id=id", "person_id", "kind", "place", "valid_from", "valid_to", "contract_kind", "proof_kind",
            "confirmed_on", "employer_id", "has_employer_name?=employer_name", "has_job_title?=job_title",
        ),
        "就业记录，左闭右开",
        per_person=True,
    ),
    BaseRelation(
        "employment_windows",
        "livelihood.EmploymentWindow",
        ("window_id=id", "kind", "half_days_a_week", "opened_on", "closed_on"),
        "就业服务窗口",
    ),
    BaseRelation("job_events", "livelihood.JobEvent", ("job_event_id=id", "kind", "held_on"), "招聘（推送）活动"),
    BaseRelation(
        "training_classes",
        "livelihood.TrainingClass",
        (
            "training_class_id=id", "state", "ends_on", "has_open_report?=open_report_no", "has_timetable", "has_roll",
            "has_attendance", "has_result",
        ),
        "培训班与其资料",
    ),
    BaseRelation(
        "enrolments",
        "livelihood.Enrolment",
        ("enrolment_id=id", "person_id", "state", "hours_due", "hours_present", "completed_on"),
        "培训报名与到课",
        per_person=True,
    ),
    BaseRelation(
        "training_exemptions",
        "livelihood.TrainingExemption",
        ("exemption_id=id", "person_id", "kind", "valid_from", "valid_to", "review_on", "has_proof?=proof"),
        "培训豁免",
        per_person=True,
    ),
    BaseRelation(
        "zero_employment_cases",
        "livelihood.ZeroEmploymentCase",
        (
            "zero_case_id=id", "household_id", "state", "found_on", "confirmed_on", "planned_on", "exempt", "exempt_from",
            "exempt_review_on", "closed_on",
        ),
        "零就业家庭个案",
    ),
]  # fmt: skip

FOLDERS = [
    HERE / name for name in ("labour", "training", "employers", "jobs", "employment", "zero_employment")
]
