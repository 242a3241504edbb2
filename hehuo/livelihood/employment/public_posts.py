"""公益性岗位 as a table and its steps (domain §3.8): publicised five working days, at most three years a contract."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import chinese_calendar
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.livelihood.employment.models import EmploymentSpell, PublicWelfareAssignment
from hehuo.livelihood.employment.services import (
    demand_working_age,
    end_employment,
    start_employment,
)
from hehuo.measures.parameters import months_from
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record
from hehuo.residents.predicates import may_decide, may_handle

S = PublicWelfareAssignment.State
PUBLICITY_DAYS = 5
CLAUSE = "第12项 公益性岗位优先安置搬迁群众"


def is_working_day(day: date) -> bool:
    """By the published calendar; Monday to Friday where it is not published yet."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def working_days_later(start: date, count: int) -> date:
    """The last of `count` working days after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def _has_person(post: Any) -> str:
    return "" if post.person_id else "请先在“修改”中填写人员。"


def _publicised_long_enough(post: Any) -> str:
    if post.publicised_on is None:
        return "请先公示。"
    last = working_days_later(post.publicised_on, PUBLICITY_DAYS)
    if timezone.localdate() <= last:
        return f"公示要满 {PUBLICITY_DAYS} 个工作日，{last} 以后才能签约。"
    return _contract(post)


def _contract(post: Any) -> str:
    if not (post.contract_from and post.contract_to):
        return "请先在“修改”中填写合同起止。"
    if post.contract_to > months_from(post.contract_from, 36):
        return "每份合同不超过 3 年，请核对合同止期。"
    return ""


def _ran_out(post: Any) -> str:
    late = post.contract_to and post.contract_to <= timezone.localdate()
    return "" if late else "合同还没有到期。提前结束请办理“终止”。"


def _exit_reason(post: Any) -> str:
    return "" if post.exit_reason else "请先在“修改”中选择退出原因。"


WORKING = (S.ON_DUTY, S.PAID, S.RENEWED)
PUBLIC_POST = Lifecycle(
    "公益性岗位",
    dict(S.choices),
    (
        Transition("announce", "发布岗位", (S.DEMAND,), S.ANNOUNCED, may_handle, clause=CLAUSE),
        Transition("apply", "登记申请", (S.ANNOUNCED,), S.APPLIED, may_handle, _has_person, clause=CLAUSE),
        Transition("review", "审核通过", (S.APPLIED,), S.REVIEWED, may_decide, _has_person, clause="审核人不是登记人"),
        Transition("publicise", "开始公示", (S.REVIEWED,), S.PUBLICISED, may_handle, clause="姓名隐去一字，公示 5 个工作日"),
        Transition("contract", "签订合同", (S.PUBLICISED,), S.CONTRACTED, may_handle, _publicised_long_enough, clause="每份合同不超过 3 年"),
        Transition("start_duty", "上岗", (S.CONTRACTED,), S.ON_DUTY, may_handle, _contract, clause="上岗即登记就业台账"),
        Transition("pay", "登记当月出勤和补贴", WORKING, S.PAID, may_handle, clause="按月出勤，按月发放"),
        Transition("renew", "续签", (S.ON_DUTY, S.PAID, S.ENDED), S.RENEWED, may_decide, _contract, clause="每份合同不超过 3 年"),
        Transition("end", "期满结束", WORKING, S.ENDED, may_handle, _ran_out, clause=CLAUSE),
        Transition("terminate", "终止", (S.CONTRACTED, *WORKING), S.TERMINATED, may_handle, _exit_reason, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip


def _take(post: PublicWelfareAssignment, event: str, *, by: Any, reason: str = "") -> PublicWelfareAssignment:
    PUBLIC_POST.apply(post, event, by=by, reason=reason)
    return save_record(post, by=by, action=event, reason=reason)


@transaction.atomic
def review_post(post: PublicWelfareAssignment, *, by: Any, reason: str = "") -> PublicWelfareAssignment:
    """审核 by somebody other than the author."""
    PUBLIC_POST.check(post, "review", by=by, reason=reason)
    demand_second_person(post, by, what="审核")
    demand_working_age(post.person, timezone.localdate())
    return _take(post, "review", by=by, reason=reason)


@transaction.atomic
def publicise_post(
    post: PublicWelfareAssignment, *, by: Any, on: date | None = None, reason: str = ""
) -> PublicWelfareAssignment:
    """公示 begins."""
    PUBLIC_POST.check(post, "publicise", by=by, reason=reason)
    post.publicised_on = on or timezone.localdate()
    return _take(post, "publicise", by=by, reason=reason)


def running_spells(post: PublicWelfareAssignment) -> Any:
    """What the employment ledger has of this post and has not ended."""
    rows = EmploymentSpell.objects.live().filter(
        person=post.person, kind="public_post", valid_to__isnull=True
    )
    return rows.filter(employer_name=post.employer_name)


@transaction.atomic
def start_duty(
    post: PublicWelfareAssignment,
    *,
    by: Any,
    on: date | None = None,
    place: str = "settlement",
    reason: str = "",
) -> PublicWelfareAssignment:
    """上岗: the employment ledger gets its row."""
    PUBLIC_POST.check(post, "start_duty", by=by, reason=reason)
    day = on or timezone.localdate()
    if day < post.contract_from:
        raise ValidationError(f"合同从 {post.contract_from} 开始，还不能登记上岗。")
    if not running_spells(post).exists():
        start_employment(
            post.person, by=by, kind="public_post", place=place, on=day, proof_kind="contract", contract_kind="service",
            employer_name=post.employer_name, job_title=post.get_post_type_display(),
        )  # fmt: skip
    return _take(post, "start_duty", by=by, reason=reason)


@transaction.atomic
def end_post(
    post: PublicWelfareAssignment, *, by: Any, on: date | None = None, reason: str = "期满"
) -> PublicWelfareAssignment:
    """期满: the contract has run out."""
    PUBLIC_POST.check(post, "end", by=by, reason=reason)
    post.exit_reason = post.exit_reason or PublicWelfareAssignment.Exit.EXPIRED
    for spell in running_spells(post):
        end_employment(spell, by=by, on=on or post.contract_to, reason=reason or "期满")
    return _take(post, "end", by=by, reason=reason)


@transaction.atomic
def terminate_post(
    post: PublicWelfareAssignment, *, by: Any, on: date | None = None, reason: str = ""
) -> PublicWelfareAssignment:
    """终止 before the end, with a reason."""
    PUBLIC_POST.check(post, "terminate", by=by, reason=reason)
    for spell in running_spells(post):
        end_employment(spell, by=by, on=on or timezone.localdate(), reason=reason)
    return _take(post, "terminate", by=by, reason=reason)


STEPS = {
    "review": review_post,
    "publicise": publicise_post,
    "start_duty": start_duty,
    "end": end_post,
    "terminate": terminate_post,
}
