"""Buttons of a campaign: what this person may do now, what waits for others and why (experience §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from hehuo.programme.lifecycle import CAMPAIGN, PERSONAL
from hehuo.programme.models import Campaign


@dataclass(frozen=True)
class StepButton:
    """A step as people press it. Several outcomes of one step share a button."""

    name: str
    label: str
    events: tuple[str, ...]
    icon: str = "arrow-right"
    page: str = ""
    aside: bool = False
    """Not part of the usual way; shown smaller and never as the next step."""


STEPS: tuple[StepButton, ...] = (
    StepButton("launch", "启动创建", ("launch",), "flag"),
    StepButton("record-baseline", "登记基线得分", ("record_baseline",), "clipboard-data"),
    StepButton("open-self-assessment", "开始自评", ("open_self_assessment",), "pencil"),
    StepButton(
        "self-assessment",
        "填写并提交自评",
        ("self_assessment_passes",),
        "clipboard-check",
        "campaign-self-assessment",
    ),
    StepButton(
        "take-over",
        "接手填写",
        ("take_over_self_assessment", "take_over_county_review"),
        "person-check",
        aside=True,
    ),
    StepButton("resume-creation", "继续创建", ("resume_creation",), "arrow-repeat"),
    StepButton("sign-self-assessment", "签署自评", ("sign_self_assessment",), "pencil"),
    StepButton("start-county-review", "开始县级初核", ("start_county_review",), "eye"),
    StepButton("skip-county-review", "免县级初核", ("skip_county_review",), "arrow-right", aside=True),
    StepButton("correct-item", "改正退回项", ("correct_item",), "arrow-counterclockwise"),
    StepButton("review", "初核打分", ("pass_county_review",), "clipboard-check", "campaign-review"),
    StepButton("return-item", "退回单项", ("return_item",), "arrow-counterclockwise", aside=True),
    StepButton("return-to-creation", "整体退回", ("return_to_creation",), "arrow-left", aside=True),
    StepButton("apply", "申报验收", ("apply_for_acceptance",), "file-earmark-text"),
    StepButton("group", "组成验收组", ("form_acceptance_group",), "people"),
    StepButton("sample", "抽取样本", ("draw_sample",), "grid"),
    StepButton("score", "现场评分", ("submit_reviewer_score",), "clipboard-check", "campaign-score"),
    StepButton("rectify", "要求限期整改", ("request_rectification",), "exclamation-triangle", aside=True),
    StepButton("rectified", "报告整改完成", ("finish_rectification",), "check-circle"),
    StepButton("propose", "提出验收结论", ("propose_decision",), "pencil"),
    StepButton("countersign", "会签验收结论", ("countersign_decision",), "person-check"),
    StepButton("decide", "审定验收结论", ("accept",), "check-circle"),
    StepButton("send-back", "退回结论", ("send_back_decision",), "arrow-left", aside=True),
    StepButton("publish", "发布公示", ("publish_notice",), "megaphone"),
    StepButton("settle", "办结异议", ("objection_rejected",), "check-circle"),
    StepButton("objection", "登记异议", ("file_objection",), "chat", aside=True),
    StepButton("confirm", "认定命名", ("confirm_title",), "award"),
    StepButton("approve-reward", "审批奖补", ("approve_reward",), "cash-coin"),
    StepButton("pay-reward", "拨付奖补", ("pay_reward",), "cash-coin"),
    StepButton("recheck", "开始年度复查", ("start_recheck",), "arrow-repeat"),
    StepButton("finish-recheck", "完成复查", ("recheck_keeps",), "check-circle"),
    StepButton("suspend", "限期整改", ("suspend",), "exclamation-triangle", aside=True),
    StepButton("revoke", "撤销命名", ("revoke",), "x-circle", aside=True),
    StepButton("withdraw", "撤回创建", ("withdraw",), "x-circle", aside=True),
    StepButton("terminate", "终止创建", ("terminate",), "x-circle", aside=True),
)
BY_NAME = {step.name: step for step in STEPS}


@dataclass(frozen=True)
class Button:
    """A step for this person: allowed, or the reason why not."""

    step: StepButton
    url: str
    allowed: bool
    why_not: str
    mine: bool
    who: str


def address_of(step: StepButton, campaign: Campaign) -> str:
    """Where the step is taken."""
    if step.page:
        return reverse(step.page, args=[campaign.pk])
    return reverse("campaign-step", args=[campaign.pk, step.name])


def buttons_for(campaign: Campaign, user: Any) -> list[Button]:
    """Every step that is legal from here, in the usual order."""
    transitions = {t.event: t for t in CAMPAIGN.transitions if campaign.state in t.sources}
    found = []
    for step in STEPS:
        event = next((event for event in step.events if event in transitions), None)
        if event is None:
            continue
        transition = transitions[event]
        mine = transition.may(user, campaign)
        why_not = "" if mine else f"由{transition.may.label}办理。"  # type: ignore[attr-defined]
        why_not = (
            why_not
            or (PERSONAL[event](user, campaign) if event in PERSONAL else "")
            or transition.guard(campaign)
        )
        who = transition.may.label  # type: ignore[attr-defined]
        found.append(Button(step, address_of(step, campaign), not why_not, why_not, mine, who))
    return found


def next_steps(buttons: Sequence[Button]) -> list[Button]:
    """The usual way on: main steps that nothing but the person stands against."""
    return [button for button in buttons if not button.step.aside]
