"""What other rooms show of requests: those raised at one of their records, and the page that links one afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from hehuo.neighbourhood.requests.models import ResidentRequest
from hehuo.neighbourhood.requests.origins import link_request, origin_asked, raised_at, unlinked_near
from hehuo.org.rights import may_read_rows, may_write, requires, signed_in, writes
from hehuo.records.models import LedgerRecord

OFFERED = 50


class RequestChoiceField(forms.ModelChoiceField):
    """A request by number, kind, day and place; what was said stays on its own page."""

    def label_from_instance(self, obj: Any) -> str:
        """SQ-0001 物业设施 2018-11-05 3栋."""
        where = obj.building or obj.place
        words = (obj.request_no, obj.get_category_display(), f"{obj.reported_on}", f"{where or ''}")
        return " ".join(word for word in words if word)


class LinkForm(forms.Form):
    """Which request was raised here."""

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = list(rows.values_list("pk", flat=True)[:OFFERED])
        offered = ResidentRequest.objects.filter(pk__in=newest).select_related("building")
        self.fields["request"] = RequestChoiceField(
            offered.order_by("-reported_on", "-pk"), label="已登记的诉求", empty_label="请选择",
            help_text=f"列出最近 {OFFERED} 件还没有写明由来的诉求。",
        )  # fmt: skip


def _record(request: HttpRequest, label: str, pk: int) -> LedgerRecord:
    record = origin_asked(f"{label}:{pk}", request.user)
    if record is None:
        raise Http404
    return record


@requires(signed_in)
def requests_from(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Requests raised at one record, with the ways to register one; empty for those who do not read requests."""
    record = _record(request, label, pk)
    reads = may_read_rows(request.user, ResidentRequest.domain)
    context = {
        "record": record,
        "reads": reads,
        "rows": raised_at(record, request.user) if reads else (),
        "may_create": reads and may_write(request.user, ResidentRequest.domain),
        "create_url": f"{reverse('requests-create')}?origin={label}:{pk}",
        "link_url": reverse("raised-link", kwargs={"label": label, "pk": pk}),
    }
    return TemplateResponse(request, "requests/_raised.html", context)


@requires(writes(ResidentRequest.domain))
def requests_link(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Link a request that was registered before."""
    record = _record(request, label, pk)
    form = LinkForm(
        request.POST if request.method == "POST" else None, rows=unlinked_near(record, request.user)
    )
    back = reverse("record", kwargs={"label": label, "pk": pk})
    if request.method == "POST" and form.is_valid():
        try:
            link_request(form.cleaned_data["request"], record, by=request.user)
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, "已关联。")
            return redirect(back)
    context = {
        "form": form, "title": "关联已登记的诉求", "back": back, "ledger_name": record._meta.verbose_name,
        "purpose": "这次反映的事已经登记过的，在这里选出来，不用再登记一次。", "asked": "关联诉求",
    }  # fmt: skip
    return TemplateResponse(request, "requests/link.html", context)


URLS = [
    path("requests/from/<str:label>/<int:pk>/", requests_from, name="raised-at"),
    path("requests/from/<str:label>/<int:pk>/link/", requests_link, name="raised-link"),
]
