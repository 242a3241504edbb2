"""Where everything is as it should be: criteria of shares that only reach full points when nothing at all is missing.

D03 keeps its labour books without a gap, D09 its visits, inspections and counters, D12 its land and old houses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hehuo.config.demo.edges import rows
from hehuo.config.demo.labour import in_labour_force
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.culture.models import Confirmation, CulturalActivity, LegalSession
from hehuo.livelihood.models import (
    AccuracyCheck,
    EmploymentSpell,
    Enrolment,
    LabourProfile,
    TrainingClass,
    TrainingExemption,
)
from hehuo.property.models import Asset, AssetUse, HouseholdAssetList, LandContract, OldHouse
from hehuo.services.models import (
    Facility,
    FacilityInspection,
    FacilityOutage,
    RepairTicket,
    ServiceCase,
    WorkVisit,
)

YEAR, QUARTER = timedelta(366), timedelta(95)
CLASSES = ("water", "power", "road", "telecom", "gas", "leisure", "court", "fitness", "green", "lighting")


def write_fulfilled(site: Site, writer: Writer) -> None:
    """Close the last gaps of this settlement."""
    for close in FULFILLED.get(site.plan.code, ()):
        close(site, writer)


# -- D03: the labour books --------------------------------------------------------------------
def _profiles(site: Site, writer: Writer) -> None:
    newest: dict[int, Row] = {}
    for row in rows(writer, LabourProfile):
        if (
            row["snapshot_month"] > newest.get(row["person_id"], row)["snapshot_month"]
            or row["person_id"] not in newest
        ):
            newest[row["person_id"]] = row
    for number, row in enumerate(newest.values()):
        row["confirm_mode"] = row["confirm_mode"] or "入户"
        if row["status"] in ("draft", "returned"):
            row.update(status="submitted", void_reason="")
        if row["employment_status"] in ("unemployed", "unwilling") and not row["unemployed_reason"]:
            row["unemployed_reason"] = "no_job"
        day = site.today - timedelta(2 + number % 20)
        if row["confirmed_on"] < site.today - timedelta(28):
            row.update(site.entry(day, by=row["created_by_id"], late=0.0), confirmed_on=day)


def _jobs(site: Site, writer: Writer) -> None:
    sheet = writer[EmploymentSpell]
    for number, row in enumerate(rows(writer, EmploymentSpell, valid_to=None)):
        if row["kind"] in ("unit", "workshop", "public_post") and not row["contract_kind"]:
            row["contract_kind"] = "labour"
        day = site.today - timedelta(2 + number % 20)
        if row["confirmed_on"] < site.today - timedelta(28):
            row["confirmed_on"] = day
            sheet.refreshed.append((row["id"], day, moment(day, 33100 + number % 800), row["created_by_id"]))


def _checks(site: Site, writer: Writer) -> None:
    for row in rows(writer, AccuracyCheck, book="employment"):
        if row["checked_on"] >= site.today - QUARTER:
            row["fields_right"] = row["fields_checked"]


def _trained(site: Site, writer: Writer) -> None:
    """Whoever has neither a training since the move nor a ground to do without sits in the last class that ended."""
    ended = [row for row in rows(writer, TrainingClass) if row["state"] == "archived"]
    course = max(ended, key=lambda row: row["ends_on"])
    excused = {row["person_id"] for row in rows(writer, TrainingExemption)}
    done = {row["person_id"]: row["completed_on"] for row in rows(writer, Enrolment) if row["completed_on"]}
    seats = {row["person_id"]: row for row in rows(writer, Enrolment, training_class_id=course["id"])}
    for family in site.families:
        moved = family.row.get("moved_in_on") or date(2018, 6, 1)
        for member in filter(in_labour_force, family.members):
            person = member.row["id"]
            if person in excused or done.get(person, date.min) >= moved:
                continue
            hours = {
                "state": "completed",
                "hours_due": 40,
                "hours_present": 40,
                "completed_on": course["ends_on"],
            }
            if person in seats:
                seats[person].update(hours)
                continue
            writer[Enrolment].add(
                **site.entry(course["starts_on"], verified=True), training_class_id=course["id"], person_id=person, wish_match=True,
                **hours,
            )  # fmt: skip


def _events(site: Site, writer: Writer) -> None:
    """Every activity and every talk on the law of the year has its papers, and four people who say that it took place."""
    for model, link in ((CulturalActivity, "activity_id"), (LegalSession, "legal_session_id")):
        asked: dict[int, set[int]] = {}
        fine: dict[int, int] = {}
        for row in rows(writer, Confirmation):
            if row[link]:
                asked.setdefault(row[link], set()).add(row["person_id"])
                fine[row[link]] = fine.get(row[link], 0) + int(row["attended"] and row["took_place"])
        for row in rows(writer, model, status="verified"):
            if row["held_on"] >= site.today - YEAR:
                row.update(has_materials=True, has_sign_in=True, has_pictures=True)
                _confirm(site, writer, row, link, asked.get(row["id"], set()), 4 - fine.get(row["id"], 0))


def _confirm(site: Site, writer: Writer, event: Row, link: str, known: set[int], missing: int) -> None:
    day = min(event["held_on"] + timedelta(6), site.today - timedelta(1))
    adults = site.notes["culture_adults"]["ids"]
    for person in [person for person in adults if person not in known][: max(0, missing)]:
        writer[Confirmation].add(
            **site.entry(day, by=site.secretary, late=0.0), **{link: event["id"]}, person_id=person, confirmed_on=day, mode="phone",
            attended=True, took_place=True,
        )  # fmt: skip


# -- D09: visits, inspections, counters ------------------------------------------------------------
def _visits(site: Site, writer: Writer) -> None:
    for row in rows(writer, WorkVisit):
        if not site.today - QUARTER <= row["planned_on"] <= site.today or row["state"] in (
            "done",
            "cancelled",
        ):
            continue
        if row["planned_on"] == site.today:
            row["state"] = "cancelled"
            continue
        row.update(
            state="done", visited_on=row["planned_on"], visitor_id=row["created_by_id"], outcome="nothing", matters="", tries=0,
            confirmed="yes",
        )  # fmt: skip


def _inspections(site: Site, writer: Writer) -> None:
    for row in rows(writer, FacilityInspection, state="planned"):
        if row["planned_on"] == site.today:
            row["state"] = "cancelled"
        elif row["planned_on"] < site.today:
            row.update(state="done", done_on=row["planned_on"], result="ok", inspector_id=site.committee)


def _classes_working(site: Site, writer: Writer) -> None:
    """No outage of infrastructure: what was down was mended yesterday."""
    mended = {row["id"] for row in rows(writer, Facility) if row["kind"] in CLASSES}
    for row in rows(writer, FacilityOutage, valid_to=None):
        if row["facility_id"] in mended:
            row["valid_to"] = max(row["valid_from"], site.today - timedelta(1))
    for row in rows(writer, RepairTicket):
        if row["facility_id"] in mended and row["state"] not in ("closed", "withdrawn"):
            row["effect"] = "normal"
    for row in rows(writer, Facility):
        if row["id"] in mended:
            row["state"] = "normal"


def _cases_in_time(site: Site, writer: Writer) -> None:
    """Decided on the last day at the latest; what still waits has until tonight."""
    for row in rows(writer, ServiceCase):
        if row["due_on"] is None or row["accepted_on"] < site.today - YEAR:
            continue
        if row["decided_on"] and row["decided_on"] > row["due_on"]:
            row.update(decided_on=row["due_on"], explanation="")
        elif row["decided_on"] is None and row["due_on"] < site.today:
            row["due_on"] = site.today


# -- D12: land and old houses ---------------------------------------------------------------------------
def _houses(site: Site, writer: Writer) -> None:
    for row in rows(writer, OldHouse):
        if (
            row["has_old_house"] == "none"
            or row["exemption"] != "none"
            or not row["due_on"]
            or row["due_on"] > site.today
        ):
            continue
        gone = row["demolished_on"] or row["due_on"] - timedelta(20)
        row.update(
            demolished_on=gone, site_checked_on=row["site_checked_on"] or gone + timedelta(9), dispute="",
            checked_by_name=row["checked_by_name"] or "验收员", demolition_mode=row["demolition_mode"] or "自行拆除",
        )  # fmt: skip
        if row["reclaim_kind"] != "unsuitable" and row["accepted_on"] is None:
            accepted = min(gone + timedelta(150), site.today - timedelta(2))
            row.update(
                state="accepted", reclaim_kind=row["reclaim_kind"] or "farmland", reclaim_area_m2=row["reclaim_area_m2"] or "90.00",
                reclaim_due_on=row["reclaim_due_on"] or gone + timedelta(180), reclaim_done_on=accepted - timedelta(9),
                accepted_on=accepted, accept_no=f"验{accepted:%Y%m}-{row['id']}",
            )  # fmt: skip


def _land(site: Site, writer: Writer) -> None:
    """Every parcel is leased, shared or worked; nothing lies fallow."""
    open_ones = [
        row for row in rows(writer, AssetUse) if row["ends_on"] is None or row["ends_on"] > site.today
    ]
    for row in open_ones:
        if row["use_kind"] not in ("leased", "shared"):
            row["operating_since"] = row["operating_since"] or row["starts_on"]
    used = {row["asset_id"] for row in open_ones}
    for row in rows(writer, Asset, side="origin"):
        if row["state"] == "disputed" or row["rights_confirmed_on"] is None:
            continue
        row["fallow_since"] = None
        if row["id"] not in used:
            since = date(2021, 3, 1)
            row["state"] = "operating"
            writer[AssetUse].add(
                **site.entry(since, late=0.0), asset_id=row["id"], use_kind="self_run", starts_on=since, operating_since=since
            )  # fmt: skip


def _lists(site: Site, writer: Writer) -> None:
    for row in rows(writer, HouseholdAssetList):
        if not (row["confirmed_on"] and row["signed_by_holder"]):
            row.update(
                state="confirmed", confirmed_on=row["listed_on"] + timedelta(20), signed_by_holder=True, objection="",
                signer_name=row["signer_name"] or "户主",
            )  # fmt: skip


def _contracts(site: Site, writer: Writer) -> None:
    for row in rows(writer, LandContract):
        if row["signed_on"] and row["ended_on"] is None:
            row.update(contract_on_file=True, valuation_on_file=True, payment_proof_on_file=True)


FULFILLED: dict[str, tuple[Callable[[Site, Writer], None], ...]] = {
    "D03": (_profiles, _jobs, _checks, _trained, _events), "D09": (_visits, _inspections, _classes_working, _cases_in_time),
    "D12": (_houses, _land, _lists, _contracts),
}  # fmt: skip
