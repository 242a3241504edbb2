"""Household, person, membership, allocation and residence rows."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.families import Family, Member
from hehuo.config.demo.names import MINORITIES, MINORITY_WEIGHTS, Registry, full_name, surname
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Writer
from hehuo.records.names import initials
from hehuo.residents.models import DwellingAllocation, Household, Membership, Person, ResidenceSpell

VILLAGES = (
    "白岩",
    "老鹰坪",
    "大箐",
    "落水洞",
    "松林",
    "水井湾",
    "坪寨",
    "石门",
    "黑石头",
    "花嘎沟",
    "营盘上",
    "岩脚下",
    "凉风垭",
    "马鞍山",
)
TOWNS = ("高坪乡", "龙洞乡", "青岩乡", "箐口镇", "水坝乡")
SCHOOL = ((3, ""), (6, "学前教育"), (12, "小学"), (15, "初中"), (18, "普通高中"), (99, "高等教育"))
LATE_ARRIVAL = date(2019, 2, 1)
"""D08 in 2018: flats handed over that stay empty until spring 2019."""

OUTSIDE = {
    "county": "working_in_county", "city": "working_in_province", "province": "working_in_province",
    "out_province": "working_out_province", "abroad": "working_out_province",
}  # fmt: skip


def write_residents(site: Site, writer: Writer, registry: Registry) -> None:
    """All households of a site with people, flats and dates."""
    plan, rng = site.plan, site.rng
    flats = list(site.dwellings)
    for number, family in enumerate(site.families, 1):
        flat = flats[number - 1]
        family.grid_id = site.grid_of_building[flat["building_id"]]
        family.by = site.grid_user[family.grid_id]
        minority = rng.random() < plan.minority
        people = rng.choices(MINORITIES, MINORITY_WEIGHTS)[0] if minority else "汉族"
        _household(site, writer, registry, family, flat, number)
        for member in family.members:
            _person(site, writer, registry, family, member, people)
        family.row["head_name"] = family.members[0].row["name"]
        family.row["head_initials"] = family.members[0].row["name_initials"]
        family.row["phone"] = family.members[0].row["phone"] or registry.phone()
        _residences(site, writer, family)


def _household(
    site: Site, writer: Writer, registry: Registry, family: Family, flat: dict, number: int
) -> None:
    plan, rng = site.plan, site.rng
    allocated, keys, moved = _dates(site, family)
    family.row = writer[Household].add(
        **site.entry(allocated, by=family.by, verified=rng.random() < 0.9), household_no=f"{plan.code}-{number:05}",
        household_class="registered_poor" if rng.random() < 0.82 else "co_relocated", grid_id=family.grid_id,
        dwelling_id=flat["id"], origin_division=plan.county if plan.county.isdigit() else "520201",
        origin_place=f"{rng.choice(TOWNS)}{rng.choice(VILLAGES)}村{rng.choice('一二三四五六七八')}组",
        origin_type=rng.choice("1234"), member_count_at_allocation=sum(m.born <= allocated for m in family.members) or 1,
        allocated_on=allocated, keys_on=keys, planned_move_in_on=keys and keys + timedelta(days=30), moved_in_on=moved,
        hukou_moved=rng.choices(("no", "partly", "yes"), (45, 20, 35))[0],
        property_cert=rng.choices(("none", "applied", "issued"), (10, 15, 75))[0],
    )  # fmt: skip
    flat.update(state="vacant" if family.occupancy == "vacated" else "allocated", keys_on=keys)
    writer[DwellingAllocation].add(
        **site.entry(allocated, by=site.committee, verified=True), household_id=family.row["id"], dwelling_id=flat["id"],
        valid_from=allocated,
    )  # fmt: skip


def _dates(site: Site, family: Family) -> tuple[date, date | None, date | None]:
    """Allocated, keys, moved in; the latecomers of a story have not got that far."""
    plan, rng = site.plan, site.rng
    first, last = plan.allocated
    allocated = first + timedelta(days=rng.randrange((last - first).days + 1))
    if family.since:
        return family.since, family.since + timedelta(days=10), family.since + timedelta(days=30)
    if family.occupancy == "not_keyed":
        return site.today - timedelta(days=rng.randint(60, 120)), None, None
    if family.occupancy == "keyed_not_moved":
        keys = site.today - timedelta(days=rng.randint(30, 80))
        return keys - timedelta(days=50), keys, None
    keys = allocated + timedelta(days=rng.randint(20, 90))
    if plan.weak_start and rng.random() < 0.08:
        return allocated, keys, LATE_ARRIVAL + timedelta(days=rng.randint(0, 60))
    return allocated, keys, keys + timedelta(days=rng.randint(0, 75))


def _person(
    site: Site, writer: Writer, registry: Registry, family: Family, member: Member, people: str
) -> None:
    rng, head = site.rng, family.members[0]
    family_name = (
        head.row["name"][0]
        if head.row and member.relation not in ("配偶", "之儿媳", "之母", "其他")
        else surname(rng)
    )
    if head.row and "·" in head.row["name"]:
        family_name = surname(rng)
    dotted = people == "彝族" and rng.random() < 0.05
    name = full_name(rng, family_name, member.male, dotted)
    known = max(family.row["allocated_on"], member.born)
    values = _schooling(member, rng) | {
        "name": name, "name_initials": initials(name[0]) + initials(name[1:]), "birth_date": member.born,
        "id_no": registry.id_number(member.born, member.male), "sex": "1" if member.male else "2",
        "ethnicity": people if rng.random() < 0.9 or member.relation != "配偶" else "汉族", "relation": member.relation,
        "labour_class": member.labour_class, "not_in_labour": member.not_in_labour,
        "health": rng.choices(("健康", "长期慢性病", "残疾", "患有大病"), (90, 6, 3, 1))[0] if member.labour_class != "lost" else "残疾",
        "phone": registry.phone() if member.age >= 16 and rng.random() < 0.88 else "",
        "speaks_mandarin": member.age < 55 or rng.random() < 0.5,
        "other_languages": {"彝族": "彝语", "苗族": "苗语", "布依族": "布依语"}.get(people, ""),
        "political_status": ("中共党员" if rng.random() < 0.04 else "群众") if member.age >= 18 else "",
    }  # fmt: skip
    stamp = site.entry(known, by=family.by, verified=rng.random() < 0.8)
    member.row = writer[Person].add(**stamp, household_id=family.row["id"], **values)
    writer[Membership].add(
        **site.entry(known, by=family.by), person_id=member.row["id"], household_id=family.row["id"], relation=member.relation,
        valid_from=known,
    )  # fmt: skip


def _schooling(member: Member, rng) -> dict[str, str]:
    """Exactly one of education and in_school is filled."""
    if member.age < 16 or member.not_in_labour == "student":
        stage = next(name for top, name in SCHOOL if member.age < top)
        return {"in_school": stage or "学龄前儿童"}
    if member.age >= 60:
        weights = (50, 38, 10, 2, 0, 0)
    elif member.age >= 40:
        weights = (14, 45, 34, 5, 1.5, 0.5)
    else:
        weights = (2, 15, 52, 16, 10, 5)
    return {
        "education": rng.choices(
            ("illiterate", "primary", "junior", "senior", "college", "bachelor"), weights
        )[0]
    }


def _residences(site: Site, writer: Writer, family: Family) -> None:
    moved = family.row["moved_in_on"]
    if moved is None:
        return
    for member in family.members:
        state, since = _where(site, family, member), max(moved, member.born)
        if state != "at_settlement":
            since = max(since, site.today - timedelta(days=site.rng.randint(40, 900)))
        writer[ResidenceSpell].add(
            **site.entry(since, by=family.by), person_id=member.row["id"], state=state, valid_from=since
        )


def _where(site: Site, family: Family, member: Member) -> str:
    rng = site.rng
    if member.lives:
        return member.lives
    if member.not_in_labour == "military":
        return "military"
    if member.not_in_labour == "student" and member.age >= 18:
        return "studying_away"
    if member.not_in_labour == "prison":
        return "unknown"
    if family.occupancy == "away_working":
        return OUTSIDE.get(member.job, "working_out_province")
    if member.job == "county":
        return "working_in_county" if rng.random() < 0.15 else "at_settlement"
    if member.job in OUTSIDE:
        return OUTSIDE[member.job]
    if family.occupancy in ("two_ends", "vacated") and member.age > 50:
        return "old_home"
    if member.age > 78 and rng.random() < 0.03:
        return "care_institution"
    return "at_settlement"
