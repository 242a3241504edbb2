"""整改通知书 (domain §3.3): the problems of one inspection or spot check site by responsible unit: fact, basis, requirement, date."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.org.models import Area
from hehuo.programme.models import Finding
from hehuo.programme.models.inspections import FINDING_OPEN, FindingState
from hehuo.reports.kinds import Kind
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Paper, Table, Text, chinese_day

NOTICED = (FindingState.CONFIRMED, *FINDING_OPEN)


def choices(user: Any) -> list[Finding]:
    """The first problem of every notice that the person may open (one notice for each visit and responsible unit)."""
    found: dict[tuple[int | None, int | None, int], Finding] = {}
    rows = (
        Finding.objects.visible_to(user).filter(state__in=NOTICED).select_related("settlement", "responsible")
    )
    for finding in rows.order_by("id")[:1000]:
        found.setdefault((finding.inspection_id, finding.site_id, finding.responsible_id), finding)
    return list(reversed(found.values()))


def find(user: Any, pk: int) -> Finding | None:
    """A problem; its notice holds all of the same visit and unit."""
    return (
        Finding.objects.visible_to(user)
        .filter(state__in=NOTICED, pk=pk)
        .select_related("settlement", "responsible")
        .first()
    )


def compose(finding: Finding, user: Any) -> Paper:
    """The notice to the responsible unit."""
    city = issuer_of(Area.get_root_nodes().first())
    together = Finding.objects.filter(
        inspection=finding.inspection_id,
        site=finding.site_id,
        responsible=finding.responsible_id,
        state__in=NOTICED,
    ).order_by("item_no", "id")
    rows = [
        [
            str(n),
            f.criterion or str(f.item_no),
            f.fact,
            f.basis,
            f.requirement,
            f.get_urgency_display(),
            chinese_day(f.due_on),
        ]
        for n, f in enumerate(together, 1)
    ]
    day = timezone.localtime(finding.created_at).date()
    place = finding.settlement.name
    texts = [
        f"市指挥部对{place}开展{finding.get_kind_display()}，发现以下 {len(rows)} 个问题，责任单位为你单位。请按要求整改。",
        "一、整改要求",
        "收到本通知后两个工作日内签收，五个工作日内报送整改方案，写明责任人、措施和时限。整改完成后报送情况和佐证，由市指挥部另行派人复查，"
        "复查合格后销号。",
        "二、问题清单",
    ]
    heads = ["序号", "条目", "问题事实", "依据", "整改要求", "整改类型", "期限"]
    return Paper(
        kind=KIND.code, title=f"关于{place}{finding.get_kind_display()}\n发现问题的整改通知", addressee=finding.responsible.name,
        blocks=[*map(Text, texts), Table(heads, rows, "", [9, 9, 30, 23, 26, 15, 20])], signer=city.name, day=day,
        head=city.head, number=f"{city.code()}〔{day.year}〕　号", office=city.office,
    )  # fmt: skip


KIND = Kind(
    "rectification_notice", "整改通知", "督查通报", "一次督查（抽查）中同一责任单位的问题合为一份整改通知。", choices, find, compose, official=True,
)  # fmt: skip
