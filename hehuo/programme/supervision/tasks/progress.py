"""Progress of tasks, read from scorecards and campaigns (domain §3.4: no extra weekly forms). Nobody types it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import city_scorecards
from hehuo.org.models import OrgUnit, Settlement
from hehuo.org.scope import path_range
from hehuo.programme.models import CampaignDeadline, ResponsibilityTask


@dataclass(frozen=True)
class Progress:
    """How far: whole percent (cut off, never rounded up), in words, and where the number comes from."""

    percent: int | None
    words: str
    url: str = ""


NOTHING = Progress(None, "没有可读取的数据，按时限办理")


def progress_of(tasks: Iterable[ResponsibilityTask], on: date) -> dict[int, Progress]:
    """Progress by task id. Items are scored once per edition for the whole city, whatever the number of tasks."""
    rows = list(tasks)
    found = {task.pk: NOTHING for task in rows}
    found |= _from_campaigns([t for t in rows if t.key.startswith("plan:")])
    scored = [t for t in rows if t.item_no and t.edition_id]
    for edition_id in sorted({t.edition_id for t in scored}):
        found |= _from_scores([t for t in scored if t.edition_id == edition_id], edition_id, on)
    return found


def _from_scores(tasks: list[ResponsibilityTask], edition_id: int, on: date) -> dict[int, Progress]:
    edition = StandardEdition.objects.get(pk=edition_id)
    places = list(Settlement.objects.select_related("area").order_by("code"))
    cards = city_scorecards(places, edition, on)
    found = {}
    for task in tasks:
        wanted = [p for p in places if _concerns(task, p)]
        items = [i for p in wanted for i in cards[p.pk].items() if i.no == task.item_no]
        full = sum((i.max for i in items), Decimal(0))
        if not full:
            continue
        points = sum((i.points for i in items), Decimal(0))
        percent = int((points * 100 / full).quantize(Decimal(1), ROUND_FLOOR))
        words = f"第 {task.item_no} 项 {len(wanted)} 个安置点合计 {points} ／ {full.normalize():f} 分"
        found[task.pk] = Progress(percent, words, "/heat/")
    return found


def _concerns(task: ResponsibilityTask, place: Settlement) -> bool:
    if task.settlement_id:
        return task.settlement_id == place.pk
    if task.lead.level == OrgUnit.Level.COUNTY and task.lead.area_id:
        return place.county_id == task.lead.area_id
    return True


def _from_campaigns(tasks: list[ResponsibilityTask]) -> dict[int, Progress]:
    """Dates of the plan: how many campaigns of the county met them."""
    found = {}
    for task in tasks:
        code = task.key.split(":")[2]
        rows = CampaignDeadline.objects.filter(code=code)
        if task.lead.level == OrgUnit.Level.COUNTY and task.lead.area_id:
            rows = rows.filter(path_range(task.lead.area.path, "campaign__unit__county__path"))
        wanted = list(rows.values_list("met_on", flat=True))
        done = sum(1 for met in wanted if met)
        if wanted:
            words = f"{len(wanted)} 个创建活动中已完成 {done} 个"
            found[task.pk] = Progress(done * 100 // len(wanted), words, "/campaigns/")
    return found
