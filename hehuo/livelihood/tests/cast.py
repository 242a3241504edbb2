"""What the tests of these ledgers share: a family of the small world, its numbers, and how it is told in a workbook."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from hehuo.kit.testing.contract import LedgerContract
from hehuo.livelihood.employers.models import Employer
from hehuo.livelihood.jobs.models import JobOpening
from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS, USCC_ALPHABET, USCC_VALUES
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Membership, Person
from hehuo.residents.rolls import HOUSEHOLD_HEAD, ID_HEAD, NAME_HEAD

NUMBERS = count(1)
NAMES = ("张小明", "李四", "王晓红", "赵云飞", "陈国强", "杨小芳")
MOVED_IN = date(2018, 3, 1)


def workbook(*rows: list[Any]) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def days_ago(days: int) -> date:
    """A day before today."""
    return timezone.localdate() - timedelta(days=days)


def id_number(born: date, serial: int) -> str:
    """A well-formed citizen number."""
    body = f"520203{born:%Y%m%d}{serial % 1000:03d}"
    return body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def code(serial: int) -> str:
    """A well-formed unified social credit code."""
    body = f"91520200{serial:09d}"
    total = sum(USCC_VALUES[char] * pow(3, place, 31) for place, char in enumerate(body))
    return body + USCC_ALPHABET[(31 - total % 31) % 31]


def make_household(settlement: Any, by: Any, **kw: Any) -> Household:
    """A relocated household that moved in in March 2018."""
    number = next(NUMBERS)
    kw.setdefault("head_name", NAMES[number % len(NAMES)])
    row = Household(
        settlement=settlement, household_no=f"H{number:04d}", household_class="co_relocated", allocated_on=date(2018, 1, 1),
        keys_on=date(2018, 2, 1), moved_in_on=MOVED_IN, **kw,
    )  # fmt: skip
    return save_record(row, by=by, validate=False)


def make_person(household: Household, by: Any, **kw: Any) -> Person:
    """A member, 38 in 2018, ordinary labour unless said otherwise."""
    number = next(NUMBERS)
    born = kw.pop("birth_date", date(1980, 1, 1))
    values = {
        "name": NAMES[number % len(NAMES)],
        "sex": "1",
        "labour_class": "ordinary",
        "relation": "户主",
    } | kw
    person = Person(
        settlement=household.settlement,
        household=household,
        birth_date=born,
        id_no=id_number(born, number),
        **values,
    )
    save_record(person, by=by, validate=False)
    tie = Membership(
        settlement=household.settlement, person=person, household=household, relation=values["relation"],
        valid_from=date(2018, 1, 1),
    )  # fmt: skip
    save_record(tie, by=by, validate=False)
    return person


def make_employer(settlement: Any, by: Any, **kw: Any) -> Employer:
    """An employer whose check was fine."""
    number = next(NUMBERS)
    values = {"name": f"凉都制衣厂{number}", "uscc": code(number), "industry": "服装", "place": "红桥"} | kw
    return save_record(Employer(settlement=settlement, **values), by=by)


def make_opening(settlement: Any, by: Any, **kw: Any) -> JobOpening:
    """An opening that is open today."""
    values = {
        "title": "缝纫工", "headcount": 5, "source_kind": "nearby_company", "wage_min_yuan": 2500, "wage_max_yuan": 4000,
        "valid_from": days_ago(30), "valid_to": days_ago(-30), "state": "open",
    } | kw  # fmt: skip
    employer = values.pop("employer", None) or make_employer(settlement, by)
    return save_record(JobOpening(settlement=settlement, employer=employer, **values), by=by)


class PeopleLedger(LedgerContract):
    """The contract for ledgers whose rows speak of a person."""

    def person(self, settlement: Any, **kw: Any) -> Person:
        """Somebody of the settlement, in a household of the own."""
        return make_person(make_household(settlement, self.author), self.author, **kw)

    def told(self, record: Any) -> dict[str, Any]:
        """The person as a workbook tells it."""
        person = record.person
        return {
            ID_HEAD: person.id_no.reveal(), HOUSEHOLD_HEAD: person.household.household_no, NAME_HEAD: person.name,
        }  # fmt: skip

    def workbook_row(self, record: Any) -> dict[str, Any]:
        """The line of a workbook: the person told by number, household and name."""
        row = {}
        for column in self.importer().all_columns():
            if column.field != "person":
                row |= self.cell(record, column)
        settlement = {"安置点": record.settlement.name}
        return settlement | self.told(record) | {k: v for k, v in row.items() if k != "安置点"}

    def cell(self, record: Any, column: Any) -> dict[str, Any]:
        """One cell, by the contract's own rule."""
        from hehuo.kit.testing.exchange_rules import cell_of

        return {column.head: cell_of(record, column)}
