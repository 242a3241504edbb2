"""The contract passes for the kit's own ledgers, and fails for ledgers that break a promise."""

from datetime import date

from hehuo.kit.testing.case import sample
from hehuo.kit.testing.contract import LedgerContract
from hehuo.kit.tests.ledgers import HouseholdLedger, PersonLedger
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person


class TestHouseholds(LedgerContract):
    view = HouseholdLedger

    def make(self, settlement, **kw):
        number = f"H{next(self.serial)}"
        row = Household(
            settlement=settlement, household_no=number, head_name="张小明", household_class="local", **kw
        )
        return save_record(row, by=self.author)

    def form_data(self, settlement):
        return {"household_no": "H900", "head_name": "李小四", "household_class": "local", "occurred_on": "2026-02-01", "member_count_at_allocation": "3"}  # fmt: skip


class TestPeople(LedgerContract):
    view = PersonLedger

    def make(self, settlement, **kw):
        household = TestHouseholds.make(self, settlement)
        row = Person(
            settlement=settlement,
            household=household,
            name="王小明",
            sex="1",
            birth_date=date(1980, 1, 1),
            **kw,
        )
        return save_record(row, by=self.author)

    def form_data(self, settlement):
        return {
            "household": TestHouseholds.make(self, settlement).pk,
            "name": "李小四",
            "sex": "1",
            "birth_date": "1990-01-01",
            "relation": "子",
            "id_no": sample("id", 998),
        }
