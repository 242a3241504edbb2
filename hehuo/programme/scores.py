"""Points of people's columns: totals, pass rule, effective self column, mean of reviewers (domain §2.0.6, §3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db.models import Max

from hehuo.assessment.models import ScoreSheet, StandardEdition
from hehuo.assessment.standards.rules import item_points
from hehuo.org.models import CreationUnit
from hehuo.programme.models import AcceptanceGroup, Campaign, GroupMember

CENT, ZERO = Decimal("0.01"), Decimal("0.0")
Points = Mapping[str, Decimal]


@dataclass(frozen=True)
class Criterion:
    """A sub-criterion of an edition, as pages and steps need it."""

    item_no: int
    item_title: str
    code: str
    title: str
    rule_text: str
    full: Decimal


@dataclass(frozen=True)
class Totals:
    """H50, V50, T100 and the sections."""

    total: Decimal
    harmonious: Decimal
    vibrant: Decimal
    sections: dict[int, Decimal]
    items: dict[int, Decimal]


def criteria_of(edition: StandardEdition) -> list[Criterion]:
    """All sub-criteria in order."""
    return [
        Criterion(
            item["no"],
            item["title"],
            c["code"],
            c["title"],
            c.get("rule_text", ""),
            Decimal(str(c["points"])),
        )
        for section in edition.data["sections"]
        for item in section["items"]
        for c in item["sub_criteria"]
    ]


def totals(edition: StandardEdition, points: Points) -> Totals:
    """Items rounded half-up to 0.1; totals are sums of rounded items."""
    items: dict[int, Decimal] = {}
    sections: dict[int, Decimal] = {}
    for section in edition.data["sections"]:
        for item in section["items"]:
            items[item["no"]] = item_points([points.get(c["code"], ZERO) for c in item["sub_criteria"]])
        sections[section["no"]] = sum((items[i["no"]] for i in section["items"]), ZERO)
    titles = {t["code"]: sum((sections[no] for no in t["sections"]), ZERO) for t in edition.data["titles"]}
    return Totals(
        sum(sections.values(), ZERO),
        titles.get("harmonious", ZERO),
        titles.get("vibrant", ZERO),
        sections,
        items,
    )


class PassRule(NamedTuple):
    """What a unit needs: a total, and so much in every section (the city's, domain §2.0.6)."""

    total: Decimal
    section_min: Decimal


def pass_rule(edition: StandardEdition) -> PassRule:
    """The pass rule of an edition."""
    rule = edition.data.get("pass_rule") or {}
    return PassRule(Decimal(str(rule.get("total", 80))), Decimal(str(rule.get("section_min", 15))))


def pass_rule_text(edition: StandardEdition) -> str:
    """The pass rule in words, with where it comes from."""
    rule = pass_rule(edition)
    return f"总分不低于 {rule.total} 分，每部分不低于 {rule.section_min} 分（市级设定，2018 年文件未规定）"


def obstacles_to_pass(edition: StandardEdition, sums: Totals, red_line: str = "") -> list[str]:
    """Why the pass rule of the edition does not hold; empty when it holds."""
    needed, least = pass_rule(edition)
    found = []
    if sums.total < needed:
        found.append(f"总分 {sums.total} 分，还差 {needed - sums.total} 分")
    found += [
        f"第 {no} 部分 {points} 分，还差 {least - points} 分"
        for no, points in sums.sections.items()
        if points < least
    ]
    if red_line:
        found.append(f"存在一票否决情形：{red_line}")
    return found


def sheet_points(sheet: ScoreSheet | None) -> dict[str, Decimal]:
    """Points of one sheet by sub-criterion."""
    return {entry.criterion: entry.points for entry in sheet.entries.all()} if sheet else {}


def self_points(campaign: Campaign) -> dict[str, Decimal]:
    """The self column with corrected items laid over it."""
    points = sheet_points(campaign.self_sheet)
    for row in campaign.returns.filter(corrected_on__isnull=False).order_by("id"):
        points |= {code: Decimal(value["points"]) for code, value in row.corrected.items() if code in points}
    return points


def current_group(campaign: Campaign) -> AcceptanceGroup | None:
    """The acceptance group in force."""
    return campaign.groups.filter(replaced_on__isnull=True).first()


def members_of(campaign: Campaign) -> list[GroupMember]:
    """Members of the group in force."""
    group = current_group(campaign)
    return list(group.members.select_related("user")) if group else []


def reviewer_sheets(campaign: Campaign) -> list[ScoreSheet]:
    """Submitted sheets of the group's members in this round."""
    people = [member.user_id for member in members_of(campaign)]
    return list(
        ScoreSheet.objects.filter(
            unit=campaign.unit, edition=campaign.edition, round_no=campaign.round_no, scorer__in=people,
            column=ScoreSheet.Column.REVIEWER, submitted_at__isnull=False,
        ).select_related("scorer")
    )  # fmt: skip


def missing_reviewers(campaign: Campaign) -> list[str]:
    """Members whose scores are not in."""
    done = {sheet.scorer_id for sheet in reviewer_sheets(campaign)}
    return [str(member.user) for member in members_of(campaign) if member.user_id not in done]


def reviewer_points(campaign: Campaign) -> dict[str, Decimal]:
    """Mean of the reviewers per sub-criterion, half-up to 0.01 (city setting)."""
    columns = [sheet_points(sheet) for sheet in reviewer_sheets(campaign)]
    if not columns:
        return {}
    return {
        code: (sum((column.get(code, ZERO) for column in columns), ZERO) / len(columns)).quantize(
            CENT, ROUND_HALF_UP
        )
        for code in columns[0]
    }


def next_round(unit: CreationUnit) -> int:
    """Rounds of a unit never repeat, so that score sheets of different campaigns and tries stay apart."""
    used = [
        Campaign.objects.filter(unit=unit).aggregate(top=Max("round_no"))["top"],
        ScoreSheet.objects.filter(unit=unit).aggregate(top=Max("round_no"))["top"],
    ]
    return max(top or 0 for top in used) + 1


def as_data(sums: Totals) -> dict[str, Any]:
    """Totals as they go to logs."""
    return {
        "total": str(sums.total), "harmonious": str(sums.harmonious), "vibrant": str(sums.vibrant),
        "sections": {str(no): str(points) for no, points in sums.sections.items()},
    }  # fmt: skip
