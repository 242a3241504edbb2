"""What must hold before an edition may be used."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from hehuo.assessment.standards.kinds import BY_PEOPLE, KINDS
from hehuo.assessment.standards.rules import measures_in

Data = dict[str, Any]
BASES = ("criterion", "body", "default")
NEEDED: dict[str, tuple[str, ...]] = {
    "ratio_linear": ("measure", "full_at", "zero_at"),
    "steps": ("measure", "steps"),
    "none_unmet": ("measure",),
    "count_at_least": ("measure", "each", "need"),
    "share_of_windows": ("measure",),
    "deduct_per_hundred": ("measure", "denominator", "per"),
    "average_at_least": ("measure", "denominator", "at_least"),
    "checklist": ("measure",),
    "binary": ("measure",),
    "judged": ("judge", "must_see"),
    "city_decision": ("measure", "judge", "question", "then"),
}


def decimal_of(value: Any) -> Decimal | None:
    """A decimal written as text or whole number; None for anything else (floats above all)."""
    if isinstance(value, bool | float) or value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def problems_of(edition: Data) -> list[str]:
    """Everything that is wrong with an edition, in Chinese; empty when it may be used."""
    found = [
        f"缺少“{key}”。"
        for key in ("code", "name", "sections", "titles", "pass_rule", "definitions")
        if not edition.get(key)
    ]
    if found:
        return found
    return [
        *_sums(edition),
        *_titles(edition),
        *_pass_rule(edition),
        *_codes(edition),
        *_definitions(edition),
        *_criteria(edition),
    ]


def _sum(values: list[Any]) -> Decimal | None:
    decimals = [decimal_of(value) for value in values]
    return (
        None if any(d is None for d in decimals) else sum((d for d in decimals if d is not None), Decimal(0))
    )


def _sums(edition: Data) -> Iterator[str]:
    for section in edition["sections"]:
        items = _sum([item["points_effective"] for item in section["items"]])
        if items is None or items != decimal_of(section["points"]):
            yield f"第{section['no']}部分：各项合计 {items} 分，与写明的 {section['points']} 分不符。"
        for item in section["items"]:
            subs = _sum([sub["points"] for sub in item["sub_criteria"]])
            if subs is None or subs != decimal_of(item["points_effective"]):
                yield f"第{item['no']}项：子项合计 {subs} 分，与该项 {item['points_effective']} 分不符。"
    total = _sum([section["points"] for section in edition["sections"]])
    if total is None or total != decimal_of(edition.get("total_points")):
        yield f"全表合计 {total} 分，与总分 {edition.get('total_points')} 不符。"


def _titles(edition: Data) -> Iterator[str]:
    points = {section["no"]: section["points"] for section in edition["sections"]}
    used = [no for title in edition["titles"] for no in title["sections"]]
    if sorted(used) != sorted(points):
        yield "称号与部分的对应不完整：每个部分应恰好属于一个称号。"
        return
    for title in edition["titles"]:
        if _sum([points[no] for no in title["sections"]]) != decimal_of(title["points"]):
            yield f"称号“{title['name']}”的分值与所含部分之和不符。"


def _pass_rule(edition: Data) -> Iterator[str]:
    rule = edition["pass_rule"]
    for key in ("total", "section_min"):
        if decimal_of(rule.get(key)) is None:
            yield f"达标线缺少“{key}”。"
    if rule.get("basis") not in BASES or (rule.get("basis") == "default" and not rule.get("note")):
        yield "达标线应写明依据；属城市设定的应注明文件未规定。"


def _codes(edition: Data) -> Iterator[str]:
    items = [item for section in edition["sections"] for item in section["items"]]
    numbers = [item["no"] for item in items]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "条目编号不连续。"
    subs = [(item["no"], sub["code"]) for item in items for sub in item["sub_criteria"]]
    codes = [code for _, code in subs]
    for no, code in subs:
        if not code.startswith(f"{no}."):
            yield f"子项 {code} 不在第{no}项之下。"
    keys = [part["key"] for item in items for sub in item["sub_criteria"] for part in sub["rule"]["parts"]]
    yield from (
        f"编号 {key} 重复。"
        for names in (codes, keys)
        for key in sorted({k for k in names if names.count(k) > 1})
    )


def _definitions(edition: Data) -> Iterator[str]:
    texts = edition.get("definition_texts", {})
    for block in edition["definitions"]:
        if not block.get("from") or not isinstance(block.get("values"), dict):
            yield "口径设定应写生效日期（from）和数值（values）。"
            continue
        yield from (f"口径设定 {key} 没有中文说明。" for key in block["values"] if key not in texts)


def _criteria(edition: Data) -> Iterator[str]:
    for section in edition["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                yield from (f"子项 {sub['code']}：{problem}" for problem in _criterion(item, sub))


def _criterion(item: Data, sub: Data) -> Iterator[str]:
    if sub.get("basis") not in BASES:
        yield "没有写依据（criterion、body 或 default）。"
    else:
        yield from _quote(item, sub)
    yield from (
        f"缺少“{key}”。" for key in ("title", "basis_text", "rule_text", "evidence") if not sub.get(key)
    )
    parts = sub["rule"]["parts"]
    if not parts or _sum([part.get("points") for part in parts]) != decimal_of(sub["points"]):
        yield "各部分分值之和与子项分值不符。"
        return
    for part in parts:
        yield from (f"{part.get('key', '？')} {problem}" for problem in _part(part))
    if sub.get("measures") != measures_in(sub):
        yield "所列指标与规则用到的不一致。"
    judges = [part["judge"] for part in parts if part.get("judge")]
    if sub.get("judge") != (judges[0] if judges else None):
        yield "所列评判人与规则不一致。"


def _quote(item: Data, sub: Data) -> Iterator[str]:
    """The words a sub-criterion rests on must stand, letter by letter, where it says they do."""
    quote, basis = sub.get("basis_quote"), sub["basis"]
    places = {"criterion": [item["criterion"]], "body": [item.get("body_content", ""), item["content"]]}
    if basis in places and (not quote or not any(quote in place for place in places[basis])):
        yield f"依据的文字“{quote}”在{'考核标准' if basis == 'criterion' else '正文'}中找不到。"
    if basis == "default" and quote:
        yield "依据为城市默认的，不应引用文件文字。"


def _part(part: Data) -> Iterator[str]:
    kind = part.get("kind", "")
    if kind not in KINDS and kind not in BY_PEOPLE:
        yield f"没有“{kind}”这种规则。"
        return
    yield from (
        f"缺少“{key}”。" for key in ("key", "title", *NEEDED[kind]) if part.get(key) in (None, "", [])
    )
    points = decimal_of(part.get("points"))
    if points is None or points <= 0 or points != points.quantize(Decimal("0.01")):
        yield "分值应为大于 0、最多两位小数的数（写成文字）。"
        return
    yield from _numbers(part, kind, points)


def _numbers(part: Data, kind: str, points: Decimal) -> Iterator[str]:
    numbers = [
        decimal_of(part.get(key))
        for key in ("full_at", "zero_at", "each", "need", "per", "at_least")
        if key in part
    ]
    steps = part.get("steps") or []
    if any(n is None for n in numbers) or any(decimal_of(n) is None for step in steps for n in step):
        yield "阈值应为数字（小数写成文字）。"
        return
    if kind == "ratio_linear" and not Decimal(part["zero_at"]) < Decimal(part["full_at"]) <= 100:
        yield "比例的零分线应低于满分线，满分线不超过 100。"
    if kind == "steps" and max((Decimal(str(p)) for _, p in steps), default=Decimal(0)) != points:
        yield "各档的最高分应等于满分。"
    if kind == "count_at_least" and Decimal(part["each"]) * int(part["need"]) != points:
        yield "每个的分值乘以个数应等于满分。"
    if "otherwise" in part and not Decimal(part["otherwise"]["points"]) < points:
        yield "补充条件的得分应低于满分。"
    if "below_full" in part and not Decimal(part["below_full"]["points"]) < points:
        yield "未满分时的最高得分应低于满分。"
    if (part.get("empty") == "full") != bool(part.get("empty_proof")):
        yield "总数为 0 时计满分的，应写明以哪项指标为证（empty_proof）。"
    if kind == "city_decision" and part.get("then") not in KINDS:
        yield f"没有“{part.get('then')}”这种规则。"
