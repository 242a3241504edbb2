"""The page of the places: what is registered, the workbook, what is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from hehuo.desk.accounts.queries import is_administrator
from hehuo.desk.ground.services import check_places, register_places
from hehuo.desk.ground.sheets import SHEETS, workbook
from hehuo.org.models import Area, Building, Settlement
from hehuo.org.rights import requires
from hehuo.workbooks import xlsx
from hehuo.workbooks.reading import Refused, check_size

ON_A_PAGE = 50
TROUBLES_SHOWN = 200


class PlacesForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label="表格文件（.xlsx）",
        error_messages={"required": "请先选择填好的表格。", "empty": "文件是空的，请重新选择。"},
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx,.xls"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        found = self.cleaned_data["file"]
        try:
            check_size(found.size)
        except Refused as problem:
            raise forms.ValidationError(str(problem)) from None
        return found


@requires(is_administrator)
def places(request: HttpRequest) -> HttpResponse:
    """Registered settlements; a workbook is checked, and registered when nothing is wrong with it."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PlacesForm(*posted)
    context: dict[str, Any] = {
        "form": form,
        "sheets": [(title, columns) for title, columns in SHEETS.items()],
    }
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["file"]
        try:
            content = told.read()
            write = "check" not in request.POST
            plan = (
                register_places(content, told.name, by=request.user)
                if write
                else check_places(content, told.name)
            )
        except Refused as problem:
            form.add_error("file", str(problem))
        else:
            if write and not plan.troubles:
                words = "表中内容和已登记的一样，没有改动。" if plan.empty else f"已登记：{plan.summary}"
                messages.success(request, words)
                return redirect("places")
            context |= {"plan": plan, "troubles": plan.troubles[:TROUBLES_SHOWN]}
    grids = Building.objects.filter(settlement=OuterRef("pk")).order_by().values("settlement")
    buildings = grids.annotate(n=Count("pk")).values("n")
    rows = Settlement.objects.select_related("county").annotate(
        grid_count=Count("grids"), building_count=Coalesce(Subquery(buildings), 0)
    )
    page = Paginator(rows.order_by("code"), ON_A_PAGE).get_page(request.GET.get("page"))
    towns = dict(Area.objects.filter(kind=Area.Kind.TOWNSHIP).values_list("path", "name"))
    paths = dict(Area.objects.filter(settlement__in=list(page)).values_list("pk", "path"))
    context |= {
        "page": page, "lines": [(row, towns.get(paths[row.area_id][: -Area.steplen], "—")) for row in page],
    }  # fmt: skip
    return render(request, "desk/ground/places.html", context)


@requires(is_administrator)
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook, or what is registered."""
    filled = request.GET.get("filled") == "1"
    answer = StreamingHttpResponse(workbook(filled=filled), content_type=xlsx.CONTENT_TYPE)
    name = "地点（现有）.xlsx" if filled else "地点模板.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
