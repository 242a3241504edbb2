"""Editions that ship with the product: loading, checking, fingerprint, comparison (architecture §5)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from hehuo.assessment.standards.checking import problems_of
from hehuo.assessment.standards.differences import Change, diff_editions

Edition: TypeAlias = dict[str, Any]
FOLDER = Path(__file__).parent
EDITIONS = FOLDER / "editions"
SOURCES = FOLDER / "sources"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = [
    "Change", "EditionRefused", "available_editions", "check_edition", "diff_editions", "edition_hash", "load_edition",
    "settings_on",
]  # fmt: skip


class EditionRefused(Exception):
    """The edition breaks a rule; `problems` says which, in Chinese."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def available_editions() -> list[str]:
    """Codes of the shipped editions."""
    return sorted(path.stem for path in EDITIONS.glob("*.yaml"))


def load_edition(code: str) -> Edition:
    """A shipped edition as plain JSON data; raises EditionRefused when it does not hold together."""
    edition: Edition = json.loads(_loaded(code))
    return edition


@lru_cache(maxsize=8)
def _loaded(code: str) -> str:
    if code not in available_editions():
        raise EditionRefused([f"没有版本 {code}。现有：{'、'.join(available_editions())}。"])
    edition = _read(code)
    check_edition(edition)
    return json.dumps(edition, ensure_ascii=False)


def _read(code: str) -> Edition:
    raw = yaml.load((EDITIONS / f"{code}.yaml").read_text(encoding="utf-8"), Loader=Loader)
    edition: Edition = json.loads(json.dumps(raw, ensure_ascii=False, default=_plain))
    if "extends" not in edition:
        return edition
    return overlay(_read(edition["extends"]), edition)


def overlay(base: Edition, changes: Edition) -> Edition:
    """`base` with some sub-criteria replaced (domain §0.1 no. 10); every replacement must exist and be declared."""
    replaced = {sub["code"]: sub for sub in changes["replaced_sub_criteria"]}
    declared = [change["code"] for change in changes["changes"]]
    known = {
        sub["code"]
        for section in base["sections"]
        for item in section["items"]
        for sub in item["sub_criteria"]
    }
    problems = [f"{code}：{base['code']} 没有这个子项，不能替换。" for code in replaced if code not in known]
    if sorted(declared) != sorted(replaced):
        problems.append("changes 与 replaced_sub_criteria 不一致，请逐项写明换了什么和依据。")
    if problems:
        raise EditionRefused(problems)
    for section in base["sections"]:
        for item in section["items"]:
            item["sub_criteria"] = [replaced.get(sub["code"], sub) for sub in item["sub_criteria"]]
    return {**base, **{key: value for key, value in changes.items() if key != "replaced_sub_criteria"}}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"edition holds {value!r}, which is not plain data")


def check_edition(edition: Edition) -> None:
    """Refuse an edition whose sums, bases, measures, texts or source file do not hold."""
    problems = problems_of(edition) + _source_problems(edition)
    if problems:
        raise EditionRefused(problems)


def _source_problems(edition: Edition) -> list[str]:
    source = edition.get("source") or {}
    path = SOURCES / Path(str(source.get("file", ""))).name
    if not source.get("file") or not path.is_file():
        return [f"找不到来源文件 {source.get('file', '（未写）')}。"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    return [] if found == source.get("sha256") else [f"来源文件 {path.name} 的指纹与版本所记不符。"]


def edition_hash(edition: Edition) -> str:
    """SHA-256 of the canonical JSON: the same content gives the same fingerprint whatever the order of keys."""
    canonical = json.dumps(edition, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def settings_on(definitions: list[dict[str, Any]], day: date) -> dict[str, Any]:
    """Dated definitions in force on a day: later blocks override earlier ones; before the first, the first holds."""
    blocks = sorted(definitions, key=lambda block: str(block["from"]))
    values: dict[str, Any] = {}
    for index, block in enumerate(blocks):
        if index == 0 or str(block["from"]) <= day.isoformat():
            values.update(block["values"])
    return values
