"""What came out of other work: requests that were raised at visits, exhibits that residents gave, pictures of the roll."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone
from PIL import Image, ImageDraw

from hehuo.config.demo.campaigns_walk import clock_at
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Writer
from hehuo.culture.honours.services import choose_photo
from hehuo.culture.models import HomesicknessExhibit, HonourRollEntry, Venue
from hehuo.evidence.services import prove, store_upload
from hehuo.neighbourhood.models import ResidentRequest
from hehuo.services.models import WorkVisit

PIECES = (
    ("木犁", "tool", "given", "祖父用了四十年，搬家前最后一次犁地是 2016 年。"),
    ("背篓", "tool", "given", ""),
    ("苗绣围腰", "dress", "lent", "母亲一针一线绣成，出嫁时的嫁妆。"),
    ("煤油灯", "household", "given", "通电以前，全家在这盏灯下吃饭、写作业。"),
    ("石磨", "household", "given", ""),
    ("老寨合影", "photo", "lent", "搬迁前全寨在老槐树下照的最后一张合影。"),
    ("芦笙", "instrument", "lent", "过年时寨子里吹的那一把。"),
    ("搬迁签字书", "paper", "given", ""),
    ("山歌录音", "spoken", "made", "社区请三位老人录的山歌。"),
)
NEAR = timedelta(10)
PICTURES = 4
"""Rolls with a picture: most people agree to a name only."""


def write_raised(site: Site, writer: Writer) -> None:
    """Requests get the visit at which they were raised; the hall of memories gets its pieces."""
    _link_requests(site, writer)
    _exhibits(site, writer)


def _link_requests(site: Site, writer: Writer) -> None:
    grid_of_home = {family.row["id"]: family.grid_id for family in site.families}
    grid_of_building = {building.pk: building.grid_id for building in site.buildings}
    free: dict[int, list] = {}
    for visit in writer[WorkVisit].rows:
        if visit["settlement_id"] == site.settlement.pk and visit.get("outcome") == "request":
            free.setdefault(grid_of_home.get(visit["household_id"], 0), []).append(visit)
    for row in writer[ResidentRequest].rows:
        if row["settlement_id"] != site.settlement.pk or row["channel"] != "grid":
            continue
        visits = free.get(grid_of_building.get(row["building_id"], 0), [])
        near = (v for v in visits if timedelta() <= row["reported_on"] - v["visited_on"] <= NEAR)
        visit = next(near, None)
        if visit is not None:
            visits.remove(visit)
            visit["matters"] = row["content"]
            row |= {"origin_model": WorkVisit._meta.label_lower, "origin_id": visit["id"]}


def _exhibits(site: Site, writer: Writer) -> None:
    halls = [
        v
        for v in writer[Venue].rows
        if v["settlement_id"] == site.settlement.pk and v["kind"] == "homesickness"
    ]
    if not halls or halls[0]["ownership"] == "shared":
        return
    people = [
        member.row["name"] for family in site.families for member in family.members if member.row.get("name")
    ]
    for number, (name, kind, way, story) in enumerate(PIECES):
        day = date(2018, 9, 3) + timedelta(23 * number)
        agreed = way != "made" and number % 4 != 1
        withdrawn = number == 3
        writer[HomesicknessExhibit].add(
            **site.entry(day, verified=number % 2 == 0), venue_id=halls[0]["id"], name=name, kind=kind, way=way, story=story,
            donor="" if way == "made" else people[(17 * number) % len(people)], home_place=f"{site.plan.township}老寨", received_on=day,
            consent_no=f"乡愁-{number + 1:02}" if agreed else "", consented_on=day if agreed else None,
            shows_donor=agreed and not withdrawn, shows_story=agreed and not withdrawn and bool(story),
            withdrawn_on=day + timedelta(200) if withdrawn else None, left_on=day + timedelta(365) if number == 2 else None,
        )  # fmt: skip


def plant_roll_pictures(today: date) -> int:
    """A picture beside the first shown name of some rolls, drawn by code; returns how many rows."""
    shown = HonourRollEntry.objects.filter(state=HonourRollEntry.State.SHOWN).order_by("settlement_id", "pk")
    first = {
        entry.settlement_id: entry for entry in reversed(shown.select_related("settlement", "created_by"))
    }
    made = 0
    with clock_at(timezone.make_aware(datetime.combine(today, time(8, 20)))):
        for entry in [first[key] for key in sorted(first)][:PICTURES]:
            clerk = entry.created_by
            file = store_upload(
                _portrait(Random(f"roll-{entry.settlement.code}")), settlement=entry.settlement, fact_on=entry.shown_from, by=clerk,
                name="光荣榜照片.jpg", consent="publicity_window",
            )  # fmt: skip
            prove(entry, by=clerk, file=file)
            choose_photo(entry, by=clerk, on=entry.shown_from, photo=file)
            made += 2
    return made


def _portrait(dice: Random) -> io.BytesIO:
    """Somebody in a drawing: head, shoulders, a coloured ground."""
    image = Image.new("RGB", (480, 480), tuple(dice.randint(150, 230) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    coat = tuple(dice.randint(30, 140) for _ in range(3))
    draw.ellipse((90, 300, 390, 640), fill=coat)
    draw.ellipse((160, 110, 320, 310), fill=(236, 200, 170))
    draw.pieslice((150, 90, 330, 270), 180, 360, fill=(40, 34, 30))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    out.seek(0)
    return out
