"""Taking a request in, and its steps. Who registers it handles it, until a colleague takes a step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.org.workdays import add_working_days
from hehuo.records.personal_data import kinds_in
from hehuo.records.retention import GONE, Retention
from hehuo.records.stepping import not_before, take_step
from hehuo.records.writing import save_record
from hehuo.residents.data_requests.lifecycle import ANSWER_DAYS, DATA_REQUEST
from hehuo.residents.data_requests.models import DataSubjectRequest

KEPT = (Retention(DataSubjectRequest, "closed_on", 5, {"content": GONE, "answer": GONE}),)
"""What was asked and answered goes five years after the end, as for other requests (domain §6.2)."""
D = DataSubjectRequest


def _plain(name: str, text: str) -> None:
    if found := kinds_in(text):
        raise ValidationError({name: f"这里有{'、'.join(found)}，请删去后再保存。"})


def receive_request(request: DataSubjectRequest, *, by: Any) -> DataSubjectRequest:
    """Store an entered or corrected request; its deadline is counted from the day it came."""
    _plain("content", request.content)
    if request.pk and request.state in (D.State.ANSWERED, D.State.CLOSED):
        raise ValidationError("已经答复的申请不能再改；有新的要求，请另登记一件。")
    due = add_working_days(request.received_on, ANSWER_DAYS)
    request.due_on, request.due_provisional = due.day, due.provisional
    request.occurred_on = request.received_on
    request.handler = request.handler or by
    return save_record(request, by=by)


def check_identity(request: DataSubjectRequest, *, by: Any, on: date, identity: str) -> DataSubjectRequest:
    """Who asks is who may ask."""
    not_before(on, request.received_on, "收到日期")
    return take_step(
        DATA_REQUEST, request, "check_identity", by=by, identity=identity, identity_on=on, handler=by
    )


def answer_request(
    request: DataSubjectRequest, *, by: Any, on: date, outcome: str, answer: str, ground: str = ""
) -> DataSubjectRequest:
    """What was done, in words the person was told; a refusal names the article it rests on."""
    not_before(on, request.identity_on, "身份核验日期")
    _plain("answer", answer)
    if outcome != D.Outcome.GRANTED and not ground:
        raise ValidationError({"ground": "不予办理或只办一部分的，请选择法律依据。"})
    return take_step(
        DATA_REQUEST, request, "answer", by=by, outcome=outcome, answer=answer.strip(), answered_on=on,
        ground="" if outcome == D.Outcome.GRANTED else ground,
    )  # fmt: skip


def answer_unproven(request: DataSubjectRequest, *, by: Any, on: date, answer: str) -> DataSubjectRequest:
    """Nobody knows whether it is the person: told so, with what is missing."""
    not_before(on, request.received_on, "收到日期")
    _plain("answer", answer)
    return take_step(
        DATA_REQUEST, request, "unproven", by=by, outcome=D.Outcome.REFUSED, ground=D.Ground.IDENTITY, answer=answer.strip(),
        answered_on=on,
    )  # fmt: skip


def close_request(request: DataSubjectRequest, *, by: Any, on: date) -> DataSubjectRequest:
    """The person has the answer."""
    not_before(on, request.answered_on, "答复日期")
    return take_step(DATA_REQUEST, request, "close", by=by, closed_on=on)


def withdraw_request(request: DataSubjectRequest, *, by: Any, on: date, reason: str) -> DataSubjectRequest:
    """The person no longer asks."""
    not_before(on, request.received_on, "收到日期")
    return take_step(DATA_REQUEST, request, "withdraw", by=by, reason=reason, withdrawn=True, closed_on=on)
