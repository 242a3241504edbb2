"""户台账: the contract, the steps of its page, workbooks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hehuo.kit.testing.contract import LedgerContract
from hehuo.residents.households.ledger import HouseholdLedger
from hehuo.residents.models import (
    Dwelling,
    DwellingAllocation,
    Household,
    HouseholdLineage,
    Move,
    OccupancySpell,
)
from hehuo.residents.tests.homes import ALLOCATED, KEYS, MOVED, make_flat, make_household, make_person
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import


class TestHouseholds(LedgerContract):
    """The usual contract and what is special to households."""

    view = HouseholdLedger

    def make(self, settlement: Any, **kw: Any) -> Household:
        return make_household(settlement, by=self.author, origin_address="白岩村三组 8 号", **kw)

    def form_data(self, settlement: Any) -> dict[str, Any]:
        return {
            "household_no": "X0001", "head_name": "王大山", "household_class": "co_relocated", "member_count_at_allocation": "4",
            "phone": "13985801234", "hukou_moved": "no", "property_cert": "none",
        }  # fmt: skip

    def ask(self, user: Any, record: Household, event: str, **data: Any) -> Any:
        """Take a step of the page."""
        return self.post(user, "ask", data, pk=record.pk, event=event)

    def test_from_the_flat_to_moving_in_on_the_page(self):
        home, flat = self.make(self.world.here), make_flat(self.world.here, by=self.author)
        page = self.get(self.author, "detail", pk=home.pk).content.decode()
        assert "/ask/allocate/" in page
        assert "/ask/keys/" not in page
        assert self.get(self.author, "ask", pk=home.pk, event="allocate").status_code == 200
        self.ask(self.author, home, "allocate", on=ALLOCATED, dwelling=flat.pk)
        self.ask(self.author, home, "keys", on=KEYS)
        self.ask(self.author, home, "move-in", on=MOVED)
        now = self.reload(home)
        assert (now.dwelling, now.allocated_on, now.keys_on, now.moved_in_on) == (
            flat,
            ALLOCATED,
            KEYS,
            MOVED,
        )
        states = (
            OccupancySpell.objects.filter(household=home)
            .order_by("valid_from")
            .values_list("state", flat=True)
        )
        assert list(states) == ["keyed_not_moved", "resident"]
        assert Move.objects.get(household=home).kind == Move.Kind.IN

    def test_a_flat_is_never_offered_twice(self):
        held = make_household(self.world.here, by=self.author, until="allocated")
        other = self.make(self.world.here)
        response = self.ask(self.author, other, "allocate", on=ALLOCATED, dwelling=held.dwelling_id)
        assert response.status_code == 200
        assert "dwelling" in response.context["form"].errors
        assert not DwellingAllocation.objects.filter(household=other).exists()

    def test_an_early_step_is_refused_with_the_reason(self):
        home = self.make(self.world.here)
        for event in ("keys", "move-in", "change-dwelling"):
            response = self.ask(self.author, home, event, on=KEYS)
            assert response.status_code == 302, event
        assert self.reload(home).version == home.version

    def test_a_step_of_the_future_keeps_what_was_typed(self):
        home = make_household(self.world.here, by=self.author, until="allocated")
        tomorrow = str(timezone.localdate() + timedelta(days=1))
        response = self.ask(self.author, home, "keys", on=tomorrow)
        assert tomorrow in response.content.decode()
        assert response.context["form"].errors["on"] == ["日期不能晚于今天。"]
        assert self.reload(home).keys_on is None

    def test_split_on_the_page_keeps_the_lineage(self):
        home = make_household(self.world.here, by=self.author, until="moved")
        head = make_person(self.world.here, by=self.author, household=home, relation="户主", name="张小明")
        son = make_person(
            self.world.here,
            by=self.author,
            household=home,
            relation="之子",
            name="张·小",
            born=date(1999, 1, 1),
        )
        asked = self.ask(
            self.author, home, "split", on="2020-03-01", household_no="H9", people=[son.pk], head=son.pk
        )
        new = Household.objects.get(household_no="H9")
        assert asked.url.endswith(f"/{new.pk}/")
        link = HouseholdLineage.objects.get(successor=new)
        assert (link.predecessor, link.kind) == (home, "split")
        assert (self.reload(son).household, self.reload(head).household) == (new, home)
        assert "分户" in self.get(self.author, "detail", pk=new.pk).content.decode()

    def test_merge_on_the_page_closes_one_household(self):
        homes = [make_household(self.world.here, by=self.author, until="moved") for _ in range(2)]
        person = make_person(self.world.here, by=self.author, household=homes[0], relation="户主")
        self.ask(self.author, homes[0], "merge", on="2020-03-01", target=homes[1].pk)
        gone = self.reload(homes[0])
        assert (gone.exit_reason, gone.exited_on) == ("merged", date(2020, 3, 1))
        assert self.reload(person).household == homes[1]
        assert HouseholdLineage.objects.get(predecessor=gone).successor == homes[1]

    def test_a_household_of_another_settlement_is_no_target(self):
        home, foreign = self.make(self.world.here), make_household(self.world.there, by=self.world.stranger)
        response = self.ask(self.author, home, "merge", on="2020-03-01", target=foreign.pk)
        assert "target" in response.context["form"].errors
        found = self.get(
            self.author, "ask", {"field": "target", "q": foreign.household_no}, pk=home.pk, event="merge"
        )
        assert found.context["options"] == []

    def test_steps_are_for_those_who_may_write(self):
        home = make_household(self.world.here, by=self.author, until="allocated")
        self.place_in_grid(home, self.world.grids[0])
        for name, user in self.cast.items():
            status = self.get(user, "ask", pk=home.pk, event="keys").status_code
            wanted = 403 if not self.writes(name) else 200 if self.sees(name) else 404
            assert status == wanted, name
        assert self.get(self.author, "ask", pk=home.pk, event="nothing").status_code == 404

    def test_a_corrected_date_reaches_the_rows_that_hang_on_it(self):
        home = make_household(self.world.here, by=self.author, until="moved")
        page = self.get(self.author, "update", pk=home.pk)
        data = self.form_data(self.world.here) | {
            "settlement": self.world.here.pk,
            "version": self.reload(home).version,
        }
        assert "moved_in_on" in page.context["form"].fields
        data |= {
            "allocated_on": ALLOCATED,
            "keys_on": KEYS,
            "moved_in_on": "2018-07-01",
            "household_no": home.household_no,
        }
        assert self.post(self.author, "update", data, pk=home.pk).status_code == 302
        spells = (
            OccupancySpell.objects.filter(household=home)
            .order_by("valid_from")
            .values_list("valid_from", "valid_to")
        )
        assert list(spells) == [(KEYS, date(2018, 7, 1)), (date(2018, 7, 1), None)]
        assert Move.objects.get(household=home).moved_on == date(2018, 7, 1)


@pytest.mark.django_db
class TestHouseholdWorkbooks:
    """County workbooks."""

    def run(self, world: Any, *rows: dict[str, Any], commit: bool = True) -> Any:
        return run_import(
            HouseholdLedger, book(*rows), "户.xlsx", by=world.secretary, settlement=world.here, commit=commit
        )

    def row(self, number: str = "H1", **more: Any) -> dict[str, Any]:
        return {"户编号": number, "户主": "张小明", "搬迁户类型": "贫困户", "家庭人口": 4, **more}

    def test_the_heads_and_words_of_real_workbooks(self, world):
        flat = make_flat(world.here, by=world.secretary, room_no="301")
        row = self.row(
            **{
                "楼栋房号": "1-1-301",
                "选房时间": "2018年5月1日",
                "领钥匙时间": "20180601",
                "是否迁户口": "否",
                "产权证办理情况": "已办理",
            }
        )
        outcome = self.run(world, row)
        assert not outcome.errors, outcome.errors
        home = Household.objects.get(household_no="H1")
        assert (home.household_class, home.dwelling, home.keys_on) == ("registered_poor", flat, KEYS)
        assert (home.hukou_moved, home.property_cert) == ("no", "issued")
        allocation = DwellingAllocation.objects.get(household=home)
        assert (allocation.dwelling, allocation.valid_from) == (flat, ALLOCATED)
        assert Dwelling.objects.get().state == "allocated"

    def test_one_flat_for_two_households_is_refused(self, world):
        make_flat(world.here, by=world.secretary, room_no="301")
        flat = {"房屋": "1-1-301", "分房时间": "2018-05-01"}
        outcome = self.run(world, self.row("H1", **flat), self.row("H2", **flat))
        assert [(p.row, p.column) for p in outcome.errors] == [(3, "房屋")]
        assert not Household.objects.exists()
        assert not self.run(world, self.row("H1", **flat)).errors
        outcome = self.run(world, self.row("H2", **flat))
        assert "已分给别的户" in outcome.errors[0].remedy

    def test_a_flat_needs_its_day_and_is_changed_by_a_step(self, world):
        make_flat(world.here, by=world.secretary, room_no="301")
        assert "分房时间" in self.run(world, self.row(**{"房屋": "1-1-301"})).errors[0].remedy
        assert not self.run(world, self.row()).errors
        outcome = self.run(world, self.row(**{"房屋": "1-1-301", "分房时间": "2018-05-01"}))
        assert "户的页面" in outcome.errors[0].remedy

    def test_dates_in_the_wrong_order_are_named(self, world):
        outcome = self.run(world, self.row(**{"分房时间": "2018-06-01", "交钥匙时间": "2018-05-01"}))
        assert "不能早于分房时间" in outcome.errors[0].remedy
