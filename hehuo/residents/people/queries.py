"""Who belongs where on a day: relocation households (H), their people (P), working age (W), labour force (L)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from hehuo.measures.parameters import definitions_at, years_before
from hehuo.records.sealed import blind_index
from hehuo.residents.households.models import Household
from hehuo.residents.people.identity import RELATIONS, Identity, age_on, clean_id, disagreements
from hehuo.residents.people.models import Membership, Person

ABLE = ("skilled", "ordinary")


def relation_choices(*, without: str = "") -> list[tuple[str, str]]:
    """与户主关系 as choices of a form, in the order of the national list."""
    return [(word, word) for word in RELATIONS if word != without]


def running_at(day: date) -> Q:
    """Spans that cover a day, closed-open."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def relocation_households(settlement: Any, at: date) -> Any:
    """H: households with a dwelling allocated and not exited on the day."""
    kinds = (Household.Kind.REGISTERED_POOR, Household.Kind.CO_RELOCATED)
    rows = Household.objects.live().filter(
        settlement=settlement, household_class__in=kinds, allocated_on__lte=at
    )
    return rows.filter(Q(exited_on__isnull=True) | Q(exited_on__gt=at))


def household_of_people(people: Iterable[int], at: date) -> dict[int, int]:
    """person → household by the membership entered last that covers the day."""
    rows = Membership.objects.live().filter(running_at(at), person_id__in=list(people)).order_by("id")
    return dict(rows.values_list("person_id", "household_id"))


def members_at(household: Household, at: date) -> Any:
    """Living people of a household on a day."""
    ids = Membership.objects.live().filter(running_at(at), household=household).values("person_id")
    rows = Person.objects.live().filter(pk__in=ids)
    gone = Q(deceased_on__lte=at) | Q(left_on__lte=at)
    return rows.exclude(gone)


@dataclass(frozen=True)
class Worker:
    """One of the labour force: person and household on the day."""

    person_id: int
    household_id: int


def labour_force(settlement: Any, at: date, definitions: Any = (), *, among: Any = None) -> list[Worker]:
    """L by domain §2.0.3, with the city's settings in force on the day; `among` asks of these people alone."""
    values = definitions_at(list(definitions), at)
    relocated = relocation_households(settlement, at)
    homes = set(relocated.values_list("pk", flat=True))
    belongs = Membership.objects.live().filter(running_at(at), household__in=relocated.values("pk"))
    classes = (*ABLE, "weak_or_half") if values["labour_includes_weak_half"] else ABLE
    people = Person.objects.live().filter(
        pk__in=belongs.values("person_id"), labour_class__in=classes, not_in_labour="",
        birth_date__lte=years_before(at, int(values["working_age_from"])),  # type: ignore[arg-type]
        birth_date__gt=years_before(at, int(values["working_age_to"])),  # type: ignore[arg-type]
    )  # fmt: skip
    people = people.exclude(Q(deceased_on__lte=at) | Q(left_on__lte=at))
    if among is not None:
        people = people.filter(pk__in=among)
    ids = list(people.values_list("pk", flat=True))
    rows = Membership.objects.live().filter(running_at(at), person__in=people).order_by("id")
    home = dict(rows.values_list("person_id", "household_id"))
    return [Worker(pk, home[pk]) for pk in ids if home[pk] in homes]


def person_by_id_number(text: str) -> Person | None:
    """The live record with this citizen number, whoever asks; say no more about it than the reader may see."""
    index = blind_index(clean_id(text))
    return Person.objects.live().filter(id_no_index=index).first() if index else None


def questions_about(person: Person, identity: Identity | None, *, at: date) -> list[str]:
    """What somebody should look at again; nothing here refuses a record."""
    found = disagreements(identity, sex=person.sex, birth_date=person.birth_date) if identity else []
    age = age_on(person.birth_date, at)
    if bool(person.education) == bool(person.in_school) and age >= 6:
        found.append("文化程度和在校生状况应填且只填一项")
    if age >= 16 and not person.labour_class:
        found.append("满16周岁请填写劳动力类别")
    idle = person.labour_class in ("none", "weak_or_half")
    if (
        16 <= age < 60
        and idle
        and person.health in ("", "健康")
        and not person.in_school
        and not person.not_in_labour
    ):
        found.append("年龄和健康状况与劳动力类别不太相符，请核对")
    return found


def relation_questions(household: Household, at: date) -> list[str]:
    """A household has one head and at most one spouse of the head."""
    relations = list(
        Membership.objects.live()
        .filter(running_at(at), household=household)
        .exclude(person__deceased_on__lte=at)
        .values_list("relation", "person__sex")
    )
    heads = [sex for relation, sex in relations if relation == "户主"]
    spouses = [sex for relation, sex in relations if relation == "配偶"]
    found = []
    if relations and not heads:
        found.append("现在没有户主，请指定新户主")
    if len(heads) > 1:
        found.append("登记了两位户主，请核对")
    if len(spouses) > 1:
        found.append("登记了两位配偶，请核对")
    if len(heads) == 1 and heads[0] in spouses:
        found.append("户主与配偶性别相同，请核对")
    return found
