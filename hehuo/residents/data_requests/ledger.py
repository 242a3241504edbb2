"""个人信息权利申请 (Personal Information Protection Law, articles 44–50)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hehuo.kit.asking import StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.waiting import Waiting
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.residents.data_requests import forms, services
from hehuo.residents.data_requests.lifecycle import DATA_REQUEST
from hehuo.residents.data_requests.models import DataSubjectRequest

HANDLERS = frozenset({str(Role.SECRETARY), str(Role.COMMITTEE)})
READERS = HANDLERS | {str(Role.COUNTY_HQ)}
ASKING = (
    asked(DATA_REQUEST, "check_identity", "先核对是不是本人，或有没有权代为提出。只记核验方式，不留证件复印件。",
          forms.IdentityForm, services.check_identity),
    asked(DATA_REQUEST, "unproven", "不能确定是本人的，不查询、不提供，说明还缺什么。", forms.UnprovenForm, services.answer_unproven),
    asked(DATA_REQUEST, "answer", "自收到之日起 15 个工作日内答复。查询、复制的，可以先打开“登记了哪些信息”打印给本人。",
          forms.AnswerForm, services.answer_request),
    asked(DATA_REQUEST, "close", "申请人已收到答复的日期。", StepForm, services.close_request),
    asked(DATA_REQUEST, "withdraw", "只由申请人自己撤回。", forms.WithdrawForm, services.withdraw_request),
)  # fmt: skip


class DataRequestLedger(DatedLedger):
    """Requests, for who handles them, the secretary and the county's headquarters."""

    model, slug, section, help = DataSubjectRequest, "data-requests", "居民", "data-requests"
    purpose = (
        "居民要求查询、复制、更正、删除自己的信息，或撤回同意、要求解释的，逐件登记，15 个工作日内答复。"
    )
    columns = (
        "received_on",
        "kind",
        "person",
        "applicant",
        "state",
        "due_on",
        "outcome",
        "answered_on",
        "handler",
    )
    filters = ("settlement", "state", "kind", "received_on", "due_on", "outcome")
    fields = {"申请": ("kind", "person", "applicant", "received_on", "content")}
    facts = {
        "办理": ("state", "due_on", "due_provisional", "handler", "identity", "identity_on"),
        "答复": ("outcome", "answer", "ground", "answered_on", "closed_on", "withdrawn"),
    }
    search = ("person__name", "person__name_initials")
    ordering = ("-received_on", "-id")
    lifecycle, asking = DATA_REQUEST, ASKING
    waiting = (
        Waiting("待核验身份的个人信息申请", {"state": "received"}, due="due_on"),
        Waiting("待答复的个人信息申请（15 个工作日）", {"state": "identity_checked"}, due="due_on"),
        Waiting("已答复、待办结的个人信息申请", {"state": "answered"}),
    )
    assigned = ("handler",)
    happened, service = "received_on", services.receive_request
    only_new = ("person",)

    @classmethod
    def allowed(cls, need: str) -> Callable[[Any], bool]:
        """Narrower than the register of people: no grid workers, no bureaus, no window."""
        right, roles = super().allowed(need), READERS if need == "read" else HANDLERS
        return lambda user: right(user) and bool(roles_of(user) & roles)
