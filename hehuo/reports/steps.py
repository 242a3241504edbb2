"""Steps of a paper as buttons: from which states, who sees them, what they ask for, which service takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from hehuo.reports import workflow
from hehuo.reports.addressees import asked_for
from hehuo.reports.forms import AnswerForm, ArchiveForm, IssueForm, PaperReceiptForm, ReasonForm, SignForm
from hehuo.reports.models import IssuedDocument, State
from hehuo.reports.people_named import residents_named
from hehuo.reports.signing import may_sign


@dataclass(frozen=True)
class Step:
    """One step."""

    name: str
    label: str
    hint: str
    states: tuple[State, ...]
    may: Callable[[Any, IssuedDocument], bool]
    take: Callable[[IssuedDocument, Any, dict[str, Any]], Any]
    form: type[forms.Form] | None = None
    main: bool = True


def _office(user: Any, document: IssuedDocument) -> bool:
    return workflow.may_draft(user, document)


def _asked(user: Any, document: IssuedDocument) -> bool:
    return asked_for(user, document) is not None


def _awaits_receipt(user: Any, document: IssuedDocument) -> bool:
    return _office(user, document) and document.recipients.filter(read_at=None).exists()


STEPS: tuple[Step, ...] = (
    Step("ask", "送单位核对", "主送单位在两个工作日内核对涉及本单位的事实。", (State.DRAFT,), _office,
         lambda d, by, v: workflow.ask_units(d, by=by)),
    Step("submit", "送签发", "先作隐私检查，通过后送领导签发。", (State.DRAFT, State.CHECKING), _office,
         lambda d, by, v: workflow.submit(d, by=by)),
    Step("answer", "答复核对", "只答复涉及本单位的事实。", (State.CHECKING,), _asked,
         lambda d, by, v: workflow.answer(d, by=by, agreed=v["agreed"] == "yes", text=v["text"]), AnswerForm),
    Step("sign", "签发", "签发后由办公室编号印发。", (State.TO_SIGN,), may_sign,
         lambda d, by, v: workflow.sign(d, by=by, names_reason=v.get("names_reason", "")), SignForm),
    Step("send-back", "退回修改", "写明要改什么。", (State.TO_SIGN,), may_sign,
         lambda d, by, v: workflow.send_back(d, by=by, reason=v["reason"]), ReasonForm, main=False),
    Step("issue", "编号印发", "编号、生成 Word 和 PDF 并存档，通知收文单位签收。印发以后不能再改。", (State.SIGNED,), _office,
         lambda d, by, v: workflow.issue(d, by=by, serial=v["serial"], on=v["on"]), IssueForm),
    Step("archive", "归档", "填写档号和保管期限。", (State.ISSUED,), _office,
         lambda d, by, v: workflow.archive(d, by=by, **v), ArchiveForm),
    Step("paper-receipt", "登记纸质签收", "没有账号的单位在纸质件上签收以后，由办公室登记。", (State.ISSUED, State.ARCHIVED), _awaits_receipt,
         lambda d, by, v: workflow.receive_on_paper(d, by=by, recipient_id=v["recipient"], signed_by=v["signed_by"], on=v["on"]),
         PaperReceiptForm, main=False),
    Step("correct", "起草更正文件", "按原内容新起草一份，印发后注明原文废止。", (State.WITHDRAWN,), _office,
         lambda d, by, v: workflow.correct(d, by=by)),
    Step("take-back", "收回修改", "收回到拟稿，改好再送。", (State.CHECKING, State.TO_SIGN), _office,
         lambda d, by, v: workflow.take_back(d, by=by), main=False),
    Step("withdraw", "撤回文件", "收文单位会看到撤回原因；文号和存档文件保留。", (State.ISSUED, State.ARCHIVED), _office,
         lambda d, by, v: workflow.withdraw(d, by=by, reason=v["reason"]), ReasonForm, main=False),
    Step("drop", "不再办理", "这份拟稿不再使用，留存备查。", (State.DRAFT,), _office,
         lambda d, by, v: workflow.drop(d, by=by), main=False),
)  # fmt: skip
BY_NAME = {step.name: step for step in STEPS}


def steps_for(document: IssuedDocument, user: Any) -> list[Step]:
    """Steps that the person may take now."""
    return [step for step in STEPS if document.state in step.states and step.may(user, document)]


def form_of(step: Step, document: IssuedDocument, data: Any = None) -> forms.Form | None:
    """The form of a step; None when it asks nothing."""
    if step.form is None or (step.form is SignForm and not residents_named(document.paper(), document.area)):
        return None
    extra = {"document": document} if step.form in (IssueForm, PaperReceiptForm) else {}
    return step.form(data, prefix=step.name, **extra)
