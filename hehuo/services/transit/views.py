"""GTFS out and in: a page with two buttons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from hehuo.org.models import Settlement
from hehuo.org.rights import requires, writes
from hehuo.org.scope import scope_of
from hehuo.records.choices import open_to
from hehuo.services.transit.gtfs import MOST_BYTES, export_gtfs, import_gtfs
from hehuo.services.transit.models import BusLine


class ExchangeForm(forms.Form):
    """Of which settlement, and the file when one comes in."""

    settlement = forms.ModelChoiceField(Settlement.objects.none(), label="安置点", empty_label="请选择")
    file = forms.FileField(
        label="公交时刻文件（压缩包）", required=False, help_text="导入时选择，由公交公司提供。"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["settlement"].queryset = open_to(user, Settlement)  # type: ignore[attr-defined]

    def clean_settlement(self) -> Settlement:
        """Inside the own area."""
        chosen: Settlement = self.cleaned_data["settlement"]
        if not scope_of(self.user).covers(chosen.pk):
            raise ValidationError("这个安置点不在您负责的范围内。")
        return chosen

    def clean_file(self) -> Any:
        """Not larger than a timetable is."""
        found = self.cleaned_data["file"]
        if found and found.size > MOST_BYTES:
            raise ValidationError("文件太大，请只导出相关线路（不超过 20 MB）。")
        return found


@requires(writes(BusLine.domain))
def exchange(request: Any) -> Any:
    """The timetable goes out as a file, or comes in from one."""
    form = ExchangeForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _exchange(request, form)
        except (ValidationError, PermissionDenied) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
    told = {"title": "公交时刻文件", "back": reverse("bus-lines-list"), "ledger_name": "公交线路"}
    return TemplateResponse(request, "bus-lines/gtfs.html", {"form": form, **told})


def _exchange(request: Any, form: ExchangeForm) -> Any:
    settlement, today = form.cleaned_data["settlement"], timezone.localdate()
    if "export" in request.POST:
        content = export_gtfs(settlement, today, request.build_absolute_uri("/"))
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="gtfs-{settlement.code}.zip"'
        return response
    if not form.cleaned_data["file"]:
        raise ValidationError({"file": "请选择要导入的文件。"})
    taken = import_gtfs(settlement, form.cleaned_data["file"].read(), by=request.user, on=today)
    messages.success(
        request,
        f"已导入线路 {taken.lines} 条、站点 {taken.stops} 个、班次 {taken.departures} 个；"
        f"已有的 {taken.known} 项没有改动。请核对运营单位，补填站点距离。",
    )
    return redirect("bus-lines-list")


URLS = [path("ledgers/bus-lines/gtfs/", exchange, name="bus-lines-gtfs")]
