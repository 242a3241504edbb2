"""以奖代补名单: units, frozen size, amount, by the table in force (domain §3.1, Appendix `reward_grant`)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.org.models import Area, OrgUnit
from hehuo.programme.models import RewardGrant, RewardScheme
from hehuo.programme.views.access import reads_rewards
from hehuo.reports.addressees import Place
from hehuo.reports.kinds import Kind
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Paper, Table, Text, yuan


def choices(user: Any) -> list[RewardScheme]:
    """Schemes with grants."""
    return list(RewardScheme.objects.filter(grants__isnull=False).distinct()) if reads_rewards(user) else []


def find(user: Any, pk: int) -> RewardScheme | None:
    """One of them."""
    return next((scheme for scheme in choices(user) if scheme.pk == pk), None)


def compose(scheme: RewardScheme, user: Any) -> Paper:
    """The list; its total is the sum of its lines."""
    grants = list(RewardGrant.objects.filter(scheme=scheme).select_related("campaign__unit__county").order_by(
        "campaign__unit__county__code", "campaign__unit__code"))  # fmt: skip
    city = issuer_of(Area.get_root_nodes().first())
    total, paid = sum(g.amount_fen for g in grants), [g for g in grants if g.paid_at]
    day = timezone.localtime(max(g.approved_at for g in grants)).date()
    rows = [
        [str(n), g.campaign.unit.county.name, g.campaign.unit.name, str(g.scale_households), yuan(g.amount_fen),
         "已拨付" if g.paid_at else "待拨付"]
        for n, g in enumerate(grants, 1)
    ]  # fmt: skip
    texts = [
        f"根据《{scheme.name}》（第 {scheme.version} 版），对达标创建单位以奖代补。现将奖补名单印发如下。",
        f"共奖补 {len(grants)} 个创建单位，金额合计 {yuan(total)} 元，其中已拨付 {len(paid)} 个、{yuan(sum(g.amount_fen for g in paid))} 元。"
        "安置规模按启动时固化的户数计算。",
        "请按规定使用奖补资金，专项用于安置点创建和维护，使用情况接受审计监督。",
    ]  # fmt: skip
    table = Table(
        ["序号", "县级单位", "创建单位", "安置规模（户）", "奖补金额（元）", "拨付"], rows, "奖补名单", [10, 23, 34, 18, 24, 14],
        ["合计", "", f"{len(grants)} 个", str(sum(g.scale_households for g in grants)), yuan(total), ""],
    )  # fmt: skip
    return Paper(
        kind=KIND.code, title="关于印发“和谐社区、活力社区”创建\n以奖代补名单的通知", blocks=[*map(Text, texts), table],
        addressee="各县（市、特区、区）易地扶贫搬迁工程建设指挥部", signer=city.name, day=day, head=city.head,
        number=f"{city.code()}〔{day.year}〕　号", office=city.office, copies_to="市财政局",
    )  # fmt: skip


def sent_to(scheme: RewardScheme) -> tuple[list[Place], list[Place]]:
    """主送 to every county, 抄送 to finance."""
    counties = Area.get_root_nodes().first().get_descendants().filter(kind=Area.Kind.COUNTY)
    return list(counties), list(OrgUnit.objects.filter(code="city-caizheng"))


KIND = Kind(
    "reward_list", "以奖代补名单", "以奖代补", "按奖补办法汇总的奖补名单和金额，合计等于各行之和。", choices, find, compose, official=True,
    sent_to=sent_to,
)  # fmt: skip
