"""The records behind items 9, 11 and 12 as workbooks: keys, dates, labels; no names, no numbers of people.

Ordinary exports mask what the reader may not see (the class of a household, the reason of an exemption); this proof
needs those columns and leaves out everything that names somebody.
"""

from __future__ import annotations

from pathlib import Path

from django.apps import apps

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
}  # fmt: skip


def export_books(folder: Path) -> None:
    """Write every book as `<name>.xlsx`; heads are the Chinese labels, a reference is the number of its record."""
    for name, (label, wanted) in BOOKS.items():
        model = apps.get_model(label)
        fields = [model._meta.get_field(one) for one in wanted.split()]
        heads = [f"{f.verbose_name}编号" if f.is_relation else str(f.verbose_name) for f in fields]
        status = model._meta.get_field("status")

        def rows(model=model, fields=fields, status=status):
            for record in model._default_manager.select_related("settlement").order_by("pk").iterator():
                values = [
                    getattr(record, f.attname) if f.is_relation else plain(f, getattr(record, f.name))
                    for f in fields
                ]
                yield [
                    str(v) if v is not None else ""
                    for v in (record.pk, record.settlement.code, *values, plain(status, record.status))
                ]

        columns = [xlsx.Column(head, 12) for head in ("编号", "安置点", *heads, "状态")]
        with (folder / f"{name}.xlsx").open("wb") as out:
            out.writelines(xlsx.stream([xlsx.Sheet(name, columns, rows())]))
