"""A spot check as a table (domain §3.2). Drawing again is not possible from any state."""

from __future__ import annotations

from typing import Any

from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import CheckState as S
from hehuo.programme.models import SpotCheck, SpotHousehold, SpotMember, SpotRecord
from hehuo.programme.supervision.course import Course, day_of
from hehuo.programme.supervision.people import HEADQUARTERS, OFFICE, is_expert
from hehuo.programme.supervision.spot_checks.results import due_widening
from hehuo.records.lifecycle import Lifecycle, Transition

REPLY_WITHIN = 5
"""Working days."""
LEAST = 2
"""People at a site."""
D = "domain §3.2（市级设定）"


class TeamMember:
    """Somebody of one of the teams."""

    label = "抽查组成员"

    def __call__(self, user: Any, check: SpotCheck) -> bool:
        return is_expert(user) and SpotMember.objects.filter(site__check_of=check, user=user).exists()


class MemberOrOffice(TeamMember):
    """A team member or the city's office."""

    label = "抽查组成员、市指挥部办公室"

    def __call__(self, user: Any, check: SpotCheck) -> bool:
        return OFFICE(user, check) or super().__call__(user, check)


class CheckedUnit:
    """County headquarters or the secretary of a drawn unit."""

    label = "被抽查单位（县级指挥部、社区书记）"

    def __call__(self, user: Any, check: SpotCheck) -> bool:
        if not roles_of(user) & {Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.SECRETARY}:
            return False
        return check.sites.filter(unit__settlements__in=scope_of(user).settlement_ids).exists()


MEMBER, UNIT = TeamMember(), CheckedUnit()


def _short_of_people(check: SpotCheck) -> list[str]:
    sites = check.sites.select_related("unit").prefetch_related("members")
    return [str(s.unit) for s in sites if len(s.members.all()) < LEAST]


def all_have_teams(check: SpotCheck) -> str:
    """Two at every site, and each has declared for themselves."""
    if left := _short_of_people(check):
        return f"这些抽查点还没有派满 {LEAST} 人：{'、'.join(left)}。"
    silent = SpotMember.objects.filter(site__check_of=check, declaration="").select_related("user")
    names = sorted({str(m.user) for m in silent})
    return f"这些成员还没有本人声明是否回避：{'、'.join(names)}。" if names else ""


def without_team(check: SpotCheck) -> str:
    """There is somebody to assign."""
    return "" if _short_of_people(check) else "各抽查点都已派组。"


def owes_declaration(user: Any, check: SpotCheck) -> str:
    """The person has a site without own declaration."""
    owed = SpotMember.objects.filter(site__check_of=check, user=user, declaration="").exists()
    return "" if owed else "您已声明。"


def all_is_in(check: SpotCheck) -> str:
    """Judgements, records and interviews are complete."""
    missing = SpotMember.objects.filter(site__check_of=check, submitted_at__isnull=True).select_related(
        "user", "site__unit"
    )
    if people := [f"{m.user}（{m.site.unit}）" for m in missing]:
        return f"还有 {len(people)} 份评分没有提交：{'、'.join(people[:6])}。"
    records = SpotRecord.objects.filter(site__check_of=check, verdict=SpotRecord.Verdict.PENDING).count()
    homes = SpotHousehold.objects.filter(site__check_of=check, result=SpotHousehold.Result.PENDING).count()
    return f"还有 {records} 条台账记录、{homes} 户没有登记结果。" if records or homes else ""


def must_widen(check: SpotCheck) -> str:
    """A stratum failed and has units left."""
    return "" if due_widening(check) else "各层都在允许范围内，或者已经全部查完，不用扩大。"


def need_not_widen(check: SpotCheck) -> str:
    """The widening rule binds."""
    found = due_widening(check)
    return f"有 {len(found)} 层自评偏高超过规定，请先按规则扩大样本。" if found else ""


def replies_are_in(check: SpotCheck) -> str:
    """All units have answered, or their time is over."""
    left = [str(s.unit) for s in check.sites.filter(replied_on__isnull=True).select_related("unit")]
    if not left or (check.step_due_on and day_of(check) > check.step_due_on):
        return ""
    return f"等待单位反馈（时限{chinese_day(check.step_due_on)}）：{'、'.join(left)}。"


def reply_is_due(check: SpotCheck) -> str:
    """Within five working days."""
    return "反馈时限已过。" if check.step_due_on and day_of(check) > check.step_due_on else ""


CHECK = Course(
    Lifecycle(
        "抽查",
        dict(S.choices),
        (
            Transition("draw", "抽取样本", (S.DRAFTED,), S.SAMPLED, OFFICE, clause=f"只抽一次；{D}"),
            Transition("assign", "派抽查组", (S.SAMPLED,), S.SAMPLED, OFFICE, without_team, clause=f"每组 2 人以上，回避；{D}"),
            Transition("declare", "声明无须回避", (S.SAMPLED,), S.SAMPLED, MEMBER, clause=f"由本人声明；{D}、§1.4"),
            Transition("decline", "申请回避", (S.SAMPLED,), S.SAMPLED, MEMBER, needs_reason=True, clause=f"由办公室另派；{D}、§1.4"),
            Transition("finish_assigning", "派组完成", (S.SAMPLED,), S.ASSIGNED, OFFICE, all_have_teams, clause=D),
            Transition("begin", "开始现场检查", (S.ASSIGNED,), S.ON_SITE, MEMBER, clause=D),
            Transition("judge", "提交评分", (S.ON_SITE,), S.ON_SITE, MEMBER, clause=f"独立评分，提交前看不到自评和系统分；{D}"),
            Transition("finish_evidence", "资料核完", (S.ON_SITE,), S.EVIDENCE, OFFICE, all_is_in, clause=D),
            Transition("widen", "扩大样本", (S.EVIDENCE,), S.SAMPLED, OFFICE, must_widen, clause=f"按事先定的规则；{D}"),
            Transition("draft_findings", "拟定问题", (S.EVIDENCE,), S.FINDINGS, OFFICE, need_not_widen, clause=D),
            Transition("add_finding", "记录问题", (S.FINDINGS,), S.FINDINGS, MemberOrOffice(), clause=D),
            Transition("send_to_units", "送单位反馈", (S.FINDINGS,), S.REPLY, OFFICE, clause=f"{REPLY_WITHIN} 个工作日；{D}"),
            Transition("reply", "反馈意见", (S.REPLY,), S.REPLY, UNIT, reply_is_due, needs_reason=True, clause=D),
            Transition("finish", "确定结果", (S.REPLY,), S.FINAL, OFFICE, replies_are_in, needs_reason=True, clause=D),
            Transition("close", "办结", (S.FINAL,), S.CLOSED, HEADQUARTERS, clause=D),
            Transition("to_rectification", "转整改", (S.FINAL,), S.RECTIFY, HEADQUARTERS, needs_reason=True, clause=D),
            Transition("to_bulletin", "转通报", (S.FINAL,), S.BULLETIN, HEADQUARTERS, needs_reason=True, clause=D),
            Transition("to_clue", "转问题线索", (S.FINAL,), S.CLUE, HEADQUARTERS, needs_reason=True, clause=D),
            Transition("cancel", "取消抽查", (S.DRAFTED,), S.CANCELLED, HEADQUARTERS, needs_reason=True, clause="抽样以后不能取消"),
        ),
    ),
    {"declare": owes_declaration},
    frozenset({"cancel", "to_clue", "decline"}),
)  # fmt: skip
