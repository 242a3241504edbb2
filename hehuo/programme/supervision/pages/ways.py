"""From a form to a step: which form belongs to which step of which kind, and how its fields become arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hehuo.programme.supervision import ladder
from hehuo.programme.supervision.bulletins import steps as bulletins
from hehuo.programme.supervision.findings import steps as findings
from hehuo.programme.supervision.findings.steps.record_finding import Facts
from hehuo.programme.supervision.inspections import steps as inspections
from hehuo.programme.supervision.pages import forms, rectifying
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.tasks import steps as tasks

Take = Callable[[Any, Any, Any], Any]
"""(subject, bound valid form, user) → what the step returns."""


@dataclass(frozen=True)
class Way:
    """A form, the step behind it, and one line on what it is for."""

    take: Take
    purpose: str
    form: type[forms.ActForm] = forms.ActForm
    danger: bool = False


def taking(step: Callable[..., Any], *names: str) -> Take:
    """A step that takes the remarks and named fields."""

    def take(subject: Any, form: Any, user: Any) -> Any:
        more = {name: form.cleaned_data[name] for name in names}
        return step(subject, by=user, reason=form.cleaned_data["reason"], **more)

    return take


def _facts(data: dict[str, Any]) -> Facts:
    names = (
        "criterion",
        "points",
        "fact",
        "basis",
        "requirement",
        "responsible",
        "urgency",
        "due_on",
        "residents_concerned",
    )
    return Facts(**{name: data[name] for name in names})


def _add_finding(subject: Any, form: Any, user: Any) -> Any:
    return inspections.add_finding(subject, _facts(form.cleaned_data), by=user)


def _add_site_finding(subject: Any, form: Any, user: Any) -> Any:
    return checks.add_site_finding(form.cleaned_data["site"], _facts(form.cleaned_data), by=user)


def _assign(subject: Any, form: Any, user: Any) -> Any:
    data = form.cleaned_data
    people = [(person, "") for person in (data["first"], data["second"]) if person]
    return checks.assign_team(data["site"], people, by=user, reason=data["reason"])


def _reply(subject: Any, form: Any, user: Any) -> Any:
    return checks.reply_to_check(form.cleaned_data["site"], by=user, reason=form.cleaned_data["reason"])


def _conclude(way: str) -> Take:
    def take(subject: Any, form: Any, user: Any) -> Any:
        return checks.conclude_check(subject, way, by=user, reason=form.cleaned_data["reason"])

    return take


LADDER = {
    "ask_extension": Way(
        taking(ladder.ask_extension, "due_on"),
        "写明原因和需要延到哪一天，报市指挥部领导审批；没有同意以前时限不变。",
        forms.AskExtensionForm,
    ),
    "refuse_extension": Way(
        taking(ladder.refuse_extension), "写明不同意的理由，单位会收到。", forms.ReasonForm
    ),
    "remind": Way(taking(ladder.remind), "逾期 1 天起提醒，责任单位的待办转为督办。"),
    "talk": Way(
        taking(ladder.talk, "held_on", "place", "attendees"),
        "逾期 10 天起约谈，写明时间、地点、参加人员和商定的事项，并告知责任单位。",
        forms.TalkForm,
    ),
    "propose_bulletin": Way(
        taking(ladder.propose_bulletin), "列入通报备选，不会自动通报。", forms.ReasonForm, danger=True
    ),
    "extend": Way(taking(ladder.extend, "due_on"), "延期只有一次，写明原因。", forms.ExtendForm),
}
WAYS: dict[str, dict[str, Way]] = {
    "tasks": {
        "assign": Way(
            taking(tasks.assign_task, "lead", "supports", "due_on"),
            "下达前可以调整单位和时限；牵头单位 2 个工作日内签收，配合单位收到抄送。", forms.AssignForm,
        ),
        "accept": Way(taking(tasks.accept_task), "签收后请确定责任人。"),
        "dispute": Way(taking(tasks.dispute_task), "写明应由哪个单位牵头和依据，市指挥部 3 个工作日内裁定。", forms.ReasonForm),
        "decide_dispute": Way(taking(tasks.decide_dispute, "lead"), "维持或更换牵头单位，写明理由。", forms.DecideForm),
        "start": Way(taking(tasks.start_task, "owner"), "进度由系统从台账和评分读取，不用填报。", forms.OwnerForm),
        "submit": Way(taking(tasks.submit_task, "link"), "写明完成情况，可以附上系统内的页面；数据由系统读取，不用另附表格。", forms.SubmitForm),
        "review": Way(taking(tasks.review_task), "成果符合要求的，审核通过。"),
        "return": Way(taking(tasks.return_task), "写明还缺什么，时限不变。", forms.ReasonForm),
        "close": Way(taking(tasks.close_task), "办结后记录保留。"),
        "cancel": Way(taking(tasks.cancel_task), "写明原因，记录保留。", forms.ReasonForm, danger=True),
        **LADDER,
    },
    "spot-checks": {
        "draw": Way(taking(checks.draw_check, "seed"), "按事先定的规则抽取，种子、总体指纹和规则一并保存；只抽一次。", forms.DrawForm),
        "assign": Way(_assign, "每个抽查点两人，由本人在各自页面声明是否回避；近三年在该县任职的不能参加。", forms.TeamForm),
        "finish_assigning": Way(taking(checks.finish_assigning), "各抽查点都有两人、并且本人都已声明以后办理。"),
        "begin": Way(taking(checks.begin_on_site), "开始以后成员可以提交评分。"),
        "finish_evidence": Way(taking(checks.finish_evidence), "全部评分、台账核对和入户结果登记齐全以后办理。"),
        "widen": Way(taking(checks.widen_sample), "自评偏高的层按事先定的规则、同一种子顺次扩大。"),
        "draft_findings": Way(taking(checks.draft_findings), "各层不用再扩大以后，开始记录问题。"),
        "add_finding": Way(_add_site_finding, "写明事实、依据和扣分；确认后随整改通知扣分，复查销号才恢复。", forms.SiteFindingForm),
        "send_to_units": Way(taking(checks.send_to_units), "被抽查单位 5 个工作日内反馈意见。"),
        "reply": Way(_reply, "对本单位的核定结果和问题提出意见。", forms.ReplyForm),
        "finish": Way(taking(checks.finish_check), "计算并固化结果，写明结论；记录的问题同时确认。", forms.ReasonForm),
        "close": Way(_conclude("close"), "没有需要另行处理的，办结。"),
        "to_rectification": Way(_conclude("to_rectification"), "由办公室逐条发整改通知；正在验收或已命名的单位同时转入限期整改。", forms.ReasonForm),
        "to_bulletin": Way(_conclude("to_bulletin"), "同时拟出通报初稿，由办公室修改后送核。", forms.ReasonForm),
        "to_clue": Way(_conclude("to_clue"), "同时通知市指挥部领导和办公室；系统只记录移交的事由。", forms.ReasonForm, danger=True),
        "cancel": Way(taking(checks.cancel_check), "只能在抽样以前取消。", forms.ReasonForm, danger=True),
    },
    "inspections": {
        "begin": Way(taking(inspections.begin_inspection), "到场开始检查；两个工作日内填写事实记录。"),
        "record_facts": Way(
            taking(inspections.record_facts, "facts", "identity_shown_at", "homes_entered", "consent", "no_covert_filming"),
            "只记事实。暗访结束后亮明身份；入户须经同意；不偷拍群众。", forms.FactsForm,
        ),
        "add_finding": Way(_add_finding, "写明事实、依据和扣分；第二人确认、整改通知发出后扣分。", forms.FindingForm),
        "confirm_problems": Way(taking(inspections.confirm_problems), "您作为第二人确认记录的问题。"),
        "confirm_clean": Way(taking(inspections.confirm_clean), "您作为第二人确认未发现问题。"),
        "close": Way(taking(inspections.close_inspection), "全部问题销号以后办结。"),
        "cancel": Way(taking(inspections.cancel_inspection), "写明原因，记录保留。", forms.ReasonForm, danger=True),
    },
    "findings": {
        "confirm_question": Way(taking(findings.confirm_from_question), "您作为第二人确认登记的问题；确认后由办公室发整改通知，通知发出才扣分。"),
        "issue_notice": Way(taking(findings.issue_notice), "通知责任单位并扣分；扣分到复查销号才恢复。"),
        "receive": Way(taking(findings.receive_notice), "签收后 5 个工作日内报整改方案。"),
        "submit_plan": Way(taking(findings.submit_plan, "person", "measures", "until", "stages"), "写明责任人、措施和时间；长期整改分阶段写明目标和时限。", rectifying.PlanForm),
        "accept_plan": Way(taking(findings.accept_plan), "同意方案，单位按期整改。"),
        "return_plan": Way(taking(findings.return_plan), "写明方案哪里要改。", forms.ReasonForm),
        "start_rectifying": Way(taking(findings.start_rectifying), "按方案开始整改。"),
        "report_stage": Way(taking(findings.report_stage, "evidence"), "写明这一阶段做了什么，选择印证。", rectifying.StageForm),
        "report_done": Way(taking(findings.report_done), "写明做了什么、在哪里看得到。扣分在复查销号后恢复。", forms.ReasonForm),
        "start_verifying": Way(taking(findings.start_verifying), "由记录人、报告人以外的人复查，5 个工作日内完成。"),
        "close": Way(taking(findings.close_finding, "method", "residents_confirm"), "写明销号依据；销号后扣分恢复。", forms.CloseForm),
        "reopen": Way(taking(findings.reopen_finding, "due_on"), "写明哪里没有整改到位，定新的时限；扣分不恢复。", forms.ReopenForm, danger=True),
        "withdraw": Way(taking(findings.withdraw_finding), "单位申辩成立的，撤销问题、恢复扣分。", forms.ReasonForm, danger=True),
        **LADDER,
    },
    "bulletins": {
        "revise": Way(taking(bulletins.revise_bulletin, "title", "body"), "修改以后须重新送单位核实。", forms.ReviseForm),
        "send_facts": Way(taking(bulletins.send_facts), "涉及的单位 2 个工作日内核实事实。"),
        "reply_facts": Way(taking(bulletins.reply_facts), "写明事实是否属实，哪里需要更正。", forms.ReasonForm),
        "close_facts": Way(taking(bulletins.close_facts), "各单位已答复或时限已过。"),
        "check_privacy": Way(taking(bulletins.check_privacy), "系统先查号码、健康、未成年人和过小的数字，您再通读一遍。"),
        "sign": Way(taking(bulletins.sign_bulletin), "签发后由办公室编号印发。"),
        "number": Way(taking(bulletins.number_bulletin), "按年度顺序编发文字号，编后不能更改。"),
        "issue": Way(taking(bulletins.issue_bulletin, "copies"), "印发后涉及的单位收到签阅待办。", forms.IssueForm),
        "read": Way(taking(bulletins.read_bulletin), "签阅表示本单位已收到并阅知。"),
        "all_read": Way(taking(bulletins.all_read), "各单位都已签阅。"),
        "archive": Way(taking(bulletins.archive_bulletin), "归档后仍可查看。"),
        "withdraw": Way(taking(bulletins.withdraw_bulletin), "写明原因；系统同时拟出更正通报的初稿。", forms.ReasonForm, danger=True),
    },
}  # fmt: skip
