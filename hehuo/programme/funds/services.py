"""Spending is written with its project and its source locked, so that two colleagues cannot spend the same money."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hehuo.programme.models import FundProject, FundSource, FundSpending
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record


@transaction.atomic
def save_spending(spending: FundSpending, *, by: Any) -> LedgerRecord:
    """Enter or change a payment. Raises `ValidationError` beyond budget or source (`FundSpending.clean`)."""
    for model, pk in ((FundProject, spending.project_id), (FundSource, spending.fund_id)):
        model.objects.select_for_update().filter(pk=pk).first()
    spending.occurred_on = spending.paid_on
    return save_record(spending, by=by)


@transaction.atomic
def save_source(source: FundSource, *, by: Any) -> LedgerRecord:
    """Enter or change a source; it happened when the money arrived."""
    source.occurred_on = source.received_on
    return save_record(source, by=by)


@transaction.atomic
def save_project(project: FundProject, *, by: Any) -> LedgerRecord:
    """Enter or change a project; it happened when it began."""
    project.occurred_on = project.starts_on
    return save_record(project, by=by)
