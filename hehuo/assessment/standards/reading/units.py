"""Splitting the list of responsible units as printed (domain §1.3)."""

from __future__ import annotations

from hehuo.assessment.standards.reading.results import Notes

OPEN, CLOSE = "（(〔【[", "）)〕】]"
SEPARATORS = "、，,；;\n"


def split_units(text: str) -> tuple[list[str], list[str]]:
    """Units and the separators between them; brackets such as （市、特区、区） stay whole."""
    units, separators, depth, current = [], [], 0, ""
    for letter in text:
        if letter in OPEN:
            depth += 1
        elif letter in CLOSE:
            depth = max(0, depth - 1)
        if letter in SEPARATORS and depth == 0:
            if current.strip():
                units.append(current.strip())
                separators.append(letter)
            current = ""
        else:
            current += letter
    if current.strip():
        units.append(current.strip())
    return [unit.rstrip("。") for unit in units], separators[: max(0, len(units) - 1)]


def read_units(text: str, where: str, notes: Notes) -> list[str]:
    """Units of one item; a list whose separators change half-way is reported (domain §2.17 no. 18)."""
    units, separators = split_units(text)
    if "、" in separators:
        after = separators[separators.index("、") :]
        if any(mark in "，,；;" for mark in after):
            place = separators.index("、") + next(i for i, mark in enumerate(after) if mark in "，,；;")
            notes.info(
                "unit_separators", where,
                f"责任单位“{units[place]}”与“{units[place + 1]}”之间用的是“{separators[place]}”，"
                "其余用“、”，已按两个单位分开。",
            )  # fmt: skip
    if len(set(units)) != len(units):
        notes.warning("unit_repeated", where, "责任单位中有重复的单位，请核对。")
    if not units:
        notes.info("no_units", where, "没有写责任单位。")
    return units
