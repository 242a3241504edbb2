"""人口台账: the contract, the steps of its page, workbooks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hehuo.kit.testing.contract import LedgerContract
from hehuo.residents.models import Membership, Person, ResidenceSpell
from hehuo.residents.people.ledger import PersonLedger
from hehuo.residents.tests.homes import ALLOCATED, id_number, make_household, make_person
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import

BORN = date(1980, 5, 6)


class TestPeople(LedgerContract):
    """The usual contract and what is special to people."""

    view = PersonLedger

    def make(self, settlement: Any, **kw: Any) -> Person:
        home = make_household(settlement, by=self.author)
        return make_person(settlement, by=self.author, household=home, health="长期慢性病", **kw)

    def form_data(self, settlement: Any) -> dict[str, Any]:
        home = make_household(settlement, by=self.author)
        return {
            "household": home.pk, "relation": "配偶", "name": "阿依·木乃", "id_no": id_number(BORN), "ethnicity": "彝族",
            "education": "junior", "labour_class": "ordinary",
        }  # fmt: skip

    def _line_without_record(self) -> dict[str, Any]:
        """A line of somebody who has never been in the register; the membership would hold the record back."""
        record = self.here()
        row = self.workbook_row(record)
        Membership._base_manager.filter(person=record).delete()
        Person._base_manager.filter(pk=record.pk).delete()
        return row

    def test_the_number_fills_birthday_and_sex_and_the_dot_stays(self):
        data = self.form_data(self.world.here) | {
            "settlement": self.world.here.pk,
            "id_no": id_number(BORN, 101),
        }
        self.post(self.author, "create", data)
        person = Person.objects.latest("pk")
        assert (person.name, person.birth_date, person.sex) == ("阿依·木乃", BORN, "1")
        row = Membership.objects.get(person=person)
        assert (row.household_id, row.relation, row.valid_to) == (data["household"], "配偶", None)

    def test_a_person_without_a_number_needs_the_reason(self):
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk, "id_no": ""}
        response = self.post(self.author, "create", data | {"birth_date": "2018-03-01", "sex": "1"})
        assert "no_id_reason" in response.context["form"].errors
        told = {
            "birth_date": "2018-03-01",
            "sex": "1",
            "no_id_reason": "newborn",
            "education": "",
            "labour_class": "",
        }
        assert self.post(self.author, "create", data | told).status_code == 302
        assert Person.objects.latest("pk").no_id_reason == "newborn"

    def test_household_and_relation_change_by_steps_only(self):
        old = make_household(self.world.here, by=self.author, until="allocated")
        person = make_person(self.world.here, by=self.author, household=old)
        fields = self.get(self.author, "update", pk=person.pk).context["form"].fields
        assert not {"household", "relation"} & set(fields)
        home = make_household(self.world.here, by=self.author)
        asked = {"on": "2021-01-01", "household": home.pk, "relation": "之儿媳"}
        self.post(self.author, "ask", asked, pk=person.pk, event="join")
        rows = (
            Membership.objects.filter(person=person)
            .order_by("valid_from")
            .values_list("household", "valid_to", "relation")
        )
        assert next(iter(rows))[1] == date(2021, 1, 1)
        assert list(rows)[1] == (home.pk, None, "之儿媳")
        self.post(
            self.author, "ask", {"on": "2022-01-01", "relation": "配偶"}, pk=person.pk, event="relation"
        )
        assert self.reload(person).relation == "配偶"

    def test_a_death_ends_membership_and_residence(self):
        person = self.make(self.world.here)
        self.post(
            self.author,
            "ask",
            {"on": "2026-01-05", "state": "at_settlement"},
            pk=person.pk,
            event="residence",
        )
        row = Membership.objects.get(person=person)
        Membership.objects.filter(pk=row.pk).update(valid_from="2018-05-01")
        self.post(self.author, "ask", {"on": "2026-02-01", "kind": "death"}, pk=person.pk, event="leave")
        row.refresh_from_db()
        assert (row.valid_to, self.reload(person).deceased_on) == (date(2026, 2, 1), date(2026, 2, 1))
        assert ResidenceSpell.objects.get(person=person).valid_to == date(2026, 2, 1)
        refused = self.post(
            self.author, "ask", {"on": "2026-03-01", "state": "unknown"}, pk=person.pk, event="residence"
        )
        assert refused.status_code == 302
        assert ResidenceSpell.objects.filter(person=person).count() == 1


@pytest.mark.django_db
class TestPeopleWorkbooks:
    """County workbooks."""

    def run(self, world: Any, *rows: dict[str, Any]) -> Any:
        return run_import(
            PersonLedger, book(*rows), "人.xlsx", by=world.secretary, settlement=world.here, commit=True
        )

    def row(self, **more: Any) -> dict[str, Any]:
        return {"户号": "H1", "姓名": "李小花", "身份证号码": id_number(BORN, 202), "关系": "妻子", "学历": "初中",
                "劳动能力": "普通", "民族": "彝", **more}  # fmt: skip

    @pytest.fixture(autouse=True)
    def _home(self, world):
        self.home = make_household(world.here, by=world.secretary, household_no="H1", until="allocated")

    def test_the_heads_and_words_of_real_workbooks(self, world):
        outcome = self.run(world, self.row())
        assert not outcome.errors, outcome.errors
        person = Person.objects.get()
        assert (person.relation, person.sex, person.ethnicity, person.labour_class) == (
            "配偶",
            "2",
            "彝族",
            "ordinary",
        )
        row = Membership.objects.get()
        assert (row.household, row.valid_from, row.relation) == (self.home, ALLOCATED, "配偶")
        assert row.history.count() == 1

    def test_a_number_damaged_by_scientific_notation_is_refused_with_the_remedy(self, world):
        for damaged in (5.20203198005062e17, "5.20203E+17"):
            outcome = self.run(world, self.row(身份证号码=damaged))
            assert [p.column for p in outcome.errors] == ["公民身份号码"]
            assert "文本" in outcome.errors[0].remedy
        assert not Person.objects.exists()

    def test_the_same_person_again_is_no_second_record(self, world):
        newborn = self.row(
            姓名="李·小宝",
            身份证号码="",
            无身份号码原因="新生儿未办",
            出生年月="2018-08-01",
            性别="男",
            关系="长子",
            学历="",
            劳动能力="",
        )
        rows = [{**self.row(), "无身份号码原因": "", "出生年月": "", "性别": ""}, newborn]
        assert self.run(world, *rows).counts["new"] == 2
        again = self.run(world, *rows)
        assert not again.errors, again.errors
        assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "errors": 0}, again.differences
        later = newborn | {"身份证号码": id_number(date(2018, 8, 1), 301), "无身份号码原因": ""}
        assert self.run(world, later).counts["changed"] == 1
        child = Person.objects.get(name="李·小宝")
        assert (bool(child.id_no), child.no_id_reason) == (True, "")

    def test_another_household_is_a_step_not_an_import(self, world):
        make_household(world.here, by=world.secretary, household_no="H2")
        self.run(world, self.row())
        assert "转入户" in self.run(world, self.row(户号="H2")).errors[0].remedy
        assert "与户主关系" in self.run(world, self.row(关系="女儿")).errors[0].remedy

    def test_without_a_number_the_reason_is_asked_for(self, world):
        outcome = self.run(world, self.row(身份证号码=""))
        assert {p.column for p in outcome.errors} == {"公民身份号码", "出生日期", "性别"}
