"""Workbooks whose rows speak of people: told by ID number, or by household number and name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.records.choices import open_to
from hehuo.records.sealed import blind_index
from hehuo.residents.models import Person
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.reading import Table
from hehuo.workbooks.shapes import Outcome

ID_HEAD, HOUSEHOLD_HEAD, NAME_HEAD = "公民身份号码", "家庭编号", "姓名"
TOLD_BY = (
    Column(
        "person", ID_HEAD,
        ("身份证号", "身份证号码", "身份号码", "证件号码", "公民身份证号码", "身份证", "居民身份证号码", "学员身份证号"),
        parse=Reference(Person, "pk"), example="520203198001011234", note="18 位，文本格式；没有时填家庭编号和姓名",
        fill="person__id_no",
    ),
    Column(
        "person", HOUSEHOLD_HEAD, ("户编号", "户号", "家庭编码", "户编码"), parse=parse.text(), example="H0001",
        note="没有身份号码时填写", fill="person__household__household_no",
    ),
    Column(
        "person", NAME_HEAD, ("人员姓名", "劳动力姓名", "学员姓名", "求职者", "人员", "人", "学员"), parse=parse.text(), example="张小明",
        note="没有身份号码时填写；有号码时用来核对", fill="person__name",
    ),
)  # fmt: skip


def month(value: Any) -> date:
    """A month: 2018-12, 2018年12月, 201812 or any day of it; the first day of the month."""
    text = parse.code_text(value).replace("年", "-").replace("月", "").replace("/", "-").replace(".", "-")
    if len(text) == 6 and text.isdigit():
        text = f"{text[:4]}-{text[4:]}"
    if text.count("-") == 1:
        text += "-01"
    return parse.day(value if text.count("-") != 2 else text).replace(day=1)


class PeopleImporter(Importer):
    """Base of importers with `TOLD_BY` among their columns; override `problems_of` with the ledger's own rules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[int, Person] = {}

    def problems_of(self, values: dict[str, Any], person: Person) -> None:
        """Raise `ValidationError` for what a service would refuse."""

    def check(self, table: Table) -> Outcome:
        """Find the people of all rows first, so that no number is kept and no row asks the database."""
        self._name_people(table)
        return super().check(table)

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A person is needed; the ledger's rules are the same as in the form."""
        person = self.people.get(values.get("person") or 0)
        if person is None:
            yield "person", "请填写公民身份号码，或家庭编号和姓名。", True
            return
        try:
            self.problems_of(values, person)
        except ValidationError as problem:
            found = problem.message_dict if hasattr(problem, "error_dict") else {"person": problem.messages}
            for name, texts in found.items():
                yield from ((name, text, True) for text in texts)

    def _name_people(self, table: Table) -> None:
        places = [table.place.get(column.head) for column in TOLD_BY]
        into = next((place for place in places if place is not None), None)
        if into is None:
            return
        by_number, by_home = self._known()
        for cells in table.rows:
            number, home, name = (
                parse.code_text(cells[p]) if p is not None and p < len(cells) else "" for p in places
            )
            if not (number or home or name):
                continue
            found = by_number.get(blind_index(number), []) if number else by_home.get((home, name), [])
            shown = f"家庭编号{home}姓名{name}"
            if number:  # a number hidden in a prefilled workbook is known by its line
                shown = number if "*" in number or number[0] == "#" else f"尾号 {number[-4:]} 的人"
            if number and name and len(found) == 1 and parse.code_text(self.people[found[0]].name) != name:
                found, shown = [], f"{shown}（系统中的姓名不同）"
            for place in places:
                if place is not None and place < len(cells):
                    cells[place] = ""
            cells += [""] * (into + 1 - len(cells))
            cells[into] = str(found[0]) if len(found) == 1 else shown

    def _known(self) -> tuple[dict[str, list[int]], dict[tuple[str, str], list[int]]]:
        """Live people whom the user may see: by index of the number, and by household number and name."""
        rows = open_to(self.user, Person).live().select_related("household", "settlement")
        if self.settlement:
            rows = rows.filter(settlement=self.settlement)
        by_number: dict[str, list[int]] = {}
        by_home: dict[tuple[str, str], list[int]] = {}
        for person in rows.iterator(2000):
            self.people[person.pk] = person
            if person.id_no_index:
                by_number.setdefault(person.id_no_index, []).append(person.pk)
            if person.household_id:
                home = (parse.code_text(person.household.household_no), parse.code_text(person.name))
                by_home.setdefault(home, []).append(person.pk)
        return by_number, by_home
