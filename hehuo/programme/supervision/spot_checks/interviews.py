"""The questions of a household interview: those of the ledger of interviews (抽样访问), kept there without the household.

What a household says is filed as an anonymous interview of the check, in shuffled order: from the answer nobody finds the
door. The drawn household itself keeps only whether it agrees with the ledgers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import SystemRandom
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.programme.models import SpotCheck, SpotHousehold, SpotSite
from hehuo.records.writing import save_record
from hehuo.residents.interviews.models import COVENANTS_MOST, Interview

QUESTIONS = ("age_band", "covenants_named", "feels_safe", "satisfied")
SPOKEN = (SpotHousehold.Result.AGREES, SpotHousehold.Result.DIFFERS)
"""Results of a visit where somebody talked."""
LEAST_SHOWN = 5
"""Fewer interviews are not broken down (domain §6.7)."""
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """A question as asked: its name, its words, its answers; without answers a number is asked."""

    name: str
    words: str
    choices: tuple[tuple[str, str], ...]
    most: int = 0


def questions() -> list[Question]:
    """Words and answers as the ledger has them. Minors are not interviewed."""
    found = []
    for name in QUESTIONS:
        field: Any = Interview._meta.get_field(name)
        answers = tuple((v, str(w)) for v, w in field.flatchoices if v != Interview.Age.MINOR)
        found.append(Question(name, str(field.verbose_name), answers, 0 if answers else COVENANTS_MOST))
    return found


def batch_of(check: SpotCheck) -> str:
    """The batch under which the interviews of a check are filed."""
    return f"抽查{check.pk}号 {check.title}"[:40]


def answer_problems(order_no: int, result: str, answers: Answers) -> list[str]:
    """What is wrong with the answers of one household."""
    given, found = {k: v for k, v in answers.items() if v.strip()}, []
    if not given:
        return []
    where = f"第 {order_no} 户："
    if result not in SPOKEN:
        return [f"{where}婉拒或不在家的不填回答，请删去。"]
    if "age_band" not in given:
        found.append(f"{where}填了回答，请选择年龄段。")
    for question in questions():
        value = given.get(question.name, "")
        if value and question.choices and value not in dict(question.choices):
            found.append(f"{where}“{question.words}”请从选项中选择。")
        if value and question.most and not (value.isdecimal() and int(value) <= question.most):
            found.append(f"{where}“{question.words}”请填 0 到 {question.most} 的整数。")
    return found


def file_interviews(site: SpotSite, rows: Sequence[tuple[Any, str, Answers]], *, by: Any, on: date) -> int:
    """File (settlement, result, answers) as interviews; refusals as refusals. Returns how many."""
    batch, spoken = batch_of(site.check_of), list(rows)
    SystemRandom().shuffle(spoken)
    before = Interview.objects.filter(batch_name=batch).count()
    for number, (settlement, result, answers) in enumerate(spoken, before + 1):
        refused = result == SpotHousehold.Result.REFUSED
        said = {} if refused else {k: v for k, v in answers.items() if v.strip()}
        if "covenants_named" in said:
            said["covenants_named"] = int(said["covenants_named"])  # type: ignore[assignment]
        interview = Interview(
            settlement=settlement, batch_name=batch, sheet_no=str(number), draw=Interview.Draw.RANDOM,
            asker=Interview.Asker.CITY, asked_on=on, occurred_on=on, refused=refused, demo=site.check_of.demo, **said,
        )  # fmt: skip
        try:
            save_record(interview, by=by)
        except ValidationError as problem:
            raise ValidationError(
                {"": [f"入户访问没有保存：{text}" for text in problem.messages]}
            ) from problem
    return len(spoken)


def answers_of(check: SpotCheck) -> dict[str, Any]:
    """Counts of every answer of a check, never by household; without a break-down when there are too few."""
    rows = list(
        Interview.objects.live().filter(batch_name=batch_of(check)).values(*QUESTIONS, "refused")
    )  # fmt: skip
    spoken = [row for row in rows if not row["refused"]]
    lines = []
    for question in questions():
        said = [row[question.name] for row in spoken if row[question.name] not in (None, "")]
        counts = Counter(said)
        if question.choices:
            parts = [(word, counts[value]) for value, word in question.choices if counts[value]]
        else:
            parts = [(f"{value} 条", counts[value]) for value in sorted(counts)]
        lines.append({"words": question.words, "asked": len(said), "parts": parts})
    return {
        "interviews": len(spoken), "refused": len(rows) - len(spoken),
        "lines": lines if len(spoken) >= LEAST_SHOWN else [], "too_few": 0 < len(spoken) < LEAST_SHOWN,
    }  # fmt: skip
