"""The panel under a record: questions that were asked about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from hehuo.org.rights import may_read_rows, requires, signed_in
from hehuo.programme.models import VerificationQuery
from hehuo.programme.models.questions import target_model
from hehuo.programme.questions.lifecycle import asks_questions
from hehuo.records.models import Status


@requires(signed_in)
def questions_about(request: Any, label: str, pk: int) -> Any:
    """Questions about one record, and the link that asks; empty for those who do not read the programme, 404 outside the area."""
    model = target_model(label)
    record = model.objects.visible_to(request.user).filter(pk=pk).first() if model else None
    if model and record is None:
        raise Http404
    sees = (
        record is not None
        and model is not VerificationQuery
        and may_read_rows(request.user, VerificationQuery.domain)
    )
    context: dict[str, Any] = {"sees": sees}
    if record is not None and sees:
        about = {"settlement": record.settlement_id, "target_model": label, "target_id": pk}
        rows = VerificationQuery.objects.visible_to(request.user).exclude(status=Status.VOID)
        context |= {
            "questions": rows.filter(target_model=label, target_id=pk),
            "asks": asks_questions(request.user),
            "ask_url": f"{reverse('questions-create')}?{urlencode(about)}",
        }
    return render(request, "questions/_about.html", context)
