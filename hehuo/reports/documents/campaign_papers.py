"""What papers about a campaign share: which campaigns, whose headquarters, score tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from hehuo.org.workdays import chinese_day
from hehuo.programme import scores
from hehuo.programme.models import Campaign, CampaignStep
from hehuo.programme.views.access import hide_from_blind, opens_campaigns
from hehuo.reports.numbers import Issuer, issuer_of
from hehuo.reports.paper import Table
from hehuo.reports.privacy import SMALL

MOST = 200


def campaigns_for(user: Any, wanted: Q) -> QuerySet[Campaign]:
    """Campaigns that the person may open and that have what the paper needs."""
    if not opens_campaigns(user):
        return Campaign.objects.none()
    rows = (
        Campaign.objects.visible_to(user)
        .filter(wanted)
        .select_related("unit__county", "edition", "submitted")
    )
    return rows.distinct()


def chooser(wanted: Q) -> tuple[Callable[[Any], list[Campaign]], Callable[[Any, int], Campaign | None]]:
    """`choices` and `find` of a kind that is made from campaigns; nothing for members who have not scored yet."""

    def choices(user: Any) -> list[Campaign]:
        # only their names are listed: editions and snapshots are large
        return list(campaigns_for(user, wanted).select_related(None).select_related("unit__county")[:MOST])

    def find(user: Any, pk: int) -> Campaign | None:
        campaign = campaigns_for(user, wanted).filter(pk=pk).first()
        if campaign is not None:
            hide_from_blind(campaign, user)
        return campaign

    return choices, find


def blind(campaign: Campaign, user: Any) -> bool:
    """Whether the person must not see scores of this campaign yet."""
    try:
        hide_from_blind(campaign, user)
    except PermissionDenied:
        return True
    return False


def city_of(campaign: Campaign) -> Issuer:
    """The city headquarters."""
    return issuer_of(campaign.unit.county.get_root())


def county_of(campaign: Campaign) -> Issuer:
    """The county headquarters."""
    return issuer_of(campaign.unit.county)


def step_of(campaign: Campaign, event: str) -> CampaignStep | None:
    """The last step of that kind."""
    return campaign.steps.filter(event=event).select_related("actor").order_by("-id").first()


def day_of(moment: Any) -> date:
    """The local day of a moment."""
    return timezone.localtime(moment).date() if moment else timezone.localdate()


def standard_of(campaign: Campaign) -> str:
    """《title》（number） of the standard that was applied."""
    edition = campaign.edition
    title = edition.data.get("document_title") or edition.name
    return f"《{title}》（{edition.document_no}）" if edition.document_no else f"《{title}》"


def size_of(campaign: Campaign) -> str:
    """Frozen households and persons in words."""
    freeze = getattr(campaign, "population", None)
    if freeze is None:
        return ""
    return f"截至{chinese_day(freeze.cut_off_on)}有搬迁户 {freeze.households} 户 {freeze.persons} 人"


def few(number: int, unit: str = "户") -> str:
    """A count of households or people for a paper that goes out: from 1 below five only as such."""
    return f"不足 {SMALL} {unit}" if 0 < number < SMALL else f" {number} {unit}"


def score_table(campaign: Campaign, columns: dict[str, dict[str, Decimal]], title: str = "") -> Table:
    """Items × columns of points (by sub-criterion), with sections' and overall totals as on the campaign's page."""
    edition = campaign.edition
    sums = {label: scores.totals(edition, points) for label, points in columns.items()}
    rows = []
    for section in edition.data["sections"]:
        for item in section["items"]:
            rows.append(
                [
                    str(item["no"]),
                    item["title"],
                    item["points_effective"],
                    *(str(s.items[item["no"]]) for s in sums.values()),
                ]
            )
        rows.append(
            ["", f"第 {section['no']} 部分小计", str(sum(Decimal(i["points_effective"]) for i in section["items"])),
             *(str(s.sections[section["no"]]) for s in sums.values())]
        )  # fmt: skip
    total = ["合计", "", str(sum(Decimal(i["points_effective"]) for s in edition.data["sections"] for i in s["items"])),
             *(str(s.total) for s in sums.values())]  # fmt: skip
    return Table(
        ["序号", "考核条目", "满分", *sums],
        rows,
        title,
        [10, 50 - 6 * len(sums), 14, *([18] * len(sums))],
        total,
    )
