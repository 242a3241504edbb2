"""馆室场所, 开放台账, 指导员, 活动委员会 (item 7)."""

from __future__ import annotations

from typing import Any

from hehuo.culture.venues import services
from hehuo.culture.venues.imports import (
    CommitteeImporter,
    InstructorImporter,
    MemberImporter,
    OpeningImporter,
    VenueImporter,
)
from hehuo.culture.venues.models import ActivityCommittee, CommitteeMember, Instructor, Venue, VenueOpening
from hehuo.culture.venues.queries import with_sessions_led
from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import DatedLedger
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting


def _not_announced(venue: Venue) -> str:
    return "" if venue.hours_announced_on else "请先填写开放时间公布日期。"


class VenueLedger(DatedLedger):
    """Rooms and squares."""

    happened = "opened_on"
    model, slug, section, item, help = Venue, "venues", "教育和文化", "第7项", "venues"
    purpose = "登记馆室和活动场所，自有的和步行可到的共享场所都算，开放时间要公布。"
    columns = (
        "name", "kind", "also_kind", "ownership", "distance_metres", "capacity", "open_days", "hours_announced_on", "manager",
    )  # fmt: skip
    filters = ("settlement", "kind", "ownership", "open_days", "accessible", "opened_on")
    fields = {
        "场所": ("name", "kind", "also_kind", "ownership", "distance_metres"),
        "条件": ("area_m2", "capacity", "equipment", "accessible", "safety_exit"),
        "开放": ("open_days", "opens_at", "closes_at", "hours_announced_on", "manager"),
        "起止": ("opened_on", "closed_on"),
    }
    search = ("name", "manager")
    importer = VenueImporter
    children = (
        Child(VenueOpening, "venue", ("opening_on", "state", "actual_minutes", "visits", "closure_reason"),
              ledger="venue-openings"),
    )  # fmt: skip
    asking = (
        Step("plan", "生成开放台账", "按公布的开放时间生成到这一天为止还没有的日期，之后逐日登记实际开放情况。", StepForm,
             services.plan_openings, _not_announced),
    )  # fmt: skip


class VenueOpeningLedger(DatedLedger):
    """Days of venues."""

    model, slug, section, item, help = VenueOpening, "venue-openings", "教育和文化", "第7项", "venue-openings"
    purpose = "登记每天实际开放多久、来了多少人次。只登记人次，不登记是谁。"
    columns = (
        "opening_on",
        "venue",
        "state",
        "planned_minutes",
        "actual_minutes",
        "visits",
        "loans",
        "closure_reason",
    )
    filters = ("settlement", "state", "opening_on", "closure_reason", "venue")
    fields = {
        "日期": ("venue", "opening_on", "planned_minutes"),
        "开放": ("actual_minutes", "visits", "loans", "closure_reason"),
    }
    facts = {"情况": ("state",)}
    search = ("venue__name",)
    importer = OpeningImporter
    totals = ("planned_minutes", "actual_minutes", "visits", "loans")
    ordering = ("-opening_on", "-id")
    waiting = (Waiting("待登记的场所开放情况", {"state": "planned"}, due="opening_on"),)

    def perform_save(self, form: Any) -> VenueOpening:
        """The announced minutes are filled in."""
        return self.saved_by(services.save_opening, self.entered(form))


class InstructorLedger(DatedLedger):
    """Instructors."""

    happened = "appointed_on"
    model, slug, section, item, help = Instructor, "instructors", "教育和文化", "第7项", "instructors"
    purpose = "登记社区文化娱乐活动指导员和社会体育指导员。"
    columns = (
        "name",
        "kind",
        "certificate_level",
        "certificate_no",
        "appointed_on",
        "ended_on",
        ("sessions_led", "指导次数"),
    )
    filters = ("settlement", "kind", "appointed_on", "ended_on")
    fields = {
        "指导员": ("name", "kind"),
        "聘任": ("certificate_level", "certificate_no", "appointed_on", "ended_on"),
    }
    search = ("name", "name_initials")
    importer = InstructorImporter

    def get_queryset(self) -> Any:
        """With the number of activities led."""
        return with_sessions_led(super().get_queryset())


class ActivityCommitteeLedger(DatedLedger):
    """Committees."""

    happened = "chosen_on"
    model, slug, section, item = ActivityCommittee, "activity-committees", "教育和文化", "第7项"
    help = "activity-committees"
    purpose = "登记居民推选的活动委员会和成员，成员本人同意的才计入。"
    columns = ("name", "method", "chosen_on", "ends_on", "duties")
    filters = ("settlement", "method", "chosen_on", "ends_on")
    fields = ("name", "method", "chosen_on", "ends_on", "duties")
    search = ("name",)
    importer = CommitteeImporter
    children = (
        Child(CommitteeMember, "committee", ("name", "origin", "duty", "consented_on", "left_on"), ledger="committee-members"),
    )  # fmt: skip


class CommitteeMemberLedger(DatedLedger):
    """Members."""

    happened = "consented_on"
    model, slug, section, item = CommitteeMember, "committee-members", "教育和文化", "第7项"
    help = "activity-committees"
    purpose = "登记活动委员会成员、来自搬迁群众还是原住民、本人哪天同意。"
    columns = ("committee", "name", "origin", "duty", "consented_on", "left_on")
    filters = ("settlement", "origin", "consented_on", "left_on", "committee")
    fields = ("committee", "name", "origin", "duty", "consented_on", "left_on")
    search = ("name", "name_initials", "committee__name")
    importer = MemberImporter
