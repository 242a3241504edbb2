"""责任矩阵: units × items of the edition with today's successors, and what each unit has to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.rights import requires
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.models.supervision import unit_ids_of
from hehuo.programme.supervision.pages.access import drafts, opens_supervision
from hehuo.programme.supervision.tasks.matrix import COUNTIES, LEADS, items_of, matrix
from hehuo.programme.supervision.tasks.sums import Sums, sums_by_lead


@requires(opens_supervision)
def responsibility_matrix(request: HttpRequest) -> HttpResponse:
    """The matrix with open and overdue tasks per unit; the own unit is marked."""
    editions = StandardEdition.objects.filter(state="published")
    code, today = request.GET.get("edition", ""), timezone.localdate()
    edition = editions.filter(code=code).first() or editions.order_by("id").first()
    items, lines = (items_of(edition), matrix(edition, today)) if edition else ([], [])
    numbers = [item["no"] for item in items]
    mine = unit_ids_of(request.user)
    sums = sums_by_lead(ResponsibilityTask.objects.visible_to(request.user), today)
    rows = [
        {
            "line": line,
            "cells": [(no, line.parts.get(no, "")) for no in numbers],
            "leads": sum(1 for part in line.parts.values() if part == LEADS),
            "tasks": sums.get(line.unit.pk if line.unit else 0, Sums()),
            "mine": bool(line.unit and line.unit.pk in mine),
        }
        for line in lines
    ]
    context = {
        "edition": edition, "editions": editions.defer("data"), "items": items, "rows": rows, "counties": COUNTIES,
        "may_split": drafts(request.user), "today": today,
    }  # fmt: skip
    return render(request, "supervision/matrix.html", context)
