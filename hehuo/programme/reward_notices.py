"""Who is asked about the money of a reward, and when it is done: clearance, payment, claw-back and its return."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse

from hehuo.notices.models import NoticeKind
from hehuo.notices.services import finish_about, notify
from hehuo.org.models import Area
from hehuo.org.roles import Role
from hehuo.programme.models import Campaign, RewardClawback, RewardGrant


def _ask(
    text: str, subject: Model, *, role: Role, by: Any, url: str, due: date | None = None, kind: str = NoticeKind.TODO
) -> None:  # fmt: skip
    city = Area.objects.filter(kind=Area.Kind.CITY).first()
    if city is not None:
        notify(
            text[:200], by=by, to_role=role, area=city, subject=subject, url=url, due_on=due, kind=kind,
            key=f"{subject._meta.label_lower}:{subject.pk}:{role}:{kind}",
        )  # fmt: skip


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02} 元"


def ask_to_clear(grant: RewardGrant, *, by: Any) -> None:
    """Finance checks the payment of an approved reward."""
    text = f"请审核奖补拨付：{grant.campaign.unit.name} {_yuan(grant.amount_fen)}"
    _ask(text, grant, role=Role.CITY_FINANCE, by=by, url=reverse("reward-clear", args=[grant.pk]))


def ask_to_pay(grant: RewardGrant, *, by: Any) -> None:
    """What finance cleared waits for the voucher of the payment."""
    finish_about(grant, by=by)
    text = f"已审核，请拨付奖补并登记凭证：{grant.campaign.unit.name} {_yuan(grant.amount_fen)}"
    _ask(text, grant, role=Role.CITY_FINANCE, by=by, url=reverse("campaign", args=[grant.campaign_id]))


def paid(grant: RewardGrant, *, by: Any) -> None:
    """Nothing waits about the payment any more."""
    finish_about(grant, by=by)


def ask_whether_back(campaign: Campaign, *, by: Any) -> None:
    """A unit that lost its title was paid: the office considers a claw-back."""
    grant = RewardGrant.objects.filter(
        campaign=campaign, paid_at__isnull=False, clawback__isnull=True
    ).first()
    if grant is not None:
        text = f"已撤销命名，请研究是否建议追回奖补：{campaign.unit.name} {_yuan(grant.amount_fen)}"
        _ask(text, grant, role=Role.CITY_OFFICE, by=by, url=reverse("reward-clawback", args=[grant.pk]))


def ask_to_decide(back: RewardClawback, *, by: Any) -> None:
    """A proposed claw-back waits for finance."""
    finish_about(back.grant, by=by)
    text = f"请决定是否追回奖补：{back.grant.campaign.unit.name} 建议追回 {_yuan(back.proposed_fen)}"
    _ask(text, back, role=Role.CITY_FINANCE, by=by, url=reverse("reward-clawback", args=[back.grant_id]))


def decided(back: RewardClawback, *, by: Any) -> None:
    """Office and leaders read the decision; what must come back waits for its receipt."""
    finish_about(back, by=by)
    url, name = reverse("reward-clawback", args=[back.grant_id]), back.grant.campaign.unit.name
    amount = back.decided_fen or 0
    told = f"市财政决定{f'追回 {_yuan(amount)}' if amount else '不追回奖补'}：{name}"
    for role in (Role.CITY_OFFICE, Role.CITY_LEADER):
        _ask(told, back, role=role, by=by, url=url, kind=NoticeKind.COPY)
    if amount:
        text = f"请收回奖补并登记收款凭证：{name} {_yuan(amount)}"
        _ask(text, back, role=Role.CITY_FINANCE, by=by, url=url, due=back.due_on)


def returned(back: RewardClawback, *, by: Any) -> None:
    """The money is back; the office reads it."""
    finish_about(back, by=by)
    text = f"奖补已收回：{back.grant.campaign.unit.name} {_yuan(back.decided_fen or 0)}"
    url = reverse("reward-clawback", args=[back.grant_id])
    _ask(text, back, role=Role.CITY_OFFICE, by=by, url=url, kind=NoticeKind.COPY)
