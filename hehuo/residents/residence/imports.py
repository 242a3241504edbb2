"""房屋台账 and 入住台账 from county workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from hehuo.org.models import Building
from hehuo.residents.households.models import Household
from hehuo.residents.residence.models import Dwelling, OccupancySpell
from hehuo.residents.residence.services import check_occupancy, open_two_ends_case
from hehuo.residents.workbook_words import HomeImporter, household_column, words
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.reading import Table
from hehuo.workbooks.shapes import Outcome, Row

TAIL = re.compile(r"(号楼|栋|幢|座|单元|号|室)$")
STATES = words(OccupancySpell.State.choices, {
    "resident": ("已入住", "入住", "长期居住"), "resident_partly": ("部分入住",), "keyed_not_moved": ("未入住", "已交钥匙未入住"),
    "away_working": ("举家外出务工", "外出务工", "全家外出务工"), "vacated": ("已搬离", "空置"), "misused": ("出租", "出借", "转让"),
})  # fmt: skip
MODES = words(
    OccupancySpell.Check.choices,
    {"visit": ("上门", "入户核查"), "phone": ("电话核实",), "neighbour": ("邻里印证",)},
)


def bare(value: Any) -> str:
    """A building, unit or room without the word behind its number: 3号楼 → 3."""
    return TAIL.sub("", parse.code_text(value))


class DwellingImporter(HomeImporter):
    """One row a flat. Whether it is allocated follows from the households."""

    model = Dwelling
    key = ("building", "unit_no", "room_no")
    columns: ClassVar = (
        Column("building", "栋号", ("栋", "楼栋", "楼号", "楼栋号", "幢号"), required=True, parse=Reference(Building, "number"), example="1",
               note="楼栋先在系统中登记"),
        Column("unit_no", "单元", ("单元号",), required=True, parse=bare, example="2"),
        Column("room_no", "房号", ("门牌号", "房间号", "室号"), required=True, parse=bare, example="301"),
        Column("floor", "楼层", ("所在楼层", "层"), example="3"),
        Column("area_m2", "面积（平方米）", ("面积", "建筑面积", "住房面积", "房屋面积", "面积（㎡）"), required=True, example="80.00"),
        Column("keys_on", "交付时间", ("交付日期", "交房时间"), example="2018-05-01"),
    )  # fmt: skip

    def check(self, table: Table) -> Outcome:
        """1栋, 1号楼 and 1 are the same building."""
        place = table.place.get("栋号")
        for cells in table.rows if place is not None else ():
            if place < len(cells) and cells[place] not in ("", None):
                cells[place] = bare(cells[place])
        return super().check(table)


class OccupancyImporter(HomeImporter):
    """A round of visits: the same state renews the check, another one ends the spell before it."""

    model = OccupancySpell
    key = ("household", "valid_from")
    columns: ClassVar = (
        household_column(),
        Column("state", "入住状态", ("入住情况", "居住情况", "居住状态", "是否入住"), required=True, parse=STATES, example="常住"),
        Column("valid_from", "起", ("起始日期", "状态起始日期", "开始日期", "变化日期"), example="2018-07-01",
               note="这种状态从哪天开始；没有变化可不填"),
        Column("checked_on", "最近核查日期", ("核查日期", "走访日期", "入户日期", "核查时间"), required=True, example="2018-12-05"),
        Column("check_mode", "核查方式", ("走访方式",), parse=MODES, example="入户"),
        Column("reason", "未入住（两头住）原因", ("未入住原因", "两头住原因", "原因")),
        Column("nights_old_house_90d", "近90日回旧房居住夜数", ("回旧房居住夜数",)),
        Column("away_confirmed", "外出务工已核实", ("外出务工是否核实",), example="否"),
        Column("help_plan", "帮扶措施", ("措施", "帮扶计划")),
    )  # fmt: skip

    @classmethod
    def open_rows(cls, rows: Any) -> Any:
        """Spells that go on."""
        return rows.filter(valid_to__isnull=True)

    def _resolve(self, rows: list[Row]) -> list[Row]:
        """Once the households are known: the spell that runs for each."""
        found = super()._resolve(rows)
        keys = {row.values["household"] for row in found}
        self.homes = Household.objects.in_bulk(keys)
        running = OccupancySpell.objects.live().filter(household__in=keys, valid_to__isnull=True)
        self.running = {spell.household_id: spell for spell in running}
        self.replaced: dict[int, OccupancySpell] = {}
        return found

    def derive(self, values: dict[str, Any]) -> None:
        """A state that goes on keeps its first day; a change happens on the day it is told for."""
        now = self.running.get(values["household"])
        if now and now.state == values["state"]:
            values["valid_from"] = now.valid_from
        values["valid_from"] = values.get("valid_from") or values["checked_on"]
        values["occurred_on"] = values["valid_from"]
        if values["state"] != "away_working":
            values["away_confirmed"] = False

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """The rules of the form."""
        home, now, day = (
            self.homes[values["household"]],
            self.running.get(values["household"]),
            values["valid_from"],
        )
        if home.exited_on:
            yield "household", f"这户已于 {home.exited_on} 销户。", True
            return
        if now and day < now.valid_from:
            yield "valid_from", f"早于系统中当前状态的起始日期 {now.valid_from}，请核对。", True
        if values["checked_on"] < day:
            yield "checked_on", "核查日期不能早于起始日期。", True
        told = {name: values.get(name) or getattr(now, name, "") for name in ("reason", "help_plan")}
        try:
            check_occupancy(home, values["state"], on=day, **told)
        except ValidationError as problem:
            for name, texts in problem.message_dict.items():
                yield from ((name, text, True) for text in texts)

    def _match(self, rows: list[Row]) -> None:
        first: dict[int, Row] = {}
        for row in rows:
            if first.setdefault(row.values["household"], row) is not row:
                self.refuse(
                    row,
                    "household",
                    f"与第 {first[row.values['household']].number} 行是同一户，一次核查一户只写一行。",
                )
        super()._match(rows)
        for row in list(rows):
            if row.pk:
                continue
            row.values["dwelling"] = self.homes[row.values["household"]].dwelling_id
            now = self.running.get(row.values["household"])
            if now:
                rows.append(self._ending(now, row))

    def _ending(self, now: OccupancySpell, row: Row) -> Row:
        """The spell before ends on the first day of the new one, which is opened in `after_write` (one open spell a household)."""
        day = row.values["valid_from"]
        row.values["valid_to"] = day
        self.replaced[now.household_id] = now
        self.outcome.versions[now.pk] = now.version
        told = {"settlement": now.settlement_id, "household": now.household_id, "valid_to": day}
        return Row(row.number, told, now.pk, {"valid_to": day})

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """Open the spells that follow another; two-ends living becomes a case, as help."""
        made = OccupancySpell._base_manager.filter(pk__in=created_ids)
        follows = {"household_id__in": list(self.replaced)}
        made.filter(**follows).update(valid_to=None)
        OccupancySpell.history.filter(id__in=created_ids, **follows).update(valid_to=None)
        for spell in made.filter(state="two_ends").select_related("household"):
            open_two_ends_case(
                spell.household, by=self.user, on=spell.valid_from, reason=spell.reason, plan=spell.help_plan
            )
