"""抽样访问 keeps the contract of all ledgers, and links nobody."""

from datetime import date

from hehuo.kit.testing.contract import LedgerContract
from hehuo.records.writing import save_record
from hehuo.residents.interviews.ledger import InterviewLedger
from hehuo.residents.models import Interview

DAY = date(2018, 11, 12)
VALUES = {
    "draw": "random",
    "batch_name": "2018年11月县级抽样",
    "asker": "county",
    "asked_on": DAY,
    "age_band": "middle",
    "covenants_named": 3,
    "feels_safe": "safe",
    "satisfied": "yes",
}


class TestInterviews(LedgerContract):
    view = InterviewLedger

    def make(self, settlement, **kw):
        values = {**VALUES, "sheet_no": str(next(self.serial)), **kw}
        return save_record(Interview(settlement=settlement, occurred_on=DAY, **values), by=self.author)

    def form_data(self, settlement):
        return {**VALUES, "sheet_no": str(next(self.serial)), "asked_on": DAY.isoformat()}


def test_nobody_is_linked_to_an_interview():
    linked = {f.related_model._meta.label for f in Interview._meta.fields if f.related_model}
    assert linked == {"org.Settlement", "org.User"}
    assert not {f.name for f in Interview._meta.fields} & {"name", "phone", "address", "household", "person"}
