"""Awkward cases on purpose: which household holds which, and how families are bent before they become rows.

Households of a case stand first in their settlement, so that their numbers are the same in every build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hehuo.config.demo.families import Family, Member
from hehuo.config.demo.labour import in_labour_force
from hehuo.config.demo.places import Site


@dataclass(frozen=True)
class Awkward:
    """Where a case is found: household number (or settlement code), table, and what to filter by."""

    label: str
    where: str
    model: str
    filters: tuple[tuple[str, object], ...] = ()


PERSON, HOUSEHOLD, SPELL = "residents.Person", "residents.Household", "livelihood.EmploymentSpell"

AWKWARD: dict[str, Awkward] = {
    "head_died": Awkward("户主去世，配偶接任户主", "D01-00001", PERSON, (("deceased_on__isnull", False),)),
    "eight_with_two_dwellings": Awkward("八人以上户住两套房", "D01-00002", "residents.DwellingAllocation", (("second_dwelling", True),)),
    "keys_not_handed_over": Awkward("尚未交房的户", "D01-00003", HOUSEHOLD, (("keys_on__isnull", True),)),
    "changed_dwelling": Awkward("调房", "D01-00004", "residents.Move", (("kind", "change"),)),
    "serving_soldier": Awkward("现役军人，不计入劳动力", "D01-00005", PERSON, (("not_in_labour", "military"),)),
    "in_prison": Awkward("服刑人员，不计入劳动力", "D01-00006", PERSON, (("not_in_labour", "prison"),)),
    "in_care_institution": Awkward("老人住进养老机构", "D01-00007", "residents.ResidenceSpell", (("state", "care_institution"),)),
    "works_abroad": Awkward("境外务工", "D01-00008", SPELL, (("place", "abroad"), ("valid_to__isnull", True))),
    "household_split": Awkward("分户：儿子另立一户", "D02-00001", "residents.HouseholdLineage", (("kind", "split"),)),
    "dotted_name": Awkward("姓名中有间隔号", "D02-00002", PERSON, (("name__contains", "·"),)),
    "couple_different_hukou": Awkward("夫妻户口不在一处", "D03-00001", HOUSEHOLD, (("hukou_moved", "partly"),)),
    "one_character_given_name": Awkward("单字名", "D03-00002", PERSON, (("name__regex", "^.{2}$"),)),
    "without_id_number": Awkward("没有身份号码", "D04-00001", PERSON, (("no_id_reason", "lost"),)),
    "minor_reported_employed": Awkward("15 岁被登记为就业，已退回", "D04-00002", SPELL, (("status", "returned"),)),
    "married_in": Awkward("从别的安置点嫁入", "D04-00003", "residents.Membership", (("end_reason", "婚入"),)),
    "shared_wall": Awkward("两户连体旧房（另一半是下一号）", "D05-00001", "property.OldHouse", (("exemption", "shared_wall"),)),
    "demolished_not_reclaimed": Awkward("旧房已拆未复垦", "D05-00003", "property.OldHouse", (("state", "reclaiming"),)),
    "woman_exactly_55": Awkward("今天满 55 岁的妇女", "D05-00004", PERSON, (("sex", "2"),)),
    "twins": Awkward("双胞胎", "D06-00001", PERSON, ()),
    "cured_last_week": Awkward("上周实现就业的零就业家庭", "D06", "livelihood.ZeroEmploymentCase", (("state", "employed"),)),
    "leap_day": Awkward("2 月 29 日出生", "D07-00001", PERSON, (("birth_date__month", 2), ("birth_date__day", 29))),
    "two_ends": Awkward("两头住个案", "D07", "residents.TwoEndsCase", (("state", "open"),)),
    "void_household": Awkward("重复登记后作废的户", "D07", HOUSEHOLD, (("status", "void"),)),
    "id_number_question": Awkward("身份号码与出生日期不一致，待核对", "D07-00002", PERSON, (("question__gt", ""),)),
    "man_exactly_60": Awkward("今天满 60 岁的男子", "D08-00001", PERSON, (("sex", "1"),)),
    "exited_household": Awkward("已销户", "D08", HOUSEHOLD, (("exit_reason", "moved_away"),)),
    "corrected_three_times": Awkward("更正过三次的记录", "D08-00002", PERSON, (("version__gte", 4),)),
    "only_weak_labour": Awkward("只有弱劳动力的户", "D10-00001", HOUSEHOLD, ()),
    "only_open_zero_case": Awkward("恰有一个未结的零就业个案", "D02", "livelihood.ZeroEmploymentCase", (("state", "planned"),)),
    "exactly_200": Awkward("恰好 200 户", "D09", HOUSEHOLD, ()),
    "exactly_199": Awkward("199 户", "D10", HOUSEHOLD, ()),
}  # fmt: skip
"""Every awkward case of the demo city, for tests, guides and people who show the system."""


def rows_of(key: str):
    """The rows of a case, as a query."""
    from django.apps import apps

    case = AWKWARD[key]
    model = apps.get_model(case.model)
    code, _, number = case.where.partition("-")
    path = {"Household": "", "Person": "household__", "Membership": "household__", "OldHouse": "household__",
            "DwellingAllocation": "household__", "Move": "household__", "HouseholdLineage": "successor__"}  # fmt: skip
    prefix = path.get(model.__name__, "person__household__")
    found = model._base_manager.filter(settlement__code=code, **dict(case.filters))
    return found.filter(**{f"{prefix}household_no": case.where}) if number else found


def years_before(day: date, years: int) -> date:
    """The same day some years ago (28 February for a leap day)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _any(test: Callable[[Member], bool]) -> Callable[[Family], bool]:
    return lambda family: any(test(m) for m in family.members)


def _settled(family: Family) -> bool:
    return family.occupancy == "resident"


def _couple(family: Family) -> bool:
    return _settled(family) and len(family.members) > 2 and family.members[1].relation == "配偶"


WANTED: dict[str, tuple[tuple[str, Callable[[Family], bool]], ...]] = {
    "D01": (
        ("head_died", lambda f: _couple(f) and f.members[0].male and f.members[1].age > 40),
        ("eight_with_two_dwellings", lambda f: len(f.members) >= 8 and f.occupancy.startswith("resident")),
        ("keys_not_handed_over", lambda f: f.occupancy == "not_keyed"),
        ("changed_dwelling", _couple),
        ("serving_soldier", lambda f: _settled(f) and any(m.male and 18 <= m.age < 26 for m in f.members[2:])),
        ("in_prison", lambda f: _couple(f) and any(m.male and 22 <= m.age < 50 for m in f.members[2:])),
        ("in_care_institution", lambda f: _couple(f) and any(m.age > 64 for m in f.members)),
        ("works_abroad", lambda f: _couple(f) and any(in_labour_force(m) for m in f.members[1:])),
    ),
    "D02": (
        ("household_split", lambda f: _settled(f) and f.members[0].age < 38 and f.members[0].male),
        ("dotted_name", _couple),
    ),
    "D03": (("couple_different_hukou", _couple), ("one_character_given_name", _couple)),
    "D04": (
        ("without_id_number", _couple),
        ("minor_reported_employed", lambda f: _couple(f) and any(m.age < 16 for m in f.members)),
        ("married_in", lambda f: _couple(f) and not f.members[1].male),
    ),
    "D05": (
        ("shared_wall", _settled), ("shared_wall_other", _settled), ("demolished_not_reclaimed", _settled),
        ("woman_exactly_55", lambda f: _settled(f) and any(not m.male and 50 <= m.age < 60 for m in f.members)),
    ),
    "D06": (("twins", lambda f: sum(m.age < 16 for m in f.members) >= 2),),
    "D07": (
        ("leap_day", lambda f: _settled(f) and any(24 <= m.age < 58 for m in f.members)),
        ("id_number_question", _couple),
    ),
    "D08": (("man_exactly_60", _any(lambda m: m.male and 60 <= m.age < 80)), ("corrected_three_times", _couple)),
    "D10": (("only_weak_labour", lambda f: _settled(f) and _any(in_labour_force)(f)),),
}  # fmt: skip


def shape(site: Site) -> None:
    """Bring the households of the cases to the front and bend them."""
    for place, (key, test) in enumerate(WANTED.get(site.plan.code, ())):
        index = next((i for i, f in enumerate(site.families) if i >= place and test(f)), None)
        if index is None:
            raise LookupError(f"没有适合“{key}”的户，请换一个随机种子。")
        families = site.families
        families[place], families[index] = families[index], families[place]
        bend = BEND.get(key)
        if bend:
            bend(site, families[place])


def _no_labour(members: list[Member], test: Callable[[Member], bool], why: str) -> None:
    member = next(m for m in members if test(m))
    member.not_in_labour = why
    member.labour_class = "ordinary"


def _soldier(site: Site, family: Family) -> None:
    _no_labour(family.members[2:], lambda m: m.male and 18 <= m.age < 26, "military")


def _prisoner(site: Site, family: Family) -> None:
    _no_labour(family.members[2:], lambda m: m.male and 22 <= m.age < 50, "prison")


def _old_one(site: Site, family: Family) -> None:
    next(m for m in family.members if m.age > 64).lives = "care_institution"


def _abroad(site: Site, family: Family) -> None:
    next(m for m in family.members[1:] if in_labour_force(m)).job = "abroad"


def _new_household(site: Site, family: Family) -> None:
    family.since = date(2020, 4, 1)


def _fifteen(site: Site, family: Family) -> None:
    member = next(m for m in family.members if m.age < 16)
    member.age, member.labour_class = 15, ""
    member.born = years_before(site.today, 15) - timedelta(days=120)


def _fifty_five(site: Site, family: Family) -> None:
    member = next(m for m in family.members if not m.male and 50 <= m.age < 60)
    member.age, member.born = 55, years_before(site.today, 55)


def _sixty(site: Site, family: Family) -> None:
    member = next(m for m in family.members if m.male and 60 <= m.age < 80)
    member.age, member.born, member.labour_class = 60, years_before(site.today, 60), "weak_or_half"


def _twins(site: Site, family: Family) -> None:
    first, second = [m for m in family.members if m.age < 16][:2]
    second.age, second.born, second.relation = (
        first.age,
        first.born,
        {True: "之子", False: "之女"}[second.male],
    )
    first.relation = {True: "之子", False: "之女"}[first.male]


def _leap_day(site: Site, family: Family) -> None:
    member = next(m for m in family.members if 24 <= m.age < 58)
    year = member.born.year - member.born.year % 4
    member.born = date(year, 2, 29)
    member.age = site.today.year - year - ((site.today.month, site.today.day) < (2, 29))


def _weak_only(site: Site, family: Family) -> None:
    for member in family.members:
        if in_labour_force(member):
            member.labour_class = "weak_or_half"


BEND: dict[str, Callable[[Site, Family], None]] = {
    "serving_soldier": _soldier, "in_prison": _prisoner, "in_care_institution": _old_one, "works_abroad": _abroad,
    "household_split": _new_household, "minor_reported_employed": _fifteen, "woman_exactly_55": _fifty_five,
    "man_exactly_60": _sixty, "twins": _twins, "leap_day": _leap_day, "only_weak_labour": _weak_only,
}  # fmt: skip
