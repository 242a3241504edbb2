"""From a form to a step: which form belongs to which button and how its fields become arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hehuo.programme import forms, steps
from hehuo.programme.models import Campaign
from hehuo.programme.steps.form_acceptance_group import Candidate

Take = Callable[[Campaign, Any, Any], Any]
"""(campaign, bound valid form, user) → what the step returns."""


@dataclass(frozen=True)
class Way:
    """A form, the step behind it, and one line on what it is for."""

    form: type[forms.StepForm]
    take: Take
    purpose: str
    danger: bool = False

    def form_for(self, campaign: Campaign, user: Any, data: Any = None) -> forms.StepForm:
        """The form, without the field for papers where the step keeps none."""
        form = self.form(data, campaign=campaign, user=user)
        if not getattr(self.take, "papers", False):
            del form.fields["attachments"]
        return form


def plain(step: Callable[..., Any], *, papers: bool = False) -> Take:
    """A step that takes remarks, and perhaps papers."""

    def take(campaign: Campaign, form: Any, user: Any) -> Any:
        more = {"attachments": form.papers} if papers else {}
        return step(campaign, by=user, reason=form.cleaned_data["reason"], **more)

    take.papers = papers  # type: ignore[attr-defined]
    return take


def fields(step: Callable[..., Any], *names: str, papers: bool = False, reason: str = "reason") -> Take:
    """A step that takes named fields; `reason` is the argument that the text goes to."""

    def take(campaign: Campaign, form: Any, user: Any) -> Any:
        more = {name: form.cleaned_data[name] for name in names}
        if papers:
            more["attachments"] = form.papers
        return step(campaign, by=user, **{reason: form.cleaned_data["reason"]}, **more)

    take.papers = papers  # type: ignore[attr-defined]
    return take


def _group(campaign: Campaign, form: Any, user: Any) -> Any:
    data = form.cleaned_data
    people = [Candidate(p, data["declaration"], p == data["leader"]) for p in data["members"]]
    return steps.form_acceptance_group(campaign, people, by=user, reason=data["reason"])


def _correct(campaign: Campaign, form: Any, user: Any) -> Any:
    return steps.correct_item(form.cleaned_data["item_return"], by=user, reason=form.cleaned_data["reason"])


def _settle(campaign: Campaign, form: Any, user: Any) -> Any:
    data = form.cleaned_data
    return steps.settle_objection(data["objection"], by=user, upheld=data["upheld"], handling=data["reason"])


WAYS: dict[str, Way] = {
    "launch": Way(
        forms.LaunchForm, fields(steps.launch, "cut_off_on", "edition", papers=True),
        "固化规模：户数 200 及以上单独创建，不足 200 户融入迁入地村（居）；示范点不限规模。",
    ),
    "record-baseline": Way(forms.StepForm, plain(steps.record_baseline, papers=True), "把今天的得分留作基线，之后开始创建。"),
    "open-self-assessment": Way(forms.StepForm, plain(steps.open_self_assessment, papers=True), "系统按台账预填自评表，您再逐项核对。"),
    "take-over": Way(forms.ReasonForm, plain(steps.take_over), "原填写人不能继续时，由您另开一张表填写。"),
    "resume-creation": Way(forms.StepForm, plain(steps.resume_creation), "补齐短板后开始新一轮自评。"),
    "sign-self-assessment": Way(forms.StepForm, plain(steps.sign_self_assessment), "县级指挥部负责人签署自评结果。"),
    "start-county-review": Way(forms.StepForm, plain(steps.start_county_review), "初核人不能是自评人；时限为市级设定的工作日。"),
    "skip-county-review": Way(forms.StepForm, plain(steps.skip_county_review), "市里设定不做县级初核时使用。"),
    "return-item": Way(forms.ItemReturnForm, fields(steps.return_item, "item_no"), "只退回有问题的一条，其余保留。"),
    "correct-item": Way(forms.CorrectForm, _correct, "答复县级退回的条目。"),
    "return-to-creation": Way(forms.ReasonForm, plain(steps.return_to_creation), "整份自评退回创建。", danger=True),
    "apply": Way(
        forms.DocumentForm, fields(steps.apply_for_acceptance, "document_no", papers=True),
        "固化申报时的评分快照，并按它生成请示。",
    ),
    "group": Way(forms.GroupForm, _group, "成员须声明回避；县级人员不参加本县验收。"),
    "sample": Way(forms.SampleForm, fields(steps.draw_sample, "seed", "size"), "从固化的户清单中随机抽取，任何人可用同一种子复核。"),
    "rectify": Way(
        forms.RectifyForm, fields(steps.request_rectification, "due_on", papers=True),
        "整改机会只有一次；整改期间验收时限暂停计算。",
    ),
    "rectified": Way(forms.ReasonForm, plain(steps.finish_rectification, papers=True), "报告整改结果，验收组重新评分。"),
    "propose": Way(
        forms.ProposeForm, fields(steps.propose_decision, "accepted", "red_line", reason="opinion"),
        "得分取验收组各成员的平均；须另一人会签、领导审定。",
    ),
    "countersign": Way(forms.StepForm, plain(steps.countersign_decision), "您同意下面的结论，作为第二人签字。"),
    "decide": Way(forms.StepForm, plain(steps.decide_acceptance, papers=True), "审定两人签字的验收结论。"),
    "send-back": Way(forms.ReasonForm, plain(steps.send_back_decision), "结论退回验收组，重新提出。"),
    "publish": Way(forms.StepForm, plain(steps.publish_notice), "只公示创建单位名称和得分。"),
    "objection": Way(forms.ObjectionForm, fields(steps.file_objection, "channel", reason="content"), "公示期内收到的异议，不登记异议人姓名。"),
    "settle": Way(forms.SettleForm, _settle, "异议成立的，撤下公示并重新验收。"),
    "confirm": Way(forms.DocumentForm, fields(steps.confirm_title, "document_no", papers=True), "公示期满且没有未办结的异议。"),
    "approve-reward": Way(forms.StepForm, plain(steps.approve_reward), "金额按奖补办法和固化的安置规模计算。"),
    "pay-reward": Way(forms.PayForm, fields(steps.pay_reward, "voucher_no"), "审批人不能拨付。"),
    "recheck": Way(forms.StepForm, plain(steps.start_recheck), "每年复查一次，固化复查当天的得分。"),
    "finish-recheck": Way(forms.RecheckForm, fields(steps.finish_recheck, "kept", "due_on", reason="opinion"), "填写复查结果。"),
    "suspend": Way(forms.RectifyForm, fields(steps.suspend, "due_on", papers=True), "出现反弹的，限期整改后再复查。", danger=True),
    "revoke": Way(
        forms.RevokeForm, fields(steps.revoke, "heard_on", "hearing", papers=True),
        "须先听取创建单位申辩；奖补是否收回由财政部门另行决定。", danger=True,
    ),
    "withdraw": Way(forms.ReasonForm, plain(steps.withdraw, papers=True), "记录保留，可以重新列入计划。", danger=True),
    "terminate": Way(forms.ReasonForm, plain(steps.terminate, papers=True), "记录保留。", danger=True),
}  # fmt: skip
