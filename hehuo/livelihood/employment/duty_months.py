"""公益性岗位月出勤: one row a holder of a post and month; attendance is what confirms the employment (domain §3.8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.livelihood.employment.models import PublicPostMonth, PublicWelfareAssignment
from hehuo.livelihood.employment.public_posts import PUBLIC_POST, WORKING, running_spells
from hehuo.livelihood.employment.services import confirm_employment
from hehuo.measures.parameters import months_from
from hehuo.records.writing import save_record


def last_day(month: date) -> date:
    """The last day of a month."""
    return months_from(month.replace(day=1), 1) - timedelta(days=1)


def post_of(person: Any, month: date) -> PublicWelfareAssignment | None:
    """The post that somebody had under contract in a month."""
    rows = PublicWelfareAssignment.objects.live().filter(person=person, contract_from__lte=last_day(month))
    return rows.filter(contract_to__gt=month.replace(day=1)).order_by("-contract_from", "-pk").first()


def check_month(row: PublicPostMonth) -> None:
    """A month of the contract, begun, with days that it has. Raises `ValidationError`."""
    post, first = row.post, row.month.replace(day=1)
    if first > timezone.localdate():
        raise ValidationError({"month": "还没有到这个月份。"})
    if not post.person_id or not (post.contract_from and post.contract_to):
        raise ValidationError({"post": "这个岗位还没有签合同，不能登记出勤。"})
    if not (post.contract_from <= last_day(first) and first < post.contract_to):
        raise ValidationError(
            {"month": f"这个月不在合同期内（{post.contract_from} 至 {post.contract_to}）。"}
        )
    if row.days_due > last_day(first).day:
        raise ValidationError({"days_due": f"这个月只有 {last_day(first).day} 天。"})
    if row.days_on > row.days_due:
        raise ValidationError({"days_on": "实际出勤不能多于应出勤。"})
    if row.paid_on and (row.paid_on < first or row.paid_on > timezone.localdate()):
        raise ValidationError({"paid_on": "发放日期应在这个月开始以后，不晚于今天。"})
    if row.paid_on and not row.subsidy_fen:
        raise ValidationError({"subsidy_fen": "已发放的，请填写当月补贴。"})


@transaction.atomic
def save_duty_month(row: PublicPostMonth, *, by: Any) -> PublicPostMonth:
    """Enter or edit a month; a newer month than before moves the post on and confirms the employment."""
    if row.post_id is None:
        found = post_of(row.person, row.month)
        if found is None:
            raise ValidationError({"person": "这个人这个月没有签约的公益性岗位。"})
        row.post = found
    check_month(row)
    post = row.post
    row.month, row.person = row.month.replace(day=1), post.person
    row.occurred_on = min(last_day(row.month), timezone.localdate())
    save_record(row, by=by)
    if post.last_duty_month is None or row.month > post.last_duty_month:
        _move_on(post, row.month, by=by)
    return row


def _move_on(post: PublicWelfareAssignment, month: date, *, by: Any) -> None:
    for spell in running_spells(post):
        day = min(last_day(month), timezone.localdate())
        if day >= spell.valid_from:
            confirm_employment(spell, by=by, on=day)
    post.last_duty_month = month
    if post.state in WORKING:
        PUBLIC_POST.apply(post, "pay", by=by)
    save_record(post, by=by, action="pay")


def record_duty_month(
    post: PublicWelfareAssignment, *, by: Any, month: date, days_due: int, days_on: int, subsidy_fen: int | None = None,
    paid_on: date | None = None, on: date | None = None,
) -> PublicWelfareAssignment:  # fmt: skip
    """出勤 and subsidy of the next month, from the page of the post."""
    PUBLIC_POST.check(post, "pay", by=by)
    first = month.replace(day=1)
    if post.last_duty_month and first <= post.last_duty_month:
        raise ValidationError({"month": f"{post.last_duty_month:%Y年%m月}已登记出勤，请登记后面的月份。"})
    row = PublicPostMonth(
        settlement=post.settlement, post=post, month=first, days_due=days_due, days_on=days_on, paid_on=paid_on,
        subsidy_fen=post.subsidy_fen if subsidy_fen is None else subsidy_fen,
    )  # fmt: skip
    save_duty_month(row, by=by)
    return post
