"""Old houses, step by step. Land rights are voluntary: no other service asks whether a house has been demolished."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.org.rights import may_approve
from hehuo.property.old_houses.lifecycle import OLD_HOUSE
from hehuo.property.old_houses.models import OldHouse
from hehuo.records.models import Status
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record, update_records

DECIDED = ("site_checked_on", "accepted_on", "exemption_certified_on")
"""Dates that a second person with the right to approve enters."""
S = OldHouse.State


def _day(on: date | None, known: date | None) -> date:
    return on or known or timezone.localdate()


def _not_before(day: date, earlier: date | None, what: str) -> None:
    if earlier and day < earlier:
        raise ValidationError(f"{what}，请核对日期。")


def _take(house: OldHouse, event: str, *, by: Any, reason: str = "") -> OldHouse:
    OLD_HOUSE.apply(house, event, by=by, reason=reason)
    return save_record(house, by=by, action=event, reason=reason)


def state_by_dates(house: OldHouse) -> str:
    """How far a house has come, read from its dates (for imports and first entries)."""
    if house.exemption != OldHouse.Exemption.NONE and house.exemption_certified_on:
        return S.EXEMPT
    steps = (
        (house.accepted_on, S.ACCEPTED), (house.reclaim_done_on, S.RECLAIMING), (house.award_paid_on, S.PAID),
        (house.site_checked_on, S.CHECKED), (house.demolished_on, S.DEMOLISHED),
    )  # fmt: skip
    for day, state in steps:
        if day:
            return state
    if house.signed_on:
        return S.DUE if house.due_on and house.due_on <= timezone.localdate() else S.AGREED
    return S.IDENTIFIED


def check_dates(house: OldHouse) -> None:
    """The order in which things can have happened."""
    order = [
        ("signed_on", "demolished_on", "拆除日期不能早于签订日期"), ("demolished_on", "site_checked_on", "现场核验不能早于拆除"),
        ("demolished_on", "award_paid_on", "奖励兑现不能早于拆除"), ("demolished_on", "reclaim_done_on", "复垦完成不能早于拆除"),
        ("reclaim_done_on", "accepted_on", "验收日期不能早于复垦完成"),
    ]  # fmt: skip
    for before, after, text in order:
        earlier, later = getattr(house, before), getattr(house, after)
        if earlier and later and later < earlier:
            raise ValidationError({after: f"{text}，请核对。"})
    for name in ("site_checked_on", "award_paid_on", "reclaim_done_on", "accepted_on"):
        if getattr(house, name) and house.demolished_on is None:
            raise ValidationError({name: "还没有拆除日期，不能填写这一项。"})
    if house.exemption != OldHouse.Exemption.NONE and house.demolished_on:
        raise ValidationError({"exemption": "已拆除的旧房不再登记免拆类别。"})
    if house.exemption == OldHouse.Exemption.SHARED_WALL and house.has_old_house != OldHouse.Had.SHARED:
        raise ValidationError({"exemption": "“两户以上连体房”要求原有住房登记为“共有或连体”。"})
    if house.exemption_certified_on and house.exemption == OldHouse.Exemption.NONE:
        raise ValidationError({"exemption": "填写了认定日期，请选择免拆类别。"})


@transaction.atomic
def record_old_house(house: OldHouse, *, by: Any) -> OldHouse:
    """Save an entered or edited house. Checked, accepted and certified dates need a second person with that right."""
    if house.household.settlement_id != house.settlement_id:
        raise ValidationError({"household": "这户不在所选的安置点，请核对。"})
    check_dates(house)
    before = OldHouse._base_manager.filter(pk=house.pk).first() if house.pk else None
    entered = [
        name
        for name in DECIDED
        if getattr(house, name) and getattr(house, name) != getattr(before, name, None)
    ]
    if entered and (
        by is None or not may_approve(by, house.domain) or before is None or before.created_by_id == by.pk
    ):
        labels = "、".join(str(house._meta.get_field(name).verbose_name) for name in entered)
        raise ValidationError(f"{labels}由登记人以外、有审核权限的同事填写。请先保存其他内容。")
    if house.state != S.DISPUTED:
        house.state = state_by_dates(house)
    return save_record(house, by=by)


@transaction.atomic
def sign_agreement(house: OldHouse, *, by: Any, reason: str = "") -> OldHouse:
    """旧房拆除协议, signed by the right holders."""
    return _take(house, "sign", by=by, reason=reason)


@transaction.atomic
def demolish_old_house(house: OldHouse, *, by: Any, on: date | None = None, reason: str = "") -> OldHouse:
    """已拆除: a claim until somebody else has been to the site."""
    OLD_HOUSE.check(house, "demolish", by=by, reason=reason)
    day = _day(on, house.demolished_on)
    _not_before(day, house.signed_on, "拆除日期不能早于签订日期")
    house.demolished_on = day
    return _take(house, "demolish", by=by, reason=reason)


@transaction.atomic
def check_site(house: OldHouse, *, by: Any, on: date | None = None, reason: str = "") -> OldHouse:
    """现场核验 by somebody other than the author: walls and roof are gone."""
    OLD_HOUSE.check(house, "check_site", by=by, reason=reason)
    demand_second_person(house, by, what="现场核验")
    day = _day(on, house.site_checked_on)
    _not_before(day, house.demolished_on, "现场核验不能早于拆除")
    house.site_checked_on, house.checked_by_name = day, house.checked_by_name or by.get_full_name()[:50]
    return _take(house, "check_site", by=by, reason=reason)


@transaction.atomic
def pay_award(house: OldHouse, *, by: Any, on: date | None = None, reason: str = "") -> OldHouse:
    """拆除奖励 has been paid to the household."""
    OLD_HOUSE.check(house, "pay_award", by=by, reason=reason)
    day = _day(on, house.award_paid_on)
    _not_before(day, house.demolished_on, "奖励兑现不能早于拆除")
    house.award_paid_on = day
    return _take(house, "pay_award", by=by, reason=reason)


@transaction.atomic
def accept_reclamation(house: OldHouse, *, by: Any, on: date | None = None, reason: str = "") -> OldHouse:
    """复垦验收 as the natural-resources authority has written it."""
    OLD_HOUSE.check(house, "accept", by=by, reason=reason)
    demand_second_person(house, by, what="登记验收")
    day = _day(on, house.accepted_on)
    _not_before(day, house.reclaim_done_on or house.demolished_on, "验收日期不能早于复垦完成")
    house.accepted_on, house.reclaim_done_on = day, house.reclaim_done_on or day
    return _take(house, "accept", by=by, reason=reason)


@transaction.atomic
def certify_exemption(house: OldHouse, *, by: Any, on: date | None = None, reason: str = "") -> OldHouse:
    """免拆认定: the county's certificate is on file."""
    OLD_HOUSE.check(house, "exempt", by=by, reason=reason)
    demand_second_person(house, by, what="登记免拆认定")
    house.exemption_certified_on = _day(on, house.exemption_certified_on)
    return _take(house, "exempt", by=by, reason=reason)


@transaction.atomic
def dispute_old_house(house: OldHouse, *, by: Any, reason: str) -> OldHouse:
    """争议 stops the steps, not the services to the household."""
    OLD_HOUSE.check(house, "dispute", by=by, reason=reason)
    house.dispute = reason[:200]
    return _take(house, "dispute", by=by, reason=reason)


@transaction.atomic
def settle_dispute(house: OldHouse, *, by: Any, reason: str) -> OldHouse:
    """Back to where the dates say the house is."""
    OLD_HOUSE.check(house, "settle", by=by, reason=reason)
    house.dispute = ""
    house.state = state_by_dates(house)
    return save_record(house, by=by, action="settle", reason=reason)


@transaction.atomic
def revoke_exemption(house: OldHouse, *, by: Any, reason: str) -> OldHouse:
    """The house left the county's list; it is to be demolished after all."""
    OLD_HOUSE.check(house, "revoke", by=by, reason=reason)
    house.exemption, house.exemption_certified_on = OldHouse.Exemption.NONE, None
    return _take(house, "revoke", by=by, reason=reason)


@transaction.atomic
def mark_due_houses(settlement: Any, *, at: date, by: Any = None) -> int:
    """Agreements whose day has come; run by the nightly job."""
    rows = list(
        OldHouse.objects.live()
        .filter(settlement=settlement, state=S.AGREED, due_on__lte=at)
        .exclude(status=Status.DRAFT)
    )
    for row in rows:
        row.state = S.DUE
    update_records(rows, ["state"], by=by, reason="到期应拆")
    return len(rows)


STEPS = {
    "sign": sign_agreement,
    "demolish": demolish_old_house,
    "check_site": check_site,
    "pay_award": pay_award,
    "accept": accept_reclamation,
    "exempt": certify_exemption,
    "dispute": dispute_old_house,
    "settle": settle_dispute,
    "revoke": revoke_exemption,
}
