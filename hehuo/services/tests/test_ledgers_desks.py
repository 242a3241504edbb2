"""Each desk ledger (organisations, visits, windows, cases) keeps the contract of all ledgers."""

from datetime import date, timedelta

from hehuo.kit.testing.contract import LedgerContract
from hehuo.services.grid_work.ledger import WorkVisitLedger
from hehuo.services.models import ServiceItem, ServiceWindow
from hehuo.services.organisations.ledger import (
    CourtyardLedger,
    GridAssignmentLedger,
    MassOrgLedger,
    PartyOrgLedger,
    RequiredFileLedger,
    ResidentsCommitteeLedger,
)
from hehuo.services.service_cases.ledger import (
    EntitlementLinkLedger,
    OneTimeNoticeLedger,
    ServiceCaseLedger,
    ServiceRatingLedger,
)
from hehuo.services.tests.desks import DAY, VALUES, case, household, person, put
from hehuo.services.windows.ledger import (
    ServiceItemLedger,
    ServiceMaterialLedger,
    ServiceRuleLedger,
    ServiceWindowLedger,
    WindowHoursLedger,
)


class DeskContract(LedgerContract):
    """Records that stand by themselves or under parents."""

    __test__ = False
    typed_differently: dict = {}
    """What somebody types who does not write the same again."""

    def parents(self, settlement, number):
        return {}

    def make(self, settlement, **kw):
        values = {**self.parents(settlement, next(self.serial)), **kw}
        return put(self.view.model, settlement, self.author, **values)

    def form_data(self, settlement):
        keys = {n: getattr(v, "pk", v) for n, v in self.parents(settlement, next(self.serial)).items()}
        ticked = {n: v for n, v in VALUES[self.view.model].items() if v is not True}
        return {**ticked, **self.typed_differently, **keys, "settlement": settlement.pk}


class TestPartyOrgs(DeskContract):
    __test__ = True
    view = PartyOrgLedger
    typed_differently = {"members_count": 15}


class TestResidentsCommittees(DeskContract):
    __test__ = True
    view = ResidentsCommitteeLedger
    typed_differently = {"members_count": 7}


class TestMassOrgs(DeskContract):
    __test__ = True
    view = MassOrgLedger
    typed_differently = {"chair": "周主席"}


class TestCourtyards(DeskContract):
    __test__ = True
    view = CourtyardLedger
    typed_differently = {"extent": "4栋至6栋"}

    def parents(self, settlement, number):
        return {"grid": settlement.grids.first()}


class TestGridAssignments(DeskContract):
    __test__ = True
    view = GridAssignmentLedger
    typed_differently = {"work_phone": "13985800001"}

    def parents(self, settlement, number):
        return {"grid": settlement.grids.first(), "name": f"张小{number}"}

    def workbook_row(self, record):
        return {**super().workbook_row(record), "网格编码": record.grid.code}


class TestRequiredFiles(DeskContract):
    __test__ = True
    view = RequiredFileLedger
    typed_differently = {"kept_at": "二楼档案室"}

    def parents(self, settlement, number):
        return {"title": f"资料{number}"}


class TestVisits(DeskContract):
    __test__ = True
    view = WorkVisitLedger
    typed_differently = {"matters": "路灯不亮"}

    def parents(self, settlement, number):
        return {"household": household(settlement, self.author, number)}


class TestServiceWindows(DeskContract):
    __test__ = True
    view = ServiceWindowLedger
    typed_differently = {"staff_count": 3}


class TestWindowHours(DeskContract):
    __test__ = True
    view = WindowHoursLedger
    typed_differently = {"hours_staffed": 160}

    def parents(self, settlement, number):
        window = put(ServiceWindow, settlement, self.author, name=f"窗口{number}")
        ends_on = DAY + timedelta(29)
        return {"window": window, "starts_on": DAY, "ends_on": ends_on, "occurred_on": ends_on}


class TestServiceItems(DeskContract):
    __test__ = True
    view = ServiceItemLedger
    typed_differently = {"mode": "upward"}

    def parents(self, settlement, number):
        return {"name": f"事项{number}"}


class TestServiceMaterials(DeskContract):
    __test__ = True
    view = ServiceMaterialLedger
    typed_differently = {"form": "copy"}

    def parents(self, settlement, number):
        return {"item": put(ServiceItem, settlement, self.author, name=f"事项{number}")}


class TestServiceRules(DeskContract):
    __test__ = True
    view = ServiceRuleLedger
    typed_differently = {"text": "首问到底。"}


class TestServiceCases(DeskContract):
    __test__ = True
    view = ServiceCaseLedger

    def make(self, settlement, **kw):
        return case(settlement, self.author, next(self.serial), **kw)

    def form_data(self, settlement):
        made = case(settlement, self.author, next(self.serial))
        return {
            "item": made.item_id,
            "applicant": made.applicant_id,
            "submitted_on": DAY.isoformat(),
            "agency": "helped",
        }


class TestServiceCasesThatWentFurther(TestServiceCases):
    """A workbook does not take a paused or rated case back to an earlier state."""

    def make(self, settlement, **kw):
        days = {"accepted_on": DAY, "due_on": DAY + timedelta(9), "paused_days": 2, "state": "paused"}
        return super().make(settlement, **{**days, **kw})


class TestOneTimeNotices(DeskContract):
    __test__ = True
    view = OneTimeNoticeLedger
    typed_differently = {"channel": "sms"}

    def parents(self, settlement, number):
        return {"case": case(settlement, self.author, number)}


class TestServiceRatings(DeskContract):
    __test__ = True
    view = ServiceRatingLedger
    typed_differently = {"words": "办得快"}

    def parents(self, settlement, number):
        by = self.cast["secretary"]
        return {"case": case(settlement, by, number, state="delivered", delivered_on=date(2018, 11, 2))}


class TestEntitlements(DeskContract):
    __test__ = True
    view = EntitlementLinkLedger
    typed_differently = {"next_action": "到窗口办理"}

    def parents(self, settlement, number):
        return {"person": person(settlement, self.author, number)}
