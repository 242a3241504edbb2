"""Ask, answer, conclude."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from hehuo.notices.services import finish_about, notify
from hehuo.org.models import Settlement
from hehuo.org.roles import Role
from hehuo.org.workdays import WorkCalendar
from hehuo.programme.models import Signal, VerificationQuery
from hehuo.programme.questions.lifecycle import QUESTION
from hehuo.programme.supervision.people import ask_office
from hehuo.records.models import LedgerRecord, Source
from hehuo.records.writing import save_record

DAYS_TO_ANSWER = 5
"""Working days."""


@transaction.atomic
def ask_question(
    settlement: Settlement, signal: str, question: str, *, by: Any, about: LedgerRecord | None = None,
    occasion: str = "", on: date | None = None, calendar: WorkCalendar | None = None,
) -> VerificationQuery:  # fmt: skip
    """Open a question to the unit, due in five working days, and tell its secretary.

    `by` is None for a rule. Raises `ValidationError` when the same thing was asked before or is about a resident.
    """
    today = on or timezone.localdate()
    due = (calendar or WorkCalendar()).add_working_days(today, DAYS_TO_ANSWER)
    query = VerificationQuery(
        settlement=settlement, occurred_on=today, rule_code=signal, question=question, occasion=occasion, due_on=due.day,
        target_model=about._meta.label_lower if about else "", target_id=about.pk if about else 0,
        source=Source.WEB if by else Source.SYSTEM,
    )  # fmt: skip
    save_record(query, by=by)
    notify(
        f"请答复核实问题：{Signal(signal).label}", by=by, to_role=Role.SECRETARY, settlement=settlement, subject=query,
        url=f"/ledgers/questions/{query.pk}/", due_on=due.day, key=f"question-{query.pk}",
    )  # fmt: skip
    return query


@transaction.atomic
def answer_question(query: VerificationQuery, *, by: Any, reason: str) -> VerificationQuery:
    """The unit says how it was; the answer stays with the question."""
    QUESTION.apply(query, "answer", by=by, reason=reason)
    query.answer, query.answered_on, query.answered_by = reason.strip()[:300], timezone.localdate(), by
    finish_about(query, by=by)
    return save_record(query, by=by, action="answer", reason=reason)


@transaction.atomic
def send_back_question(query: VerificationQuery, *, by: Any, reason: str) -> VerificationQuery:
    """The answer leaves something open; asked again with a new deadline."""
    QUESTION.apply(query, "send_back", by=by, reason=reason)
    query.due_on = WorkCalendar().add_working_days(timezone.localdate(), DAYS_TO_ANSWER).day
    save_record(query, by=by, action="send_back", reason=reason)
    notify(
        "核实问题请补充说明", by=by, to_role=Role.SECRETARY, settlement=query.settlement, subject=query,
        url=f"/ledgers/questions/{query.pk}/", due_on=query.due_on, key=f"question-{query.pk}",
    )  # fmt: skip
    return query


def _concluding(event: str) -> Any:
    @transaction.atomic
    def conclude(query: VerificationQuery, *, by: Any, reason: str) -> VerificationQuery:
        QUESTION.apply(query, event, by=by, reason=reason)
        query.conclusion, query.concluded_on, query.concluded_by = (
            reason.strip()[:200],
            timezone.localdate(),
            by,
        )
        finish_about(query, by=by)
        return save_record(query, by=by, action=event, reason=reason)

    conclude.__doc__ = "A person concludes, with the reason."
    return conclude


def confirm_problem(query: VerificationQuery, *, by: Any, reason: str) -> VerificationQuery:
    """A person says that something is wrong; the city's office is asked to register it as a problem of supervision."""
    with transaction.atomic():
        query = _concluding("confirm_problem")(query, by=by, reason=reason)
        url = f"/ledgers/questions/{query.pk}/"
        ask_office(
            f"核实确认有问题，请登记为督查问题：{query.get_rule_code_display()}", query, by=by, url=url
        )
    return query


explain_question = _concluding("explain")
correct_question = _concluding("correct")

STEPS = {
    "answer": answer_question,
    "send_back": send_back_question,
    "explain": explain_question,
    "correct": correct_question,
    "confirm_problem": confirm_problem,
}
