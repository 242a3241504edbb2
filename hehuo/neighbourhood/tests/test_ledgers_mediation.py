"""The confidential ledgers keep the contract too, within their narrower circle."""

from datetime import date

from hehuo.kit.testing.contract import LedgerContract
from hehuo.neighbourhood.mediation.ledger import (
    CaseHandlerLedger,
    MediationCaseLedger,
    MediationSessionLedger,
)
from hehuo.neighbourhood.models import CaseHandler, MediationSession
from hehuo.neighbourhood.tests.records import DAY, VALUES, case_of, put, roster_row


class ConfidentialContract(LedgerContract):
    """The author is the mediator who handles the case, and chairs the committee."""

    __test__ = False

    def case(self, settlement, **values):
        roster_row(settlement, self.author, self.author, is_chair=True)
        return case_of(
            settlement, self.author, next(self.serial), rights_notice_on=DAY, accepted_on=DAY, **values
        )


class TestMediationCases(ConfidentialContract):
    __test__ = True
    view = MediationCaseLedger

    def make(self, settlement, **kw):
        return self.case(settlement, **kw)

    def form_data(self, settlement):
        roster_row(settlement, self.author, self.author, is_chair=True)
        values = {**VALUES[self.view.model], "applied_on": date(2018, 10, 8)}
        return {"settlement": settlement.pk, **values}


class TestMediationSessions(ConfidentialContract):
    __test__ = True
    view = MediationSessionLedger

    def make(self, settlement, **kw):
        return put(MediationSession, settlement, self.author, case=self.case(settlement), **kw)

    def form_data(self, settlement):
        return {
            "settlement": settlement.pk,
            **VALUES[MediationSession],
            "case": self.case(settlement).pk,
            "kind": "separate",
        }


class TestCaseHandlers(ConfidentialContract):
    __test__ = True
    view = CaseHandlerLedger

    def make(self, settlement, **kw):
        case = self.case(settlement)
        return put(CaseHandler, settlement, self.author, case=case, mediator=case.mediator, **kw)

    def form_data(self, settlement):
        return None
