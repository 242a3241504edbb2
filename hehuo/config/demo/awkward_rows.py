"""The rows of the awkward cases that families alone do not give: deaths, splits, exits, void, returned and corrected rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hehuo.config.demo.families import Family
from hehuo.config.demo.names import Registry, full_name, surname
from hehuo.config.demo.occupancy import change_dwelling
from hehuo.config.demo.places import UNVERIFIED, Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.livelihood.models import EmploymentSpell, LabourProfile
from hehuo.property.models import OldHouse
from hehuo.records.names import initials
from hehuo.residents.models import (
    DwellingAllocation,
    Household,
    HouseholdLineage,
    Membership,
    Move,
    OccupancySpell,
    Person,
)


def finish(site: Site, writer: Writer, registry: Registry, elsewhere: dict[str, int]) -> None:
    """Rows of the cases of this settlement; `elsewhere` remembers a household of another one."""
    work = Finish(site, writer, registry, elsewhere)
    for step in STEPS.get(site.plan.code, ()):
        step(work)
    _corrections(work)


class Finish:
    """What the steps share."""

    def __init__(self, site: Site, writer: Writer, registry: Registry, elsewhere: dict[str, int]) -> None:
        self.site, self.writer, self.registry, self.elsewhere = site, writer, registry, elsewhere
        self.spare = [flat for flat in site.dwellings if flat["state"] == "unallocated"]

    def family(self, number: int) -> Family:
        """The household with that number."""
        return self.site.families[number - 1]

    def membership(self, person_id: int) -> Row:
        """The membership written for a person."""
        return next(m for m in self.writer[Membership].rows if m["person_id"] == person_id)

    def add_person(self, family_row: Row, by: int, **values) -> Row:
        """A person beside those of today's count."""
        rng = self.site.rng
        male = values["sex"] == "1"
        name = values.pop("name", "") or full_name(rng, surname(rng), male)
        return self.writer[Person].add(
            **self.site.entry(family_row["allocated_on"], by=by, late=0.0), household_id=family_row["id"], name=name,
            name_initials=initials(name), id_no=self.registry.id_number(values["birth_date"], male), ethnicity="汉族",
            education="primary", health="健康", **values,
        )  # fmt: skip


def _head_died(work: Finish) -> None:
    family, died, site = work.family(1), date(2020, 3, 10), work.site
    row, heir = family.row, family.members[1].row
    new_head = family.members[0].row
    former = work.add_person(row, family.by, sex="1", birth_date=date(1948, 6, 2), relation="户主", labour_class="none",
                             name=full_name(site.rng, new_head["name"][0], True))  # fmt: skip
    note = work.writer[Membership].add(
        **site.entry(row["allocated_on"], by=family.by, late=0.0), person_id=former["id"], household_id=row["id"], relation="户主",
        valid_from=row["allocated_on"],
    )  # fmt: skip
    at = moment(died + timedelta(days=4), 20000)
    work.writer[Person].revise(former, at, family.by, "户主去世", deceased_on=died)
    work.writer[Membership].revise(note, at, family.by, "户主去世", valid_to=died, end_reason="死亡")
    row["head_name"], row["head_initials"] = former["name"], former["name_initials"]
    work.writer[Household].revise(
        row,
        at,
        family.by,
        "户主去世，变更户主",
        head_name=new_head["name"],
        head_initials=new_head["name_initials"],
    )
    heir["ethnicity"] = new_head["ethnicity"]


def _two_dwellings(work: Finish) -> None:
    family, flat = work.family(2), work.spare.pop(0)
    day = family.row["allocated_on"]
    flat.update(state="allocated", keys_on=family.row["keys_on"])
    work.writer[DwellingAllocation].add(
        **work.site.entry(day, verified=True),
        household_id=family.row["id"],
        dwelling_id=flat["id"],
        valid_from=day,
        second_dwelling=True,
    )


def _changed_dwelling(work: Finish) -> None:
    change_dwelling(
        work.site, work.writer, work.family(4), work.spare.pop(0), work.site.today - timedelta(days=400)
    )


def _split(work: Finish) -> None:
    """The household 1 left another one in 2020; its head was a son there before."""
    young, site = work.family(1), work.site
    parent = next(
        f for f in site.families[2:] if f.members[0].age >= young.members[0].age + 20 and f.row["moved_in_on"]
    )
    head, day = young.members[0].row, young.row["allocated_on"]
    head["name"] = parent.members[0].row["name"].split("·")[0][0] + head["name"].split("·")[0][1:]
    head["name_initials"] = initials(head["name"])
    young.row["head_name"], young.row["head_initials"] = head["name"], head["name_initials"]
    before = parent.row["allocated_on"]
    note = work.writer[Membership].add(
        **site.entry(before, by=parent.by, late=0.0),
        person_id=head["id"],
        household_id=parent.row["id"],
        relation="之子",
        valid_from=before,
    )
    work.writer[Membership].revise(
        note, moment(day, 20000), parent.by, "分户", valid_to=day, end_reason="分户"
    )
    work.writer[HouseholdLineage].add(
        **site.entry(day, verified=True, late=0.0), predecessor_id=parent.row["id"], successor_id=young.row["id"], kind="split",
        note="儿子结婚后另立一户",
    )  # fmt: skip


def _rename(row: Row, name: str) -> None:
    row["name"], row["name_initials"] = name, initials(name)


def _dotted(work: Finish) -> None:
    member = work.family(2).members[1]
    _rename(member.row, "阿依·木呷")
    member.row["ethnicity"] = "彝族"


def _different_hukou(work: Finish) -> None:
    family = work.family(1)
    family.row["hukou_moved"] = "partly"
    work.elsewhere["household"], work.elsewhere["settlement"] = family.row["id"], work.site.id
    work.elsewhere["since"] = family.row["allocated_on"]


def _short_name(work: Finish) -> None:
    family = work.family(2)
    _rename(family.members[1].row, family.members[1].row["name"][0] + "岚")


def _without_id(work: Finish) -> None:
    work.family(1).members[1].row.update(id_no="", no_id_reason="lost")


def _minor(work: Finish) -> None:
    family, site = work.family(2), work.site
    minor = next(m for m in family.members if m.age == 15)
    since = site.today - timedelta(days=24)
    sheet = work.writer[EmploymentSpell]
    row = sheet.add(
        **site.entry(since, by=family.by, late=0.0), person_id=minor.row["id"], kind="odd_jobs", job_title="洗车", place="county",
        valid_from=since, confirmed_on=since + timedelta(days=1), proof_kind="phone",
    )  # fmt: skip
    why = "未满16周岁，不能登记为就业；已转入未成年人用工核查"
    sheet.revise(
        row, moment(since + timedelta(days=9), 9000), site.secretary, why, status="returned", void_reason=why
    )


def _married_in(work: Finish) -> None:
    """The wife of household 3 lived in the pilot settlement of the same county before."""
    if "household" not in work.elsewhere:
        return
    family, day = work.family(3), date(2020, 2, 2)
    wife = family.members[1].row
    note = work.membership(wife["id"])
    note.update(UNVERIFIED | work.site.entry(day, by=family.by, late=0.0), valid_from=day, end_reason="婚入")
    before = work.elsewhere["since"]
    earlier = work.writer[Membership].add(
        **work.site.entry(before, by=family.by, late=0.0) | {"settlement_id": work.elsewhere["settlement"]}, person_id=wife["id"],
        household_id=work.elsewhere["household"], relation="之女", valid_from=before,
    )  # fmt: skip
    work.writer[Membership].revise(
        earlier, moment(day, 20000), family.by, "婚出", valid_to=day, end_reason="婚出"
    )


def _old_house(work: Finish, number: int) -> Row:
    pk = work.family(number).row["id"]
    return next(o for o in work.writer[OldHouse].rows if o["household_id"] == pk)


def _shared_wall(work: Finish) -> None:
    place = work.family(1).row["origin_place"]
    blank = dict.fromkeys(
        ("agreement_no", "reclaim_kind", "accept_no", "demolition_mode", "checked_by_name", "dispute"), ""
    )
    none = dict.fromkeys(("signed_on", "due_on", "demolished_on", "site_checked_on", "award_fen", "award_paid_on", "reclaim_area_m2",
                          "reclaim_due_on", "reclaim_done_on", "accepted_on"))  # fmt: skip
    for number in (1, 2):
        work.family(number).row["origin_place"] = place
        row = _old_house(work, number)
        row.update(blank | none, has_old_house="shared", exemption="shared_wall", exemption_certified_on=row["occurred_on"] + timedelta(days=60),
                   exemption_doc_no="免拆〔2018〕1号", state="exempt_certified", place=place, structure="土木", area_m2="96.00", quota_linked=False)  # fmt: skip


def _not_reclaimed(work: Finish) -> None:
    row, day = _old_house(work, 3), date(2018, 5, 8)
    row.update(has_old_house="own", state="reclaiming", exemption="none", exemption_certified_on=None, demolished_on=day, due_on=day,
               site_checked_on=day + timedelta(days=10), reclaim_kind="farmland", reclaim_due_on=date(2018, 11, 8), reclaim_done_on=None,
               accepted_on=None, accept_no="", area_m2="110.00", reclaim_area_m2="150.00", place=work.family(3).row["origin_place"])  # fmt: skip


def _void_household(work: Finish) -> None:
    site, twin = work.site, work.family(3)
    keep = (
        "head_name",
        "head_initials",
        "household_class",
        "grid_id",
        "origin_place",
        "allocated_on",
        "keys_on",
        "moved_in_on",
        "phone",
    )
    row = work.writer[Household].add(
        **site.entry(twin.row["allocated_on"], by=twin.by, late=0.0), household_no=f"{site.plan.code}-90001",
        member_count_at_allocation=2, **{name: twin.row[name] for name in keep},
    )  # fmt: skip
    why = f"与 {twin.row['household_no']} 重复登记"
    work.writer[Household].revise(
        row, moment(date(2020, 5, 6), 9000), site.secretary, why, status="void", void_reason=why
    )


def _id_question(work: Finish) -> None:
    row = work.family(2).members[1].row
    row["birth_date"] += timedelta(days=1)
    row["question"] = "身份号码中的出生日期与登记的不一致，请核对"


def _exited(work: Finish) -> None:
    """A household beside today's count: came, lived here, moved away in 2020."""
    site, flat, left = work.site, work.spare.pop(0), date(2020, 8, 20)
    start = site.plan.allocated[0] + timedelta(days=20)
    grid = site.grid_of_building[flat["building_id"]]
    by, moved = site.grid_user[grid], start + timedelta(days=60)
    row = work.writer[Household].add(
        **site.entry(start, by=by, late=0.0), household_no=f"{site.plan.code}-90002", household_class="co_relocated", grid_id=grid,
        member_count_at_allocation=1, allocated_on=start, keys_on=start + timedelta(days=40), moved_in_on=moved,
        origin_place="青岩乡石门村二组", phone=work.registry.phone(), dwelling_id=flat["id"],
    )  # fmt: skip
    person = work.add_person(
        row, by, sex="2", birth_date=date(1970, 9, 9), relation="户主", labour_class="ordinary"
    )
    row["head_name"], row["head_initials"] = person["name"], person["name_initials"]
    at, base = moment(left + timedelta(days=2), 9000), site.entry(start, by=by, late=0.0)
    parts = {
        Membership: {"person_id": person["id"], "household_id": row["id"], "relation": "户主", "valid_from": start},
        DwellingAllocation: {"household_id": row["id"], "dwelling_id": flat["id"], "valid_from": start},
        OccupancySpell: {"household_id": row["id"], "dwelling_id": flat["id"], "state": "resident", "valid_from": moved,
                         "checked_on": left - timedelta(days=20), "check_mode": "visit"},
    }  # fmt: skip
    for model, values in parts.items():
        part = work.writer[model].add(**base, **values)
        work.writer[model].revise(part, at, by, "销户", valid_to=left)
    work.writer[Person].revise(person, at, by, "迁出", left_on=left, left_reason="随子女迁往外地")
    work.writer[Household].revise(
        row, at, by, "销户", exit_reason="moved_away", exited_on=left, dwelling_id=None
    )
    work.writer[Move].add(
        **site.entry(left, by=by, late=0.0),
        household_id=row["id"],
        kind="out",
        moved_on=left,
        from_dwelling_id=flat["id"],
        reason="随子女迁往外地",
    )
    flat.update(state="returned", keys_on=start)


def _corrected(work: Finish) -> None:
    """Three corrections of one person, years apart: what was known when can be asked."""
    family, site = work.family(2), work.site
    row, sheet = family.members[1].row, work.writer[Person]
    truth = {
        "education": row["education"] or "junior",
        "ethnicity": row["ethnicity"],
        "phone": row["phone"] or work.registry.phone(),
    }
    row.update(education="illiterate" if truth["education"] != "illiterate" else "primary", ethnicity="其他", phone=work.registry.phone(),
               in_school="", status="submitted", verified_by_id=None, verified_on=None, verify_method="", version=1)  # fmt: skip
    steps = (
        (date(2018, 12, 3), "education"),
        (date(2019, 12, 5), "ethnicity"),
        (site.today - timedelta(days=12), "phone"),
    )
    for day, name in steps:
        sheet.revise(row, moment(day, 12000), site.committee, "走访后更正", **{name: truth[name]})


def _corrections(work: Finish) -> None:
    """About one in sixty current jobs was corrected; a few rows are drafts, returned or void."""
    site, sheet = work.site, work.writer[EmploymentSpell]
    current = [
        s for s in sheet.rows if s["valid_to"] is None and s["status"] == "submitted" and s["version"] == 1
    ]
    for number, row in enumerate(current[:: max(1, len(current) // (len(current) // 60 + 3))]):
        day = max(site.today - timedelta(days=2 + number % 9), row["confirmed_on"])
        if day < site.today:
            truth, row["job_title"] = row["job_title"], "务工"
            sheet.revise(row, moment(day, 34000), site.committee, "电话核实后更正工种", job_title=truth)
    profiles = [p for p in work.writer[LabourProfile].rows if p["employment_status"] == "in_school"]
    for row, status in zip(profiles[:3], ("draft", "returned", "submitted"), strict=False):
        row.update(status=status, void_reason="请补学校名称" if status == "returned" else "")
    spare = [s for s in sheet.rows if s["valid_to"] and s["status"] == "submitted"]
    for row in spare[:2]:
        why = "同一份工作登记了两次"
        sheet.revise(
            row,
            moment(row["valid_to"] + timedelta(days=30), 9000),
            site.committee,
            why,
            status="void",
            void_reason=why,
        )


STEPS: dict[str, tuple[Callable[[Finish], None], ...]] = {
    "D01": (_head_died, _two_dwellings, _changed_dwelling), "D02": (_split, _dotted), "D03": (_different_hukou, _short_name),
    "D04": (_without_id, _minor, _married_in), "D05": (_shared_wall, _not_reclaimed), "D07": (_void_household, _id_question),
    "D08": (_exited, _corrected),
}  # fmt: skip
