"""Names of residents in a paper: the people ledger of the settlements below the issuing unit is asked.

A name may also be a word, a place or an officer, so it is no obstacle but a question to the signer, who answers with a reason.
Three characters and more count wherever they stand, two only beside a word that makes them a person (“王芳老人”, “户主王芳”).
Names of accounts and of office-holders of the ledgers (grid workers, duty officers, mediators) may stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hehuo.neighbourhood.models import DutyPerson, Mediator
from hehuo.org.models import Area, User
from hehuo.org.scope import path_range
from hehuo.records.names import mask_name
from hehuo.reports.paper import Paper
from hehuo.reports.privacy import texts_in
from hehuo.residents.models import Person
from hehuo.services.models import GridAssignment

LONGEST = 4
AT_ONCE = 10_000
"""Candidates asked in one query: more than a paper of ten pages has."""
HAN = re.compile(r"[一-龥]{2,}")
DOTTED = re.compile(r"([一-龥]{1,6})·([一-龥]{1,6})")
BEFORE = re.compile(
    r"(?:户主|村民|居民|群众|老人|同志|学生|贫困户|住户|业主|租户|党员|姓名|叫|其[子女妻夫父母])(?:[：:、是为]|\s)*$"
)
AFTER = re.compile(
    r"\s*(?:户|一?家(?!庭)|同志|村民|居民|群众|老人|女士|先生|等\s*[0-9一二三四五六七八九十]+\s*[户人名]|[（(][男女])"
)


@dataclass(frozen=True)
class Mention:
    """A resident's name at a place of the paper."""

    place: str
    name: str

    def __str__(self) -> str:
        return f"{self.place}出现居民姓名“{mask_name(self.name)}”。不是职务姓名的，请改为“某”或删去。"


def residents_named(paper: Paper, area: Area) -> list[Mention]:
    """Names of residents below `area`, in the order of reading."""
    texts = [(place, _candidates(text.replace("•", "·"))) for place, text in texts_in(paper)]
    known = _of_residents({name for _, found in texts for _, name in found}, area)
    known -= _of_officers(known)
    return [Mention(place, name) for place, found in texts for name in _longest(found, known)]


def _candidates(text: str) -> list[tuple[int, str]]:
    """What may be a name, with its place; the longer first."""
    found = []
    for match in DOTTED.finditer(text):
        for start in range(match.start(), match.end(1)):
            found += [(start, text[start:end]) for end in range(match.end(), match.start(2), -1)]
    for run in HAN.finditer(text):
        for size in range(LONGEST, 1, -1):
            for start in range(run.start(), run.end() - size + 1):
                if size > 2 or _beside_a_word(text, start, start + size):
                    found.append((start, text[start : start + size]))
    return found


def _beside_a_word(text: str, start: int, end: int) -> bool:
    """Whether the words around make a person of it, or it fills a cell."""
    alone = text.strip() == text[start:end]
    return alone or bool(BEFORE.search(text[max(0, start - 6) : start]) or AFTER.match(text, end))


def _longest(candidates: list[tuple[int, str]], known: set[str]) -> list[str]:
    """Known names of a text, each once; one inside another that was found is left out."""
    taken: list[tuple[int, str]] = []
    for start, name in candidates:
        if name in known and all(at >= start + len(name) or start >= at + len(other) for at, other in taken):
            taken.append((start, name))
    return list(dict.fromkeys(name for _, name in sorted(taken)))


def _of_residents(names: set[str], area: Area) -> set[str]:
    rows = Person.objects.live().filter(settlement__area__in=Area.objects.filter(path_range(area.path)))
    ordered = sorted(names)
    return {
        name
        for start in range(0, len(ordered), AT_ONCE)
        for name in rows.filter(name__in=ordered[start : start + AT_ONCE])
        .order_by()
        .values_list("name", flat=True)
    }


def _of_officers(names: set[str]) -> set[str]:
    if not names:
        return set()
    found = User.objects.filter(full_name__in=names).order_by().values_list("full_name")
    ledgers = [
        model.objects.live().filter(name__in=names).order_by().values_list("name")
        for model in (GridAssignment, DutyPerson, Mediator)
    ]
    return {name for (name,) in found.union(*ledgers)}
