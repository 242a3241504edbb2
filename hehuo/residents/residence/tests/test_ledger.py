"""房屋, 入住, 两头住: the contract, their own forms, workbooks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hehuo.kit.testing.contract import LedgerContract
from hehuo.org.models import Building
from hehuo.residents.models import Dwelling, OccupancySpell, TwoEndsCase
from hehuo.residents.residence.ledger import DwellingLedger, OccupancyLedger, TwoEndsLedger
from hehuo.residents.residence.services import open_two_ends_case
from hehuo.residents.tests.homes import KEYS, MOVED, make_flat, make_household
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import


class TestDwellings(LedgerContract):
    """Flats; whether one is allocated is told by its allocations."""

    view = DwellingLedger

    def make(self, settlement: Any, **kw: Any) -> Dwelling:
        return make_flat(settlement, by=self.author, **kw)

    def place_in_grid(self, record: Dwelling, grid: Any) -> None:
        """A flat lies in the grid of its building: move it to the grid's own building."""
        Dwelling.objects.filter(pk=record.pk).update(building=Building.objects.get(grid=grid))

    def form_data(self, settlement: Any) -> dict[str, Any]:
        building = Building.objects.filter(settlement=settlement).first()
        return {
            "building": building.pk,
            "unit_no": "2",
            "room_no": "902",
            "floor": "9",
            "area_m2": "80.5",
            "state": "unallocated",
        }

    def test_the_state_agrees_with_the_allocations(self):
        flat = self.make(self.world.here)
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk}
        wrong = self.post(
            self.author, "update", data | {"state": "allocated", "version": flat.version}, pk=flat.pk
        )
        assert "分房" in str(wrong.context["form"].errors["state"])
        home = make_household(self.world.here, by=self.author, until="allocated")
        version = Dwelling.objects.get(pk=home.dwelling_id).version
        wrong = self.post(
            self.author, "update", data | {"state": "returned", "version": version}, pk=home.dwelling_id
        )
        assert "调房或销户" in str(wrong.context["form"].errors["state"])


class TestOccupancy(LedgerContract):
    """Spells of a household follow one another."""

    view = OccupancyLedger

    def make(self, settlement: Any, **kw: Any) -> OccupancySpell:
        home = make_household(settlement, by=self.author, until="moved")
        return OccupancySpell.objects.get(household=home, valid_to=None)

    def form_data(self, settlement: Any) -> dict[str, Any]:
        home = make_household(settlement, by=self.author, until="moved")
        return {
            "household": home.pk,
            "state": "resident_partly",
            "valid_from": "2020-01-01",
            "checked_on": "2020-01-02",
            "check_mode": "visit",
        }

    def save(self, home: Any, **data: Any) -> Any:
        """A visit typed into the form."""
        told = {
            "settlement": self.world.here.pk,
            "household": home.pk,
            "valid_from": "2020-01-01",
            "checked_on": "2020-01-02",
        }
        return self.post(self.author, "create", told | data)

    def test_the_same_state_renews_the_check_and_another_ends_the_spell(self):
        home = make_household(self.world.here, by=self.author, until="moved")
        self.save(home, state="resident", checked_on="2020-03-01")
        spell = OccupancySpell.objects.get(household=home, valid_to=None)
        assert (spell.valid_from, spell.checked_on) == (MOVED, date(2020, 3, 1))
        self.save(home, state="vacated")
        rows = (
            OccupancySpell.objects.filter(household=home)
            .order_by("valid_from")
            .values_list("state", "valid_from", "valid_to")
        )
        assert list(rows) == [
            ("keyed_not_moved", KEYS, MOVED), ("resident", MOVED, date(2020, 1, 1)), ("vacated", date(2020, 1, 1), None),
        ]  # fmt: skip

    def test_two_ends_needs_reason_and_help_and_opens_a_case(self):
        home = make_household(self.world.here, by=self.author, until="moved")
        assert "help_plan" in self.save(home, state="two_ends").context["form"].errors
        self.save(home, state="two_ends", reason="livestock", help_plan="联系养殖小区圈舍")
        case = TwoEndsCase.objects.get(household=home)
        assert (case.state, case.plan) == ("suspected", "联系养殖小区圈舍")

    @pytest.mark.parametrize(
        ("until", "state", "field"),
        [
            ("allocated", "resident", "state"),
            ("keys", "resident", "state"),
            ("keys", "away_working", "state"),
        ],
    )
    def test_nobody_lives_where_the_keys_have_not_been(self, until, state, field):
        home = make_household(self.world.here, by=self.author, until=until)
        assert field in self.save(home, state=state).context["form"].errors

    def test_putting_the_first_day_right_moves_the_spell_before(self):
        spell = self.make(self.world.here)
        data = {
            "settlement": self.world.here.pk,
            "household": spell.household_id,
            "state": "resident",
            "checked_on": "2018-07-02",
        }
        data |= {"version": spell.version, "valid_from": "2018-07-01"}
        assert self.post(self.author, "update", data, pk=spell.pk).status_code == 302
        before = OccupancySpell.objects.get(household=spell.household, state="keyed_not_moved")
        assert before.valid_to == self.reload(spell).valid_from == date(2018, 7, 1)


class TestTwoEnds(LedgerContract):
    """One running case a household."""

    view = TwoEndsLedger

    def make(self, settlement: Any, **kw: Any) -> TwoEndsCase:
        home = make_household(settlement, by=self.author, until="moved")
        return open_two_ends_case(
            home, by=self.author, on=date(2026, 1, 5), reason="elderly", plan="接老人同住"
        )

    def form_data(self, settlement: Any) -> dict[str, Any]:
        home = make_household(settlement, by=self.author, until="moved")
        return {"household": home.pk, "found_on": "2026-01-05", "reason": "farming", "plan": "联系土地托管"}

    def test_a_second_running_case_is_refused(self):
        case = self.make(self.world.here)
        data = self.form_data(self.world.here) | {
            "settlement": self.world.here.pk,
            "household": case.household_id,
        }
        response = self.post(self.author, "create", data)
        assert "没有销号的个案" in str(response.context["form"].errors["household"])


@pytest.mark.django_db
class TestWorkbooks:
    """A round of visits and a list of flats."""

    def run(self, ledger: Any, world: Any, *rows: dict[str, Any]) -> Any:
        return run_import(
            ledger, book(*rows), "表.xlsx", by=world.secretary, settlement=world.here, commit=True
        )

    def test_flats_with_words_behind_the_numbers(self, world):
        row = {"楼栋": "1号楼", "单元号": "2单元", "门牌号": "301室", "层": 3, "建筑面积": 80}
        assert not self.run(DwellingLedger, world, row).errors
        flat = Dwelling.objects.get()
        assert (flat.building.number, flat.unit_no, flat.room_no) == ("1", "2", "301")
        assert self.run(DwellingLedger, world, row).counts["unchanged"] == 1

    def visits(self, world: Any) -> tuple[Any, Any, list[dict[str, Any]]]:
        stays, leaves = (make_household(world.here, by=world.secretary, until="moved") for _ in range(2))
        rows = [
            {"户号": stays.household_no, "入住情况": "已入住", "走访日期": "2020-03-01", "走访方式": "上门"},
            {"户号": leaves.household_no, "入住情况": "已搬离", "走访日期": "2020-03-01", "走访方式": "上门"},
        ]
        return stays, leaves, rows

    def test_a_round_renews_checks_and_ends_spells(self, world):
        stays, leaves, rows = self.visits(world)
        outcome = self.run(OccupancyLedger, world, *rows)
        assert not outcome.errors, outcome.errors
        spell = OccupancySpell.objects.get(household=stays, valid_to=None)
        assert (spell.valid_from, spell.checked_on, spell.check_mode) == (MOVED, date(2020, 3, 1), "visit")
        ended = OccupancySpell.objects.get(household=leaves, state="resident")
        now = OccupancySpell.objects.get(household=leaves, valid_to=None)
        assert (ended.valid_to, now.state, now.valid_from) == (date(2020, 3, 1), "vacated", date(2020, 3, 1))
        assert now.history.get().valid_to is None
        again = self.run(OccupancyLedger, world, *rows)
        assert (again.counts["unchanged"], again.errors) == (2, [])

    def test_what_a_visit_cannot_say_is_refused(self, world):
        _stays, _, rows = self.visits(world)
        assert (
            "只写一行"
            in self.run(OccupancyLedger, world, rows[0], rows[0] | {"走访日期": "2020-04-01"})
            .errors[0]
            .remedy
        )
        early = self.run(OccupancyLedger, world, rows[0] | {"入住情况": "两头住", "走访日期": "2018-06-10"})
        assert {p.column for p in early.errors} == {"起", "入住状态"}
        keyed = make_household(world.here, by=world.secretary, until="keys")
        outcome = self.run(OccupancyLedger, world, rows[0] | {"户号": keyed.household_no})
        assert "先办理“入住”" in outcome.errors[0].remedy
