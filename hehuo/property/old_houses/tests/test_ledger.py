"""旧房台账: the contract, who enters which date, workbooks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hehuo.kit.testing.contract import LedgerContract
from hehuo.kit.testing.world import World, build_world
from hehuo.property.models import OldHouse
from hehuo.property.old_houses.ledger import OldHouseLedger
from hehuo.property.old_houses.services import record_old_house
from hehuo.residents.tests.homes import make_household
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import


class TestOldHouses(LedgerContract):
    """The usual contract and the rule of two persons."""

    view = OldHouseLedger

    def make(self, settlement: Any, **kw: Any) -> OldHouse:
        home = make_household(settlement, by=self.author)
        told = {"has_old_house": "own", "place": "白岩村三组", "award_fen": 1500000} | kw
        return record_old_house(OldHouse(settlement=settlement, household=home, **told), by=self.author)

    def form_data(self, settlement: Any) -> dict[str, Any]:
        home = make_household(settlement, by=self.author)
        return {"household": home.pk, "has_old_house": "own", "exemption": "none", "place": "松林村", "structure": "土木",
                "agreement_no": "拆旧〔2018〕7号", "signed_on": "2018-05-01", "due_on": "2019-05-01"}  # fmt: skip

    def test_the_author_does_not_enter_the_site_check(self):
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk}
        told = {"demolished_on": "2018-12-01", "site_checked_on": "2018-12-05"}
        response = self.post(self.author, "create", data | told)
        assert "登记人以外" in response.content.decode()
        assert not OldHouse.objects.exists()
        assert self.post(self.author, "create", data | {"demolished_on": "2018-12-01"}).status_code == 302
        house = OldHouse.objects.get()
        assert house.state == "demolished"
        edited = data | told | {"version": house.version}
        assert self.post(self.world.secretary, "update", edited, pk=house.pk).status_code == 302
        assert self.reload(house).state == "site_checked"

    def test_an_operator_who_may_not_look_up_homes_can_still_correct_a_house(self):
        house = self.make(self.world.here)
        form = self.get(self.world.operator, "update", pk=house.pk).context["form"]
        assert [pk for pk, _ in form.fields["household"].widget.choices] == ["", house.household_id]
        data = {"household": house.household_id, "settlement": house.settlement_id, "has_old_house": "own", "exemption": "none",
                "place": "白岩村四组", "version": house.version}  # fmt: skip
        assert self.post(self.world.operator, "update", data, pk=house.pk).status_code == 302
        assert self.reload(house).place == "白岩村四组"
        other = make_household(self.world.here, by=self.author)
        again = data | {"household": other.pk, "version": self.reload(house).version}
        assert (
            "household" in self.post(self.world.operator, "update", again, pk=house.pk).context["form"].errors
        )

    def test_a_household_of_another_settlement_is_refused(self):
        home = make_household(self.world.there, by=self.world.stranger)
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk, "household": home.pk}
        assert "household" in self.post(self.author, "create", data).context["form"].errors


@pytest.fixture
def world(db) -> World:
    """The small world."""
    return build_world()


@pytest.mark.django_db
class TestOldHouseWorkbooks:
    """The heads of the ledger that settlements kept."""

    def run(self, world: Any, *rows: dict[str, Any], by: Any = None) -> Any:
        user = by or world.committee
        return run_import(
            OldHouseLedger, book(*rows), "旧房.xlsx", by=user, settlement=world.here, commit=True
        )

    def row(self, world: Any, **more: Any) -> dict[str, Any]:
        home = make_household(world.here, by=world.committee)
        return {"户编号": home.household_no, "原有住房": "独栋", "原住房面积": 90, "拆除时间": "2018.12.1", "兑现拆房奖励": 15000,
                "复垦复绿": "复垦", "复垦复绿面积": 120, **more}  # fmt: skip

    def test_the_state_follows_from_the_dates(self, world):
        row = self.row(world)
        assert not self.run(world, row).errors
        house = OldHouse.objects.get()
        assert (house.state, house.demolished_on, house.award_fen) == (
            "demolished",
            date(2018, 12, 1),
            1500000,
        )
        more = row | {"现场核验日期": "2018-12-05", "核验人": "王大山"}
        assert "审核权限" in self.run(world, more).errors[0].remedy
        assert not self.run(world, more, by=world.secretary).errors
        house.refresh_from_db()
        assert house.state == "site_checked"

    def test_what_cannot_have_happened_is_named(self, world):
        wrong = self.run(world, self.row(world, 保护住房种类="文物"))
        assert "已拆除的旧房" in wrong.errors[0].remedy
        wrong = self.run(world, self.row(world, 协议签订时间="2019-01-01"))
        assert (wrong.errors[0].column, wrong.errors[0].value) == ("拆除日期", "2018-12-01")
        wrong = self.run(world, self.row(world, 保护住房种类="连体房", 拆除时间=""))
        assert "共有或连体" in wrong.errors[0].remedy
