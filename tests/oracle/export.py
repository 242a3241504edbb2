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
    "occupancy": ("residents.OccupancySpell", "household dwelling state valid_from valid_to away_confirmed"),
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
    "assets": (
        "property.Asset",
        "asset_kind side area_mu floor_m2 rights_confirmed_on disputed_on dispute_settled_on fallow_since",
    ),
    "asset_uses": ("property.AssetUse", "asset use_kind starts_on ends_on operating_since"),
    "asset_lists": ("property.HouseholdAssetList", "household confirmed_on signed_by_holder"),
    "companies": ("property.OperatorCompany", "kind designation_no? designated_on ended_on"),
    "land_contracts": (
        "property.LandContract",
        "signed_on ended_on first_due_on contract_on_file valuation_on_file payment_proof_on_file",
    ),
    "share_contracts": (
        "property.ShareContract", "signed_on ended_on signed_by_holder signed_by_all contract_on_file",
    ),
    "payments": ("property.DividendPayment", "amount_fen due_on paid_on"),
    "facilities": ("services.Facility", "kind substitute decision_no? opened_on closed_on"),
    "outages": ("services.FacilityOutage", "facility kind valid_from valid_to"),
    "inspections": ("services.FacilityInspection", "state planned_on done_on"),
    "repairs": ("services.RepairTicket", "state reported_on due_on late closed_on"),
    "dwellings": ("residents.Dwelling", ""),
    "utilities": ("services.UtilityCoverage", "dwelling service available since"),
    "schools_clinics": ("services.PublicServiceAccess", "kind minutes opened_on closed_on"),
    "school_places": ("services.SchoolPlacement", "person state valid_from valid_to"),
    "party_orgs": ("services.PartyOrg", "kind valid_from valid_to"),
    "residents_committees": ("services.ResidentsCommittee", "valid_from valid_to"),
    "mass_orgs": ("services.MassOrg", "kind valid_from valid_to"),
    "courtyards": ("services.Courtyard", "valid_from valid_to"),
    "grid_assignments": ("services.GridAssignment", "role grid courtyard building valid_from valid_to"),
    "required_files": ("services.RequiredFile", "valid_from valid_to kept_at? collected_on expires_on"),
    "visits": ("services.WorkVisit", "planned_on visited_on state"),
    "requests": ("neighbourhood.ResidentRequest", "state reported_on due_on handled_on"),
    "service_windows": (
        "services.ServiceWindow",
        "kind acts_health acts_police acts_civil acts_labour has_desks has_network has_queueing has_access "
        "has_privacy_line valid_from valid_to",
    ),
    "window_hours": ("services.WindowHours", "window ends_on hours_announced hours_staffed"),
    "service_rules": ("services.ServiceRule", "kind text? valid_from valid_to published_on"),
    "service_cases": (
        "services.ServiceCase",
        "agency authority_no? state submitted_on accepted_on due_on decided_on result result_reason? explanation? "
        "delivered_on delivery",
    ),
    "ratings": (
        "services.ServiceRating", "case level rated_on contact_due_on contacted_on answer_due_on answered_on",
    ),
    "shops": ("services.BusinessEntity", "kind walk_minutes sells_food opened_on closed_on"),
    "platforms": ("services.InfoPlatform", "kind valid_from valid_to"),
    "platform_checks": ("services.PlatformCheck", "platform checked_on reachable newest_on"),
    "publications": ("services.InfoPublication", "topic on_site published_on expires_on withdrawn_on"),
    "exchanges": ("services.PlatformExchange", "valid_from valid_to"),
    "exchange_runs": ("services.ExchangeRun", "exchange ran_on succeeded"),
    "roads": ("services.RoadLink", "valid_from valid_to"),
    "bus_lines": ("services.BusLine", "valid_from valid_to"),
    "bus_stops": ("services.BusStop", "distance_m"),
    "line_stops": ("services.LineStop", "line stop"),
    "bus_days": ("services.BusDay", "line ran_on planned kept"),
    "volunteer_activities": ("services.VolunteerActivity", "state held_on relocated_count local_count"),
    "grids": ("org.Grid", "valid_from valid_to"),
    "buildings": ("org.Building", ""),
    "confirmations": (
        "culture.Confirmation", "session legal_session theme_activity activity confirmed_on attended took_place",
    ),
    "volunteer_confirmations": ("services.ActivityConfirmation", "activity asked_on confirmed"),
    "judgements": (
        "assessment.Judgement", "edition.code part points occurred_on recorded_at withdrawn_at",
    ),
    "decisions": ("assessment.CityDecision", "edition.code part outcome occurred_on recorded_at"),
}  # fmt: skip


def _column(model: type[models.Model], wanted: str) -> tuple[str, Callable[[models.Model], object]]:
    """Head and value of a column: the label as people see it, the number of a related record, or whether there is text."""
    field: Any = model._meta.get_field(wanted.rstrip("?").removesuffix(".code"))
    if wanted.endswith(".code"):
        return f"{field.verbose_name}代号", attrgetter(wanted)
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
        status: Any = next((field for field in model._meta.fields if field.name == "status"), None)

        def rows(model=model, known=known, status=status):
            for record in model._default_manager.select_related("settlement").order_by("pk").iterator():
                values = [value(record) for _, value in known]
                state = plain(status, record.status) if status else "已核实"
                yield [
                    str(v) if v is not None else ""
                    for v in (record.pk, record.settlement.code, *values, state)
                ]

        columns = [xlsx.Column(head, 12) for head in ("编号", "安置点", *(head for head, _ in known), "状态")]
        with (folder / f"{name}.xlsx").open("wb") as out:
            out.writelines(xlsx.stream([xlsx.Sheet(name, columns, rows())]))
