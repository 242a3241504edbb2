"""The life cycle of a campaign as a table: domain §3.1 “plan → accepted → rewarded”. Printed to docs/lifecycle-campaign.md."""

from __future__ import annotations

from hehuo.org.roles import Role
from hehuo.programme import guards
from hehuo.programme.acting_roles import By, Personal
from hehuo.programme.recusal import not_the_self_assessor
from hehuo.programme.states import BEFORE_TITLE, State
from hehuo.records.lifecycle import Lifecycle, Transition

S = State
COUNTY = By(Role.COUNTY_HQ)
COMMUNITY = By(Role.SECRETARY, Role.COMMITTEE)
ASSESSOR = By(Role.SECRETARY, Role.COMMITTEE, Role.COUNTY_HQ)
REVIEW = By(Role.COUNTY_REVIEWER, Role.COUNTY_HQ)
OFFICE = By(Role.CITY_OFFICE)
EXPERT = By(Role.INSPECTOR, Role.CITY_BUREAU)
JUDGE = By(Role.INSPECTOR, Role.CITY_BUREAU, Role.CITY_OFFICE)
LEADER = By(Role.CITY_LEADER)
FINANCE = By(Role.CITY_FINANCE)
CITY = By(Role.CITY_OFFICE, Role.CITY_LEADER)
RECORDER = By(Role.CITY_OFFICE, Role.COUNTY_HQ, Role.SECRETARY)

PLAN, D = "domain §3.1（方案）", "domain §3.1（市级设定）"


def step(event, label, sources, target, may, guard=guards.none, *, why=False, clause=D) -> Transition:
    """One line of the table."""
    sources = (sources,) if isinstance(sources, State) else tuple(sources)
    return Transition(event, label, sources, target, may, guard, needs_reason=why, clause=clause)


TRANSITIONS = (
    step("launch", "启动创建", S.PLANNED, S.LAUNCHED, COUNTY, clause=f"{PLAN}；§1.2"),
    step(
        "record_baseline",
        "登记基线得分",
        S.LAUNCHED,
        S.CREATING,
        By(Role.SECRETARY, Role.COMMITTEE, Role.TOWNSHIP),
    ),
    step("open_self_assessment", "开始自评", S.CREATING, S.SELF_ASSESSING, ASSESSOR, clause=PLAN),
    step("take_over_self_assessment", "接手自评", S.SELF_ASSESSING, S.SELF_ASSESSING, ASSESSOR, why=True),
    step("self_assessment_passes", "提交自评", S.SELF_ASSESSING, S.SELF_PASSED, ASSESSOR, clause=PLAN),
    step("self_assessment_fails", "提交自评（未合格）", S.SELF_ASSESSING, S.SELF_FAILED, ASSESSOR),
    step("resume_creation", "继续创建", (S.SELF_FAILED, S.COUNTY_RETURNED), S.CREATING, ASSESSOR),
    step("sign_self_assessment", "签署自评", S.SELF_PASSED, S.SELF_PASSED, COUNTY, guards.unsigned),
    step(
        "start_county_review",
        "开始县级初核",
        S.SELF_PASSED,
        S.COUNTY_REVIEWING,
        REVIEW,
        guards.may_be_reviewed,
    ),
    step("skip_county_review", "免县级初核", S.SELF_PASSED, S.COUNTY_PASSED, COUNTY, guards.review_is_off),
    step("take_over_county_review", "接手初核", S.COUNTY_REVIEWING, S.COUNTY_REVIEWING, REVIEW, why=True),
    step("return_item", "退回单项", S.COUNTY_REVIEWING, S.COUNTY_REVIEWING, REVIEW, why=True),
    step(
        "correct_item",
        "改正退回项",
        S.COUNTY_REVIEWING,
        S.COUNTY_REVIEWING,
        COMMUNITY,
        guards.has_open_returns,
        why=True,
    ),
    step("return_to_creation", "整体退回", S.COUNTY_REVIEWING, S.COUNTY_RETURNED, REVIEW, why=True),
    step(
        "pass_county_review", "初核通过", S.COUNTY_REVIEWING, S.COUNTY_PASSED, REVIEW, guards.no_open_returns
    ),
    step("apply_for_acceptance", "申报验收", S.COUNTY_PASSED, S.APPLIED, COUNTY, clause=PLAN),
    step("form_acceptance_group", "组成验收组", S.APPLIED, S.APPLIED, OFFICE),
    step(
        "draw_sample",
        "抽取样本",
        S.APPLIED,
        S.CITY_ACCEPTING,
        OFFICE,
        guards.has_group,
        clause="domain §3.1、§3.2",
    ),
    step("submit_reviewer_score", "提交评分", S.CITY_ACCEPTING, S.CITY_ACCEPTING, EXPERT, guards.no_decision),
    step(
        "request_rectification",
        "要求限期整改",
        S.CITY_ACCEPTING,
        S.RECTIFYING,
        OFFICE,
        guards.may_still_rectify,
        why=True,
    ),
    step("finish_rectification", "报告整改完成", S.RECTIFYING, S.CITY_ACCEPTING, COUNTY, why=True),
    step(
        "propose_decision", "提出验收结论", S.CITY_ACCEPTING, S.CITY_ACCEPTING, JUDGE, guards.ready_to_decide
    ),
    step("countersign_decision", "会签验收结论", S.CITY_ACCEPTING, S.CITY_ACCEPTING, JUDGE, guards.proposed),
    step(
        "send_back_decision",
        "退回结论",
        S.CITY_ACCEPTING,
        S.CITY_ACCEPTING,
        LEADER,
        guards.proposed_or_countersigned,
        why=True,
    ),
    step("accept", "审定验收结论", S.CITY_ACCEPTING, S.ACCEPTED, LEADER, guards.countersigned, clause=PLAN),
    step("not_accept", "审定为未达标", S.CITY_ACCEPTING, S.NOT_ACCEPTED, LEADER, guards.countersigned),
    step("publish_notice", "发布公示", S.ACCEPTED, S.PUBLICISED, OFFICE),
    step(
        "file_objection", "登记异议", (S.PUBLICISED, S.OBJECTION), S.OBJECTION, RECORDER, guards.notice_runs
    ),
    step("objection_rejected", "办结异议", S.OBJECTION, S.PUBLICISED, OFFICE, why=True),
    step("objection_remains", "办结异议（还有其他异议）", S.OBJECTION, S.OBJECTION, OFFICE, why=True),
    step("objection_upheld", "异议成立，重新验收", S.OBJECTION, S.CITY_ACCEPTING, OFFICE, why=True),
    step("confirm_title", "认定命名", S.PUBLICISED, S.CONFIRMED, LEADER, guards.notice_is_over),
    step(
        "approve_reward",
        "审批奖补",
        S.CONFIRMED,
        S.REWARD_PENDING,
        LEADER,
        guards.may_be_rewarded,
        clause=PLAN,
    ),
    step(
        "pay_reward",
        "拨付奖补",
        S.REWARD_PENDING,
        S.REWARDED,
        FINANCE,
        guards.cleared_by_finance,
        clause=PLAN,
    ),
    step(
        "start_recheck",
        "开始年度复查",
        (S.CONFIRMED, S.REWARDED, S.SUSPENDED),
        S.RECHECKING,
        OFFICE,
        guards.not_yet_rechecked,
    ),
    step("recheck_keeps", "完成复查", S.RECHECKING, S.CONFIRMED, OFFICE, why=True),
    step("recheck_keeps_rewarded", "完成复查（已奖补）", S.RECHECKING, S.REWARDED, OFFICE, why=True),
    step("recheck_suspends", "复查后限期整改", S.RECHECKING, S.SUSPENDED, OFFICE, why=True),
    step("suspend", "限期整改", (S.CONFIRMED, S.REWARDED), S.SUSPENDED, CITY, why=True),
    step("revoke", "撤销命名", (S.RECHECKING, S.SUSPENDED), S.REVOKED, LEADER, why=True),
    step("withdraw", "撤回创建", BEFORE_TITLE, S.WITHDRAWN, COUNTY, why=True),
    step("terminate", "终止创建", BEFORE_TITLE, S.TERMINATED, LEADER, why=True),
)

CAMPAIGN = Lifecycle("创建活动", {s.value: str(s.label) for s in State}, TRANSITIONS)

PERSONAL: dict[str, Personal] = {
    "self_assessment_passes": guards.is_self_scorer,
    "self_assessment_fails": guards.is_self_scorer,
    "take_over_self_assessment": guards.is_not_self_scorer,
    "sign_self_assessment": guards.is_not_self_scorer_signing,
    "start_county_review": not_the_self_assessor,
    "take_over_county_review": guards.may_take_over_review,
    "return_item": not_the_self_assessor,
    "return_to_creation": not_the_self_assessor,
    "pass_county_review": guards.is_county_scorer,
    "submit_reviewer_score": guards.is_unscored_member,
    "propose_decision": guards.is_free_to_judge,
    "countersign_decision": guards.is_second_person,
    "accept": guards.is_third_person,
    "not_accept": guards.is_third_person,
    "pay_reward": guards.is_not_the_approver,
}
"""What depends on the very person, beyond the role."""


def find(event: str, state: str) -> Transition | None:
    """The transition of an event from a state."""
    return next((t for t in TRANSITIONS if t.event == event and state in t.sources), None)


def as_markdown() -> str:
    """The page docs/lifecycle-campaign.md."""
    head = [
        "# 创建活动的状态与步骤",
        "",
        "本页由 `hehuo/programme/lifecycle.py` 生成，请勿手改；重新生成：`python -m hehuo.desk.print_lifecycles`。",
        "依据“方案”的步骤见六盘水易扶指发〔2018〕3号；其余为市级设定，2018 年文件未规定。",
        "",
        "| 原状态 | 步骤 | 新状态 | 谁办理 | 须写原因 | 依据 |",
        "|---|---|---|---|---|---|",
        "| — | 列入计划（`plan_campaign`） | 已列计划 | 县级指挥部 | 否 | domain §3.1（方案） |",
    ]
    rows = []
    for t in TRANSITIONS:
        names = "、".join(str(State(s).label) for s in t.sources)
        rows.append(
            f"| {names} | {t.label}（`{t.event}`） | {State(t.target).label} | {t.may.label} "  # type: ignore[attr-defined]
            f"| {'是' if t.needs_reason else '否'} | {t.clause} |"
        )
    codes = [
        "",
        "## 状态代码",
        "",
        "| 代码 | 名称 |",
        "|---|---|",
        *(f"| `{s.value}` | {s.label} |" for s in State),
    ]
    return "\n".join([*head, *rows, *codes, ""])
