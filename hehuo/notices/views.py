"""The page of one notice; opening it is reading it. The four lists stand on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hehuo.notices import queries, services
from hehuo.notices.models import Notice
from hehuo.org.rights import requires, signed_in


def _notice_for(request: Any, pk: int) -> tuple[Notice, bool]:
    """The notice, and whether it is addressed to the user; 404 for everybody but sender, recipient and finisher."""
    mine = Notice.objects.for_user(request.user).values("pk")
    own = Q(created_by=request.user) | Q(done_by=request.user) | Q(pk__in=mine)
    notice = get_object_or_404(Notice.objects.select_related("settlement", "area", "about"), own, pk=pk)
    return notice, mine.filter(pk=pk).exists()


@requires(signed_in)
@require_safe
def notice(request: Any, pk: int) -> Any:
    """One notice: what is asked, where to do it; the sender sees who has read it."""
    found, addressed = _notice_for(request, pk)
    if addressed and request.method == "GET":
        services.mark_read(found, by=request.user)
    sent = found.created_by_id == request.user.pk
    context = {
        "notice": found,
        "addressed": addressed,
        "sent": sent,
        "readers": queries.readers_of(found) if sent else None,
    }
    return render(request, "notices/notice.html", context)


@requires(signed_in)
@require_POST
def act(request: Any, pk: int, deed: str) -> Any:
    """Finish (the recipient), remind or withdraw (the sender)."""
    found, addressed = _notice_for(request, pk)
    try:
        if deed == "finish":
            if not addressed:
                raise PermissionDenied("只有收件人可以办结。")
            services.finish(found, by=request.user)
        elif deed == "remind":
            services.remind(found, by=request.user)
        else:
            services.withdraw(found, by=request.user, reason=request.POST.get("reason", ""))
    except (ValidationError, PermissionDenied) as problem:
        for text in getattr(problem, "messages", None) or [str(problem)]:
            messages.error(request, text)
    else:
        messages.success(request, {"finish": "已办结。", "remind": "已催办。", "withdraw": "已撤回。"}[deed])
    return redirect("message", pk=pk)
