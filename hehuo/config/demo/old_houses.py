"""旧房拆除复垦台账 in every state (item 9)."""

from __future__ import annotations

from datetime import timedelta

from hehuo.config.demo.families import Family
from hehuo.config.demo.names import full_name, surname
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.property.models import OldHouse

STRUCTURES = ("土木", "木结构", "砖木", "石木", "砖混")
UNFINISHED = ("due", "agreement_signed", "identified", "disputed", "due")


def write_old_houses(site: Site, writer: Writer) -> None:
    """One row per household: 78 % own, 12 % shared wall, 10 % none."""
    rng = site.rng
    unfinished = 0
    for family in site.families:
        had = rng.choices(("own", "shared", "none"), (78, 12, 10))[0]
        if had == "none":
            _add(site, writer, family, had, "identified", {"exemption": "none"})
            continue
        if (had == "shared" and rng.random() < 0.5) or rng.random() < 0.012:
            _exempt(site, writer, family, had)
        elif rng.random() < site.plan.demolished:
            _demolished(site, writer, family, had)
        else:
            _standing(site, writer, family, had, UNFINISHED[unfinished % len(UNFINISHED)])
            unfinished += 1


def _add(site: Site, writer: Writer, family: Family, had: str, state: str, values: Row) -> Row:
    rng = site.rng
    day = values.get("signed_on") or family.row["allocated_on"]
    body = {} if had == "none" else {
        "place": family.row["origin_place"], "structure": rng.choice(STRUCTURES), "area_m2": f"{rng.randint(60, 160)}.00",
    }  # fmt: skip
    entered = min(day, site.today - timedelta(days=2))
    return writer[OldHouse].add(
        **site.entry(entered, by=family.by, verified=state not in ("identified", "disputed"), method="site_visit"),
        household_id=family.row["id"], has_old_house=had, state=state, **body, **values,
    )  # fmt: skip


def _exempt(site: Site, writer: Writer, family: Family, had: str) -> None:
    kind = (
        "shared_wall" if had == "shared" else site.rng.choice(("village_list", "applying", "relic", "lost"))
    )
    day = family.row["allocated_on"] + timedelta(days=site.rng.randint(40, 120))
    certified = min(day, site.today - timedelta(days=3))
    _add(
        site,
        writer,
        family,
        had,
        "exempt_certified",
        {
            "exemption": kind,
            "exemption_certified_on": certified,
            "exemption_doc_no": f"免拆〔{certified.year}〕{family.row['household_no']}号",
        },
    )


def _agreement(family: Family, rng) -> Row:
    signed = family.row["allocated_on"]
    return {
        "agreement_no": f"拆旧〔{signed.year}〕{family.row['household_no']}号", "signed_on": signed,
        "due_on": signed + timedelta(days=rng.choice((270, 300, 365))),
    }  # fmt: skip


def _standing(site: Site, writer: Writer, family: Family, had: str, state: str) -> None:
    values = _agreement(family, site.rng) if state != "identified" else {"due_on": None}
    if state == "disputed":
        values["dispute"] = "与邻居共用墙体，界线有争议"
    if state == "agreement_signed":
        values["due_on"] = site.today + timedelta(days=site.rng.randint(30, 200))
    _add(site, writer, family, had, state, values)


def _demolished(site: Site, writer: Writer, family: Family, had: str) -> None:
    rng, today, plan = site.rng, site.today, site.plan
    values = _agreement(family, rng)
    demolished = values["due_on"] - timedelta(days=rng.randint(-20, 150))
    checked = demolished + timedelta(days=rng.randint(3, 25))
    done = rng.random() < plan.reclaimed
    unsuitable = rng.random() < 0.06
    kind = "unsuitable" if unsuitable else rng.choices(("farmland", "forest", "ecology"), (60, 34, 6))[0]
    area = rng.randint(60, 200)
    state = "accepted" if done and not unsuitable else "award_paid" if unsuitable else "reclaiming"
    roll = rng.random()
    if not done and roll < 0.15:
        state = "site_checked" if roll < 0.08 else "demolished"
    if checked >= today:
        demolished, checked = today - timedelta(days=30), today - timedelta(days=20)
    values |= {
        "demolished_on": demolished, "site_checked_on": None if state == "demolished" else checked, "reclaim_kind": kind,
        "demolition_mode": rng.choice(("自行拆除", "统一拆除")), "checked_by_name": "" if state == "demolished" else full_name(rng, surname(rng), True),
        "reclaim_area_m2": None if unsuitable else f"{area}.00", "reclaim_due_on": None if unsuitable else demolished + timedelta(days=180),
        "quota_linked": not unsuitable and rng.random() < 0.5,
    }  # fmt: skip
    if state in ("award_paid", "reclaiming", "accepted"):
        values |= {
            "award_fen": 1_500_000 * family.row["member_count_at_allocation"],
            "award_paid_on": min(checked + timedelta(days=rng.randint(10, 60)), today - timedelta(days=2)),
        }  # fmt: skip
    if state == "accepted":
        finished = demolished + timedelta(days=rng.randint(60, 170 if plan.code[:3] != "D05" else 900))
        accepted = min(
            max(finished + timedelta(days=rng.randint(5, 30)), demolished), today - timedelta(days=2)
        )
        values |= {
            "reclaim_done_on": min(finished, accepted),
            "accepted_on": accepted,
            "accept_no": f"验{accepted:%Y%m}-{family.row['id']}",
        }
    _add(site, writer, family, had, state, values)
