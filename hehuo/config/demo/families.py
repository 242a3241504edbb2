"""Who lives together: household sizes with an exact sum, ages in the wanted shares, relations that fit the ages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hehuo.config.demo.settlements import Plan

SIZES, SIZE_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9), (6, 11, 16, 24, 20, 13, 6, 3, 1)
AGE_SHARES = {"infant": 0.07, "pupil": 0.16, "elder": 0.12}
"""0–5, 6–15, 60 and more; the rest is 16–59."""


@dataclass
class Member:
    """A person before it becomes a row."""

    age: int
    male: bool
    relation: str
    born: date = date(1980, 1, 1)
    labour_class: str = ""
    not_in_labour: str = ""
    job: str = ""
    lives: str = ""
    leads: bool = False
    row: dict = field(default_factory=dict)


@dataclass
class Family:
    """A household before it becomes a row."""

    members: list[Member]
    row: dict = field(default_factory=dict)
    occupancy: str = ""
    must_not_work: bool = False
    since: date | None = None
    grid_id: int = 0
    by: int = 0


def household_sizes(rng: Random, households: int, persons: int) -> list[int]:
    """Sizes drawn by weight, then nudged one by one until the sum is exact."""
    sizes = rng.choices(SIZES, SIZE_WEIGHTS, k=households)
    while (gap := persons - sum(sizes)) != 0:
        step = 1 if gap > 0 else -1
        for index in rng.sample(range(households), min(abs(gap), households)):
            if 1 <= sizes[index] + step <= 9:
                sizes[index] += step
    if households > 100 and max(sizes) < 8:
        largest = sizes.index(max(sizes))
        while sizes[largest] < 8:
            sizes[largest] += 1
            sizes[next(i for i, size in enumerate(sizes) if 3 <= size <= 5)] -= 1
    return sizes


def _age_groups(rng: Random, sizes: list[int]) -> list[list[str]]:
    """Deal age groups so that the shares hold exactly and no child lives alone."""
    total = sum(sizes)
    deck = [group for group, share in AGE_SHARES.items() for _ in range(round(total * share))]
    deck += ["adult"] * (total - len(deck))
    rng.shuffle(deck)
    firsts = rng.choices(("adult", "elder"), (96, 4), k=len(sizes))
    left = Counter(deck)
    for first in firsts:
        left[first] -= 1
    rest = [group for group, count in left.items() for _ in range(max(count, 0))]
    rng.shuffle(rest)
    dealt, at = [], 0
    for first, size in zip(firsts, sizes, strict=True):
        dealt.append([first, *rest[at : at + size - 1]])
        at += size - 1
    return dealt


def compose(rng: Random, groups: list[str]) -> list[Member]:
    """Members of one household, the head first."""
    adults = groups.count("adult")
    children = groups.count("infant") + groups.count("pupil")
    if adults:
        low, high = (42, 58) if adults > 2 else (28, 52) if children else (27, 59)
        head = Member(rng.randint(low, high), rng.random() < 0.78, "户主")
    else:
        head = Member(rng.randint(63, 84), rng.random() < 0.55, "户主")
    members = [head]
    if adults > 1:
        members.append(Member(min(59, max(25, head.age + rng.randint(-5, 3))), not head.male, "配偶"))
    members += [_grown(rng, head) for _ in range(adults - 2)]
    elders = groups.count("elder") - (0 if adults else 1)
    for number in range(elders):
        members.append(_elder(rng, head, number, bool(adults)))
    has_grown = any(m.relation in ("之子", "之女") for m in members)
    for group in groups:
        if group in ("infant", "pupil"):
            members.append(_child(rng, head, group, has_grown))
    return members


def _grown(rng: Random, head: Member) -> Member:
    top = min(40, head.age - 20)
    male = rng.random() < 0.52
    if top >= 16 and rng.random() < 0.9:
        age = rng.randint(16, top)
        if age >= 24 and rng.random() < 0.25:
            return Member(age, False, "之儿媳")
        return Member(age, male, "之子" if male else "之女")
    return Member(rng.randint(18, 55), male, "之兄弟姐妹")


def _elder(rng: Random, head: Member, number: int, has_adults: bool) -> Member:
    if not has_adults:
        if number == 0:
            return Member(max(60, head.age + rng.randint(-4, 4)), not head.male, "配偶")
        return Member(rng.randint(60, 80), rng.random() < 0.5, "之兄弟姐妹")
    male = number % 2 == 1
    if number < 2 and head.age + 18 <= 88:
        return Member(max(60, min(89, head.age + rng.randint(18, 30))), male, "之父" if male else "之母")
    return Member(rng.randint(60, 82), male, "其他")


def _child(rng: Random, head: Member, group: str, has_grown: bool) -> Member:
    age = rng.randint(0, 5) if group == "infant" else rng.randint(6, 15)
    male = rng.random() < 0.52
    if head.age - age > 42 or (has_grown and head.age - age > 38 and rng.random() < 0.6):
        return Member(age, male, "之孙子" if male else "之孙女")
    return Member(age, male, "之子" if male else "之女")


def birth_date(rng: Random, age: int, today: date) -> date:
    """A day on which somebody was born who is `age` today."""
    latest = _years_before(today, age)
    earliest = _years_before(today, age + 1)
    return latest - timedelta(days=rng.randrange((latest - earliest).days))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, month=2, day=28)


def labour_of(rng: Random, member: Member) -> None:
    """Labour class and why somebody of working age does not count."""
    if member.age < 16:
        return
    if member.age >= 60:
        member.labour_class = rng.choices(("weak_or_half", "lost", "none"), (35, 15, 50))[0]
        return
    if member.age < 22 and rng.random() < (0.8 if member.age < 19 else 0.35):
        member.labour_class, member.not_in_labour = "none", "student"
    elif rng.random() < 0.07:
        member.labour_class = rng.choices(("lost", "none"), (60, 40))[0]
    else:
        member.labour_class = rng.choices(("ordinary", "skilled", "weak_or_half"), (74, 12, 14))[0]
        roll = rng.random()
        if roll < 0.004 and member.age < 30 and member.male:
            member.not_in_labour = "military"
        elif roll > 0.9985:
            member.not_in_labour = "prison"


def draw_families(plan: Plan, rng: Random, today: date) -> list[Family]:
    """All households of a settlement, exact in number and persons."""
    sizes = household_sizes(rng, plan.households, plan.persons)
    families = []
    for groups in _age_groups(rng, sizes):
        members = compose(rng, groups)
        for member in members:
            member.born = birth_date(rng, member.age, today)
            labour_of(rng, member)
        families.append(Family(members))
    return families
