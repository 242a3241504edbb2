"""会议纪要 of a headquarters: a draft with the usual parts, completed by its author, signed and numbered like other papers."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.org.models import Area
from hehuo.org.workdays import chinese_day
from hehuo.reports.kinds import Kind
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Paper, Text
from hehuo.reports.workflow import headquarters_of


def choices(user: Any) -> list[Area]:
    """The person's own headquarters."""
    area = headquarters_of(user)
    return [area] if area else []


def find(user: Any, pk: int) -> Area | None:
    """The own headquarters only."""
    return next((area for area in choices(user) if area.pk == pk), None)


def compose(area: Area, user: Any) -> Paper:
    """Time, place, chair, who took part, what was agreed."""
    issuer, day = issuer_of(area), timezone.localdate()
    texts = [
        f"{chinese_day(day)}，{issuer.name}召开会议，研究“和谐社区、活力社区”创建工作。会议纪要如下。",
        "一、会议基本情况",
        "会议由指挥部负责同志主持，指挥部办公室和有关成员单位参加。",
        "二、会议听取的情况",
        "会议听取了指挥部办公室关于创建工作进展的汇报。",
        "三、会议议定的事项",
        "会议议定事项由指挥部办公室分解为责任任务，逐项明确牵头单位和时限。",
    ]
    return Paper(
        kind=KIND.code, title=f"{area.name}“和谐社区、活力社区”创建工作\n会议纪要", blocks=list(map(Text, texts)), signer=issuer.name,
        day=day, head=issuer.head, number=f"{issuer.code('纪')}〔{day.year}〕　号", office=issuer.office,
    )  # fmt: skip


KIND = Kind(
    "minutes", "会议纪要", "自行拟稿", "指挥部会议纪要：先按固定格式起草，拟稿后补写议定事项再送签发。", choices, find, compose, official=True, levels=("city", "county"),
)  # fmt: skip
