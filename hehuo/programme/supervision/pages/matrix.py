"""责任矩阵: the printed column of responsible units with successors, tasks of each unit and item."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.rights import requires
from hehuo.programme.supervision.pages.access import drafts, opens_supervision
from hehuo.programme.supervision.pages.making import edition_of_drafts
from hehuo.programme.supervision.tasks.board import board_of
from hehuo.programme.supervision.tasks.matrix import items_of


@requires(opens_supervision)
def responsibility_matrix(request: HttpRequest) -> HttpResponse:
    """The matrix with the tasks that the person may see; the own unit is marked."""
    editions = StandardEdition.objects.filter(state=StandardEdition.State.PUBLISHED)
    code, today = request.GET.get("edition", ""), timezone.localdate()
    edition = (editions.filter(code=code).first() if code else None) or edition_of_drafts()
    context = {
        "edition": edition, "editions": editions.defer("data"), "items": items_of(edition) if edition else [],
        "board": board_of(edition, request.user, today) if edition else None, "may_split": drafts(request.user),
    }  # fmt: skip
    return render(request, "supervision/matrix.html", context)
