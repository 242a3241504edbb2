"""The records behind the criteria as workbooks: keys, dates, labels; no names, no numbers of people.

Ordinary exports mask what the reader may not see (the class of a household, the reason of an exemption); this proof
needs those columns and leaves out everything that names somebody. A name with a question mark says only whether
something is written in a column of text.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from hehuo.records.display import plain
from hehuo.workbooks import xlsx

BOOKS = {
    "households": ("residents.Household", "household_class allocated_on keys_on moved_in_on exited_on"),
    "people": ("residents.Person", "birth_date labour_class not_in_labour deceased_on left_on"),
    "memberships": ("residents.Membership", "person household valid_from valid_to"),
    "occupancy": ("residents.OccupancySpell", "household state valid_from valid_to away_confirmed"),
    "two_ends": ("residents.TwoEndsCase", "household state confirmed_on closed_on closing_check_on"),
    "old_houses": (
        "property.OldHouse",
        "household has_old_house due_on exemption exemption_certified_on demolished_on site_checked_on reclaim_kind "
        "reclaim_due_on accepted_on",
    ),
    "labour": (
        "livelihood.LabourProfile",
        "person snapshot_month labour_class employment_status employment_type work_place months_this_year "
        "unemployed_reason confirmed_on confirm_mode",
    ),
    "checks": ("livelihood.AccuracyCheck", "person book checked_on fields_checked fields_right"),
    "employment": (
        "livelihood.EmploymentSpell",
        "person kind place valid_from valid_to contract_kind proof_kind confirmed_on employer employer_name job_title",
    ),
    "windows": ("livelihood.EmploymentWindow", "kind half_days_a_week opened_on closed_on"),
    "job_events": ("livelihood.JobEvent", "held_on"),
    "classes": (
        "livelihood.TrainingClass", "state ends_on open_report_no has_timetable has_roll has_attendance has_result",
    ),
    "enrolments": ("livelihood.Enrolment", "person state hours_due hours_present completed_on"),
    "exemptions": ("livelihood.TrainingExemption", "person kind valid_from valid_to review_on proof"),
    "zero_employment": (
        "livelihood.ZeroEmploymentCase",
        "household state found_on confirmed_on planned_on exempt exempt_from exempt_review_on closed_on",
    ),
    "covenants": (
        "neighbourhood.ResidentCovenant",
        "consulted_to drafted_on reviewed_on review_result adopted_on quorum_met filed_on published_on valid_to "
        "penalty_clause speaks_kindly behaves_well mutual_respect courtesy healthy_life",
    ),
    "covenant_practices": ("neighbourhood.CovenantPractice", "kind held_on"),
    "interviews": ("residents.Interview", "draw asked_on refused age_band covenants_named feels_safe satisfied"),
    "education_venues": ("culture.EducationVenue", "kind responsible? opened_on paused_on closed_on"),
    "education_plans": ("culture.EducationPlan", "lecture_hall starts_on ends_on"),
    "education_sessions": (
        "culture.EducationSession", "series topic held_on has_lesson has_sign_in headcount_checked",
    ),
    "theme_activities": ("culture.ThemeActivity", "held_on"),
    "systems": ("neighbourhood.SystemDocument", "system text? valid_from valid_to"),
    "mediation_cases": (
        "neighbourhood.MediationCase",
        "accepted_on rights_notice_on due_on concluded_on outcome agreement_no? revisit_due_on revisited_on facts? "
        "claims?",
    ),
    "mediation_sessions": ("neighbourhood.MediationSession", "case held_on"),
    "zero_cases": ("neighbourhood.ZeroCaseStatement", "quarter_start signed_on"),
    "practical_matters": (
        "neighbourhood.PracticalMatter",
        "raised_on promised_on done_on confirmed_on resident_word beneficiaries responsible? result?",
    ),
    "courtyard_meetings": ("neighbourhood.CourtyardMeeting", "held_on"),
    "resolutions": ("neighbourhood.MeetingResolution", "courtyard_meeting done_on"),
    "mediators": ("neighbourhood.Mediator", "chosen_by chosen_on left_on"),
    "mutual_aid": ("neighbourhood.MutualAidOrg", "kind set_up_on ended_on"),
    "mutual_aid_activities": ("neighbourhood.MutualAidActivity", "org served_on"),
    "legal_sessions": ("culture.LegalSession", "held_on has_materials has_pictures"),
    "legal_advisers": ("culture.LegalAdviser", "valid_from valid_to"),
    "legal_referrals": ("culture.LegalReferral", "referred_on due_on answered_on"),
    "awareness_checks": ("culture.AwarenessCheck", "checked_on questions_asked answers_correct"),
    "police_rooms": ("safety.PoliceRoom", "kind officer? response_minutes opened_on closed_on"),
    "police_services": ("safety.PoliceService", "room served_on"),
    "patrol_teams": ("safety.PatrolTeam", "set_up_on disbanded_on"),
    "patrols": ("safety.PatrolRecord", "planned_on state points_checked"),
    "physical_assets": ("safety.PhysicalAsset", "required installed_on removed_on condition"),
    "devices": ("safety.TechnicalDevice", "installed_on removed_on"),
    "uptimes": ("safety.DeviceUptime", "device starts_on ends_on minutes_due minutes_online"),
    "warnings": ("safety.EarlyWarning", "issued_on ack_due_on close_due_on acknowledged_on closed_on"),
    "hazards": ("safety.SafetyHazard", "level found_on due_on closed_on"),
    "venues": (
        "culture.Venue", "kind also_kind ownership distance_metres hours_announced_on opened_on closed_on",
    ),
    "venue_openings": ("culture.VenueOpening", "opening_on planned_minutes actual_minutes"),
    "instructors": ("culture.Instructor", "kind appointed_on ended_on"),
    "committees": ("culture.ActivityCommittee", "method chosen_on ends_on"),
    "committee_members": ("culture.CommitteeMember", "committee consented_on left_on"),
    "cultural_activities": (
        "culture.CulturalActivity", "kind held_on has_materials has_sign_in has_pictures headcount_checked",
    ),
    "honour_elections": ("culture.HonourElection", "publicity_from publicity_to awarded_on"),
    "honour_nominations": ("culture.HonourNomination", "election consented_on shows_roll"),
    "honour_roll": ("culture.HonourRollEntry", "nomination shown_from shown_to withdrawn_on"),
}  # fmt: skip


def _column(model: type[models.Model], wanted: str) -> tuple[str, Callable[[models.Model], object]]:
    """Head and value of a column: the label as people see it, the number of a related record, or whether there is text."""
    field: Any = model._meta.get_field(wanted.rstrip("?"))
    if wanted.endswith("?"):
        return f"有{field.verbose_name}", lambda record: "是" if getattr(record, field.name) else "否"
    if field.is_relation:
        return f"{field.verbose_name}编号", attrgetter(field.attname)
    return str(field.verbose_name), lambda record: plain(field, getattr(record, field.name))


def export_books(folder: Path) -> None:
    """Write every book as `<name>.xlsx`; heads are the Chinese labels, a reference is the number of its record."""
    for name, (label, wanted) in BOOKS.items():
        model = apps.get_model(label)
        known = [_column(model, one) for one in wanted.split()]
        status = model._meta.get_field("status")

        def rows(model=model, known=known, status=status):
            for record in model._default_manager.select_related("settlement").order_by("pk").iterator():
                values = [value(record) for _, value in known]
                yield [
                    str(v) if v is not None else ""
                    for v in (record.pk, record.settlement.code, *values, plain(status, record.status))
                ]

        columns = [xlsx.Column(head, 12) for head in ("编号", "安置点", *(head for head, _ in known), "状态")]
        with (folder / f"{name}.xlsx").open("wb") as out:
            out.writelines(xlsx.stream([xlsx.Sheet(name, columns, rows())]))
