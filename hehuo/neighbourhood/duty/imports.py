"""Workbooks of duty: who takes part, the roster of a month, rest taken."""

from __future__ import annotations

from typing import ClassVar

from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyRoster, DutyShift
from hehuo.neighbourhood.duty.services import redo_roster, save_rest, store_shift
from hehuo.records.models import Status
from hehuo.residents.rolls import month
from hehuo.residents.workbook_words import words
from hehuo.workbooks import Column, Reference, parse
from hehuo.workbooks.entering import EnteringImporter
from hehuo.workbooks.shapes import Row

S = DutyShift.Slot
SLOT = words(S.choices, {
    "normal": ("白班", "正常班"), "early": ("早班", "错时早班"), "noon": ("午间", "中班"), "evening": ("晚班", "错时晚班"), "weekend": ("周末", "双休日"),
    "holiday": ("节日", "假日"), "night_phone": ("夜班", "夜间"),
})  # fmt: skip
TOGETHER = ({S.NORMAL, S.EARLY, S.NOON, S.EVENING}, {S.WEEKEND, S.HOLIDAY})
"""An ordinary day covers the staggered hours, and a day off is one or the other: one person cannot be in two of them."""


class ShiftImporter(EnteringImporter):
    """值班班次: one row a person and slot; they enter the roster of their month, where there is one."""

    model, save = DutyShift, staticmethod(store_shift)
    key = ("duty_on", "slot", "planned")
    columns: ClassVar = (
        Column("roster", "值班月份", ("月份", "月值班表"), parse=month, example="2018-11", fill="roster__month", note="填写时，日期都应在这个月"),
        Column("duty_on", "日期", ("值班日期", "时间"), required=True, example="2018-11-05"),
        Column("slot", "时段", ("值班时段", "班次"), required=True, parse=SLOT, example="错时早"),
        Column("planned", "值班人员", ("姓名", "计划人员", "人员"), required=True, parse=Reference(DutyPerson, "name"), example="张小明",
               note="先登记值班人员"),
    )  # fmt: skip

    def _resolve(self, rows: list[Row]) -> list[Row]:
        """Rosters are told by their month; without one, by the month of the day."""
        found = super()._resolve(rows)
        rosters = DutyRoster.objects.visible_to(self.user).exclude(status=Status.VOID)
        known = {(place, day): pk for pk, place, day in rosters.values_list("pk", "settlement_id", "month")}
        good = []
        for row in found:
            told = row.values.pop("roster", None)
            day = row.values["duty_on"]
            roster = known.get((row.values["settlement"], told or day.replace(day=1)))
            if told and roster is None:
                self._problem(
                    row.number,
                    "roster",
                    f"{told:%Y-%m}",
                    "这个月还没有值班表，请先新增月值班表，或清空这一格。",
                )
                continue
            if told and told != day.replace(day=1):
                self._problem(row.number, "duty_on", day, f"日期不在 {told:%Y 年 %m 月}的值班表内，请核对。")
                continue
            row.values |= {"roster": roster} if roster else {}
            good.append(row)
        return good

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        known = DutyShift.objects.live().filter(planned__in={row.values["planned"] for row in rows})
        taken: dict[tuple, list[tuple[str, int]]] = {}
        days = {row.values["duty_on"] for row in rows}
        mine = {row.pk for row in rows if row.pk}
        for pk, person, day, slot in known.filter(duty_on__in=days).values_list(
            "pk", "planned", "duty_on", "slot"
        ):
            if pk not in mine:
                taken.setdefault((person, day), []).append((slot, 0))
        for row in rows:
            told = taken.setdefault((row.values["planned"], row.values["duty_on"]), [])
            self._check_overlap(row, told)
            told.append((row.values["slot"], row.number))

    def _check_overlap(self, row: Row, told: list[tuple[str, int]]) -> None:
        slot = row.values["slot"]
        for other, number in told:
            if other != slot and any({slot, other} <= together for together in TOGETHER):
                where = f"第 {number} 行" if number else "系统中"
                self._problem(
                    row.number, "slot", S(slot).label,
                    f"{where}同一天已给这个人排了“{S(other).label}”，时间重叠，请改其中一个。",
                )  # fmt: skip
                return

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """A checked roster that has changed must be checked again."""
        touched = DutyShift.objects.filter(pk__in=[*created_ids, *changed_ids]).values("roster")
        for roster in DutyRoster.objects.filter(pk__in=touched, state=DutyRoster.State.CHECKED):
            redo_roster(roster, by=self.user, reason="导入了班次")


class DutyPersonImporter(EnteringImporter):
    """值班人员: one row a person and span."""

    model, happened = DutyPerson, "valid_from"
    key = ("name", "valid_from")
    columns: ClassVar = (
        Column("name", "姓名", ("值班人员", "人员姓名"), required=True, parse=parse.text(50), example="张小明"),
        Column("work_phone", "值班电话", ("联系电话", "办公电话", "电话"), required=True, parse=parse.text(20), example="0858-8220000"),
        Column("valid_from", "起", ("起始日期", "到岗日期"), required=True, example="2018-07-01"),
        Column("valid_to", "止", ("离岗日期", "截止日期"), example=""),
    )  # fmt: skip


class RestImporter(EnteringImporter):
    """补休和请假: one row a person and day; rest is not more than is owed."""

    model, save, happened = DutyRest, staticmethod(save_rest), "rested_on"
    key = ("person", "rested_on")
    columns: ClassVar = (
        Column("person", "人员", ("姓名", "补休人员"), required=True, parse=Reference(DutyPerson, "name"), example="张小明"),
        Column("rested_on", "补休或请假日期", ("日期", "补休日期", "调休日期", "请假日期"), required=True, example="2018-11-12"),
        Column("hours", "时长（小时）", ("补休（小时）", "补休时长", "小时数"), required=True, example="4"),
        Column("kind", "种类", ("类别",), parse=words(DutyRest.Kind.choices, {"rest": ("调休", "轮休"), "leave": ("事假", "病假", "年休假")}),
               note="不填按补休"),
    )  # fmt: skip
