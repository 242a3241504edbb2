"""The share register from workbooks: by day, never below zero, never edited, taken back only when nothing was built on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from hehuo.kit.testing.world import build_world
from hehuo.property.models import ShareEvent
from hehuo.property.shares.imports import ShareContractImporter, ShareEventImporter
from hehuo.property.shares.ledger import ShareEventLedger
from hehuo.property.shares.queries import balances_at
from hehuo.property.tests import world as make
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import

pytestmark = pytest.mark.django_db
LATER = date(2019, 1, 1)


class Register:
    """A company with two holders."""

    def __init__(self):
        self.world = build_world()
        make.employ(self.world)
        by = self.world.committee
        self.company = make.make_company(self.world.here, by=by)
        self.one, self.two = (make.make_holder(self.company, by=by) for _ in range(2))

    def row(self, kind, shares, on, giver=None, taker=None, note=""):
        def told(holder):
            return holder.household.household_no if holder else ""

        return {
            "经营主体": self.company.name, "变动": kind, "转出股东": told(giver), "转入股东": told(taker), "股份": shares,
            "变动日期": on, "依据": note,
        }  # fmt: skip

    def run(self, *rows, commit=True):
        return run_import(
            ShareEventLedger, book(*rows), "股权.xlsx", by=self.world.committee, settlement=self.world.here, commit=commit,
        )  # fmt: skip


@pytest.fixture
def register(db):
    return Register()


def test_rows_are_entered_by_day_whatever_their_order(register):
    rows = [
        register.row("转让", 40, "2018-10-01", register.one, register.two, "协议1"),
        register.row("入股", 100, "2018-09-10", None, register.one, "合同1"),
    ]
    outcome = register.run(*rows)
    assert not outcome.errors
    assert balances_at(register.company, LATER) == {
        register.one.pk: Decimal(60),
        register.two.pk: Decimal(40),
    }
    again = register.run(*rows)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "errors": 0}
    assert ShareEvent.objects.count() == 2


def test_a_balance_never_falls_below_zero_on_any_day(register):
    outcome = register.run(
        register.row("入股", 100, "2018-09-10", None, register.one),
        register.row("转让", 70, "2018-10-01", register.one, register.two),
        register.row("退股", 31, "2018-10-02", register.one),
        register.row("转让", 1, "2018-09-01", register.two, register.one),
    )
    assert [(p.row, p.column) for p in outcome.errors] == [(4, "股份（股）"), (5, "股份（股）")]
    assert "最多可转出 30" in outcome.errors[0].remedy
    assert not ShareEvent.objects.exists()


def test_what_is_entered_is_not_edited(register):
    register.run(register.row("入股", 100, "2018-09-10", None, register.one, "合同1"))
    event = ShareEvent.objects.get()
    changed = {
        "记录编号": str(event.pk),
        **register.row("入股", 90, "2018-09-10", None, register.one, "合同1"),
    }
    outcome = register.run(changed)
    assert {(p.row, p.column) for p in outcome.errors} == {(2, "股份（股）")}
    assert "请作废" in outcome.errors[0].remedy
    assert ShareEvent.objects.get().shares == 100


def test_sides_and_strangers_are_told(register):
    other = make.make_company(register.world.here, by=register.world.committee)
    stranger = make.make_holder(other, by=register.world.committee)
    outcome = register.run(
        register.row("退股", 10, "2018-09-10", None, register.two),
        register.row("入股", 10, "2018-09-10", None, stranger),
        register.row("转让", 10, "2018-09-10", register.one, register.one),
    )
    told = {p.row: p.remedy for p in outcome.errors}
    assert "入股只填转入股东" in told[2]
    assert "不是这个经营主体的股东" in told[3]
    assert 4 in told


def test_a_batch_is_not_taken_back_when_its_shares_have_moved_on(register):
    register.run(register.row("入股", 100, "2018-09-10", None, register.one))
    first = ShareEvent.objects.get()
    register.run(register.row("转让", 40, "2018-10-01", register.one, register.two))
    ShareEvent._base_manager.filter(pk=first.pk).update(status="void")
    with pytest.raises(ValidationError, match="多于持有的股份"):
        ShareEventImporter.after_undo(range(first.pk, first.pk + 1), by=register.world.committee)


def test_contracts_taken_back_take_their_issues_with_them(register):
    contract = make.make_share_contract(register.one, by=register.world.committee)
    ShareContractImporter.after_undo(range(contract.pk, contract.pk + 1), by=register.world.committee)
    assert balances_at(register.company, LATER) == {}
