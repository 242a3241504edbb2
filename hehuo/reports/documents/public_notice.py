"""公示: names of units and scores only, five working days, how to object (domain §3.1)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Campaign
from hehuo.reports.documents.campaign_papers import chooser, city_of, standard_of
from hehuo.reports.kinds import Kind
from hehuo.reports.paper import Paper, Table, Text


def compose(campaign: Campaign, user: Any) -> Paper:
    """The notice as it is posted."""
    notice = campaign.notices.filter(withdrawn_on__isnull=True).first()
    city = city_of(campaign)
    texts = [
        f"按照{standard_of(campaign)}，经创建单位自评、县级初核、市级验收，拟认定下列创建单位达标，现予公示。",
        f"公示期自{chinese_day(notice.starts_on)}起至{chinese_day(notice.ends_on)}止。对公示内容有异议的，请在公示期内以来信、来访"
        f"或网上方式向{city.office}反映，反映情况请写明事实和依据。我们对反映人的信息严格保密，提出异议不影响公示期计算。",
    ]
    table = Table(
        ["创建单位", "和谐社区", "活力社区", "总分"],
        [[notice.unit_name, str(notice.harmonious), str(notice.vibrant), str(notice.total)]], "拟认定名单", [50, 20, 20, 16],
    )  # fmt: skip
    return Paper(
        kind=KIND.code, title=f"关于{notice.unit_name}“和谐社区、活力社区”\n创建达标情况的公示", blocks=[*map(Text, texts), table],
        signer=city.name, day=notice.starts_on, head=city.head, number=f"{city.code()}〔{notice.starts_on.year}〕　号",
    )  # fmt: skip


_choices, _find = chooser(Q(notices__isnull=False, notices__withdrawn_on__isnull=True))
KIND = Kind(
    "public_notice", "达标公示", "创建活动", "验收达标以后张贴和上网的公示，只写创建单位名称和得分。", _choices, _find, compose, model="programme.campaign", official=True,
    public=True,
)  # fmt: skip
