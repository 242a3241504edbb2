"""What changed between two editions, in sentences that a person can check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]
HEAD = {
    "name": "名称", "document_no": "文号", "issued_on": "印发日期", "issuer": "印发单位", "total_points": "总分",
}  # fmt: skip
ITEM = {
    "title": "标题", "content": "创建内容", "criterion": "考核标准", "points_printed": "原表分值",
    "points_effective": "有效分值", "points_source": "分值来源", "units": "责任单位",
}  # fmt: skip
SUB = {
    "title": "名称", "points": "分值", "basis": "依据类别", "basis_text": "依据", "rule_text": "评分规则",
    "rule": "计算规则", "measures": "所用指标", "judge": "评判人", "evidence": "印证资料",
}  # fmt: skip

JUDGES = {"city": "市级", "county": "县级"}


@dataclass(frozen=True)
class Change:
    """One difference: a code for machines, a place and a sentence for people."""

    code: str
    where: str
    message: str


def diff_editions(a: Data, b: Data) -> list[Change]:
    """Every difference from edition `a` to edition `b` (architecture §5, rehearsal of drafts)."""
    return list(_all(a, b))


def _all(a: Data, b: Data) -> Iterator[Change]:
    for key, name in HEAD.items():
        if a.get(key) != b.get(key):
            yield Change(f"{key}_changed", "封面", f"{name}由{show(a.get(key))}改为{show(b.get(key))}。")
    yield from _mapping("pass_rule", "达标线", a.get("pass_rule") or {}, b.get("pass_rule") or {})
    yield from _named("title", "称号", "code", a.get("titles") or [], b.get("titles") or [])
    yield from _named("calendar", "时间安排", "code", a.get("calendar") or [], b.get("calendar") or [])
    yield from _definitions(a.get("definitions") or [], b.get("definitions") or [])
    yield from _sections(a, b)
    before, after = _items(a), _items(b)
    for no in sorted(before.keys() | after.keys()):
        yield from _item(no, before.get(no), after.get(no))


def show(value: Any) -> str:
    """A value as people read it, never too long for a line."""
    if value is None or value == "":
        return "（无）"
    text = "、".join(str(v) for v in value) if isinstance(value, list) else str(value)
    return f"“{text if len(text) <= 120 else text[:119] + '…'}”"


def _mapping(code: str, where: str, a: Data, b: Data) -> Iterator[Change]:
    for key in sorted(a.keys() | b.keys()):
        if a.get(key) != b.get(key):
            yield Change(f"{code}_changed", where, f"{key} 由{show(a.get(key))}改为{show(b.get(key))}。")


def _named(code: str, where: str, key: str, a: list[Data], b: list[Data]) -> Iterator[Change]:
    before, after = {row[key]: row for row in a}, {row[key]: row for row in b}
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield Change(f"{code}_removed", where, f"删去 {name}。")
        elif name not in before:
            yield Change(f"{code}_added", where, f"新增 {name}。")
        else:
            yield from _mapping(code, f"{where} {name}", before[name], after[name])


def _definitions(a: list[Data], b: list[Data]) -> Iterator[Change]:
    before, after = (
        {str(row["from"]): row["values"] for row in a},
        {str(row["from"]): row["values"] for row in b},
    )
    for day in sorted(before.keys() | after.keys()):
        if day not in before:
            yield Change(
                "definitions_added",
                "口径设定",
                f"新增自 {day} 起的设定：{show([f'{k}={v}' for k, v in after[day].items()])}。",
            )
        elif day not in after:
            yield Change("definitions_removed", "口径设定", f"删去自 {day} 起的设定。")
        else:
            yield from _mapping("definition", f"口径设定（自 {day}）", before[day], after[day])


def _sections(a: Data, b: Data) -> Iterator[Change]:
    before, after = ({s["no"]: s for s in edition["sections"]} for edition in (a, b))
    for no in sorted(before.keys() | after.keys()):
        where = f"第{no}部分"
        if no not in after:
            yield Change("section_removed", where, f"删去{show(before[no]['title'])}。")
        elif no not in before:
            yield Change("section_added", where, f"新增{show(after[no]['title'])}。")
        else:
            for key, name in (("title", "标题"), ("points", "分值")):
                if before[no][key] != after[no][key]:
                    yield Change(
                        f"section_{key}_changed",
                        where,
                        f"{name}由{show(before[no][key])}改为{show(after[no][key])}。",
                    )
            numbers = [[item["no"] for item in side[no]["items"]] for side in (before, after)]
            if numbers[0] != numbers[1]:
                yield Change(
                    "section_items_changed", where, f"所含条目由{show(numbers[0])}改为{show(numbers[1])}。"
                )


def _items(edition: Data) -> dict[int, Data]:
    return {item["no"]: item for section in edition["sections"] for item in section["items"]}


def _item(no: int, a: Data | None, b: Data | None) -> Iterator[Change]:
    where = f"第{no}项"
    if a is None or b is None:
        present = a or b or {}
        code = "item_added" if a is None else "item_removed"
        yield Change(code, where, f"{'新增' if a is None else '删去'}{show(present.get('title'))}。")
        return
    for key, name in ITEM.items():
        if a.get(key) != b.get(key):
            yield Change(f"item_{key}_changed", where, f"{name}由{show(a.get(key))}改为{show(b.get(key))}。")
    before, after = ({sub["code"]: sub for sub in side.get("sub_criteria", [])} for side in (a, b))
    for code in dict.fromkeys([*before, *after]):
        yield from _sub(code, before.get(code), after.get(code))


def _sub(code: str, a: Data | None, b: Data | None) -> Iterator[Change]:
    where = f"子项 {code}"
    if a is None or b is None:
        present = a or b or {}
        kind = "criterion_added" if a is None else "criterion_removed"
        verb = "新增" if a is None else "删去"
        yield Change(kind, where, f"{verb}{show(present.get('title'))}（{present.get('points')} 分）。")
        return
    for key, name in SUB.items():
        if a.get(key) == b.get(key):
            continue
        if key == "rule":
            if a.get("rule_text") == b.get("rule_text"):
                yield Change(
                    "criterion_rule_changed", where, "计算规则有改动，但规则文字没有相应改动，请核对。"
                )
            else:
                yield Change("criterion_rule_changed", where, "计算规则随规则文字改动。")
        elif key == "judge":
            before, after = (JUDGES.get(str(side.get(key)), side.get(key)) for side in (a, b))
            yield Change("criterion_judge_changed", where, f"{name}由{show(before)}改为{show(after)}。")
        elif key == "measures":
            yield Change("criterion_measures_changed", where, _measures(a.get(key) or [], b.get(key) or []))
        else:
            yield Change(
                f"criterion_{key}_changed", where, f"{name}由{show(a.get(key))}改为{show(b.get(key))}。"
            )


def _measures(a: list[str], b: list[str]) -> str:
    """Their names are for machines; people read the rule text."""
    added, removed = len(set(b) - set(a)), len(set(a) - set(b))
    return f"所用指标有改动：新增 {added} 项，取消 {removed} 项，见规则文字。"
