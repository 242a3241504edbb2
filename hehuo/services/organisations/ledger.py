"""党组织, 居委会, 群团组织, 院落, 网格员（院长、楼长）, 应有资料 (item 14)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.kit.asking import Step
from hehuo.kit.casework import CaseLedger
from hehuo.kit.ledger import Child, LedgerView
from hehuo.services.organisations import listing, services
from hehuo.services.organisations.forms import CollectForm, EndForm
from hehuo.services.organisations.imports import (
    AssignmentImporter,
    CommitteeImporter,
    CourtyardImporter,
    MassOrgImporter,
    PartyOrgImporter,
)
from hehuo.services.organisations.models import (
    Courtyard,
    GridAssignment,
    MassOrg,
    PartyOrg,
    RequiredFile,
    ResidentsCommittee,
)

SECTION, ITEM = "组织与网格", "第14项"


class PartyOrgLedger(LedgerView):
    """Party organisations and their terms."""

    model, slug, section, item, help = PartyOrg, "party-orgs", SECTION, ITEM, "party-orgs"
    purpose = "登记社区党组织和届期。只登记党员人数，不登记党员名单。"
    columns = ("name", "kind", "attachment", "secretary", "members_count", "valid_from", "valid_to")
    filters = ("settlement", "kind", "attachment", "valid_from", "valid_to")
    fields = {
        "组织": ("kind", "attachment", "name", "approval_no", "valid_from", "valid_to"),
        "人员": ("secretary", "members_count", "committee_from_relocated"),
    }
    search = ("name", "approval_no", "secretary")
    importer = PartyOrgImporter
    totals = ("members_count",)


class ResidentsCommitteeLedger(LedgerView):
    """Residents' committees and their terms."""

    model, slug, section, item = ResidentsCommittee, "residents-committees", SECTION, ITEM
    help = "residents-committees"
    purpose = "登记居委会的设立、选举和届期；依法并入迁入地居（村）委会的也在这里登记。"
    columns = (
        "name", "attachment", "scale_households", "scale_note", "elected_on", "valid_to", "chair", "members_count",
        "members_relocated",
    )  # fmt: skip
    filters = ("settlement", "attachment", "elected_on", "valid_to")
    fields = {
        "组织": ("attachment", "name", "approval_no", "scale_households"),
        "届期": ("elected_on", "valid_from", "valid_to"),
        "成员": ("chair", "members_count", "members_relocated", "members_women", "members_minority"),
        "下属委员会": ("has_mediation", "has_security", "has_health"),
    }
    search = ("name", "approval_no", "chair")
    importer = CommitteeImporter


class MassOrgLedger(LedgerView):
    """Union, Youth League, women's federation."""

    model, slug, section, item, help = MassOrg, "mass-orgs", SECTION, ITEM, "mass-orgs"
    purpose = "有条件的社区登记工会、团委、妇联；是否有条件由市里认定。"
    columns = ("name", "kind", "attachment", "chair", "valid_from", "valid_to")
    filters = ("settlement", "kind", "attachment")
    fields = ("kind", "attachment", "name", "chair", "valid_from", "valid_to", "work")
    search = ("name", "chair")
    importer = MassOrgImporter


class CourtyardLedger(LedgerView):
    """Yards inside grids."""

    model, slug, section, item, help = Courtyard, "courtyards", SECTION, ITEM, "grid-assignments"
    purpose = "登记网格里的院落，院长按院落配备。"
    columns = ("name", "grid", "extent", "valid_from", "valid_to")
    filters = ("settlement", "grid")
    fields = ("grid", "name", "extent", "valid_from", "valid_to")
    search = ("name", "extent")
    importer = CourtyardImporter
    children = (
        Child(GridAssignment, "courtyard", ("name", "role", "valid_from", "valid_to"), ledger="grid-assignments"),
    )  # fmt: skip


class GridAssignmentLedger(CaseLedger):
    """Who looks after which place."""

    model, slug, section, item, help = GridAssignment, "grid-assignments", SECTION, ITEM, "grid-assignments"
    purpose = "登记每个网格、院落、楼栋由谁负责，群众有事找得到人。这里的登记不给系统账号和权限。"
    columns = (
        "name", "role", "grid", "courtyard", "building", "is_volunteer", "work_phone", "trained_on", "valid_from", "valid_to",
    )  # fmt: skip
    filters = (
        "settlement",
        "role",
        "grid",
        "is_volunteer",
        "valid_from",
        "valid_to",
        "building",
        "courtyard",
    )
    fields = {
        "职责": ("role", "grid", "courtyard", "building"),
        "本人": ("name", "is_volunteer", "consent_on", "work_phone"),
        "任职": ("letter_no", "trained_on", "valid_from", "valid_to"),
    }
    search = ("name", "name_initials")
    importer = AssignmentImporter
    asking = (
        Step("end", "卸任", "从这一天起不再负责，以前的记录保留。", EndForm, services.end_assignment,
             lambda record: f"已于 {record.valid_to} 卸任。" if record.valid_to else ""),
    )  # fmt: skip

    def perform_save(self, form: Any) -> GridAssignment:
        """The grid follows from the place."""
        return self.saved_by(services.save_assignment, self.entered(form))


def _there(file: RequiredFile) -> str:
    if file.collected_on is None:
        return ""
    if file.expires_on and file.expires_on <= timezone.localdate():
        return ""
    return f"已于 {file.collected_on} 收齐。"


class RequiredFileLedger(CaseLedger):
    """Files that must be there."""

    model, slug, section, item, help = RequiredFile, "required-files", SECTION, ITEM, "required-files"
    purpose = "列出应有的资料，收齐一项登记一项。登记存放处即可，不用上传复印件。"
    columns = ("title", "kind", "collected_on", "kept_at", "expires_on", "valid_from")
    filters = ("settlement", "kind", "valid_from", "collected_on", "expires_on")
    fields = {"资料": ("kind", "title", "valid_from", "valid_to"), "存放": ("kept_at", "expires_on")}
    facts = {"收齐": ("collected_on",)}
    search = ("title", "kept_at")
    asking = (
        Step("collect", "登记收齐", "原件或复印件已经放好，登记日期和存放处。", CollectForm, services.file_collected, _there),
    )  # fmt: skip

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the usual list."""
        return [*listing.URLS, *super().get_urls()]
