"""提交评分: points given blind, record checks and interviews; sending again the same answer changes nothing (domain §3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.programme.models import SpotHousehold, SpotMember, SpotRecord, SpotSite
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.spot_checks.asking import member_is_done
from hehuo.programme.supervision.spot_checks.interviews import (
    SPOKEN,
    Answers,
    answer_problems,
    file_interviews,
)
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.records.personal_data import kinds_in

Points = Mapping[str, tuple[Decimal, str]]
"""Sub-criterion → (points, reason when less than full)."""
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Judgement:
    """What one member sends in. Records and households are (result, note) by row id; answers are those of a household."""

    points: Points
    client_uuid: UUID
    records: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    households: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    answers: Mapping[int, Answers] = field(default_factory=dict)


@transaction.atomic
def submit_judgement(
    site: SpotSite, judgement: Judgement, *, by: Any, at: datetime | None = None
) -> SpotMember:
    """Keep the judgement. Raises `ValidationError` (by sub-criterion), `PermissionDenied` for others."""
    member = SpotMember.objects.select_for_update(of=("self",)).filter(site=site, user=by).first()
    if member is None:
        raise PermissionDenied("您不是这个抽查点的成员。")
    if member.submitted_at is not None:
        if member.client_uuid == judgement.client_uuid:
            return member
        raise ValidationError("您已提交过评分，不能再改。")
    act = begin(CHECK, site.check_of, "judge", by=by, at=at)
    problems = _problems(site, judgement.points)
    if member.is_leader and (rest := _unfinished(site, judgement)):
        problems[""] = rest
    if problems:
        raise ValidationError(problems)
    member.points = {
        code: {"points": str(p), "reason": why.strip()[:200]} for code, (p, why) in judgement.points.items()
    }
    member.client_uuid, member.submitted_at = judgement.client_uuid, act.moment
    member.save()
    _keep_records(site, judgement, by)
    _keep_homes(site, judgement, by, act.day)
    if site.started_on is None:
        site.started_on = act.day
        site.save(update_fields=["started_on"])
    act.finish(data={"site": site.unit.code, "member": by.pk})
    member_is_done(member, by=by, on=act.day)
    return member


def _problems(site: SpotSite, points: Points) -> dict[str, list[str]]:
    codes, found = codes_of_items(site.check_of, rule_from(site.check_of.rule)), {}
    for code, full in codes.items():
        if code not in points:
            found[code] = [f"请填写 {code} 的评分。"]
            continue
        given, why = points[code]
        if not 0 <= given <= full or given != given.quantize(CENT):
            found[code] = [f"{code} 的评分应在 0 到 {full} 之间，最多两位小数。"]
        elif given < full and not why.strip():
            found[code] = [f"{code} 未给满分，请写明原因。"]
        elif words := kinds_in(why):
            found[code] = [f"{code} 的原因里有{'、'.join(words)}，请删去。"]
    return found


def _unfinished(site: SpotSite, judgement: Judgement) -> list[str]:
    """The leader sends records and visits with the judgement; nobody can add them afterwards."""
    found = []
    open_records = site.records.filter(verdict=SpotRecord.Verdict.PENDING)
    if left := sum(1 for row in open_records if not _is(SpotRecord.Verdict, judgement.records.get(row.pk))):
        found.append(f"还有 {left} 条台账记录没有核对结果。")
    homes = list(site.households.filter(result=SpotHousehold.Result.PENDING))
    if left := sum(1 for home in homes if not _is(SpotHousehold.Result, judgement.households.get(home.pk))):
        found.append(f"还有 {left} 户没有登记结果。")
    for home in homes:
        result = judgement.households.get(home.pk, ("", ""))[0]
        found += answer_problems(home.order_no, result, judgement.answers.get(home.pk, {}))
    for _, note in [*judgement.records.values(), *judgement.households.values()]:
        if words := kinds_in(note):
            found.append(f"说明里有{'、'.join(words)}，请删去：{note.strip()[:20]}")
    return found


def _is(kinds: Any, given: tuple[str, str] | None) -> bool:
    return given is not None and given[0] in kinds.values and given[0] != kinds.PENDING


def _keep_records(site: SpotSite, judgement: Judgement, by: Any) -> None:
    """Results of records; what a colleague has entered stands."""
    for row in site.records.filter(pk__in=judgement.records, verdict=SpotRecord.Verdict.PENDING):
        given = judgement.records[row.pk]
        if _is(SpotRecord.Verdict, given):
            row.verdict, row.note, row.checked_by = given[0], given[1].strip()[:200], by
            row.save(update_fields=["verdict", "note", "checked_by"])


def _keep_homes(site: SpotSite, judgement: Judgement, by: Any, on: date) -> None:
    """Results of visits; the answers go to the ledger of interviews without the household."""
    spoken = []
    rows = site.households.filter(pk__in=judgement.households, result=SpotHousehold.Result.PENDING)
    for home in rows.select_related("household__settlement"):
        given, answers = judgement.households[home.pk], judgement.answers.get(home.pk, {})
        if not _is(SpotHousehold.Result, given):
            continue
        home.result, home.note, home.visited_by = given[0], given[1].strip()[:200], by
        home.save(update_fields=["result", "note", "visited_by"])
        refused = home.result == SpotHousehold.Result.REFUSED
        if refused or (home.result in SPOKEN and any(v.strip() for v in answers.values())):
            spoken.append((home.household.settlement, home.result, answers))
    file_interviews(site, spoken, by=by, on=on)
