"""Where gate and buildings lie: entered as lines of name, latitude and longitude, as they come out of a map or a sheet."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hehuo.audit import trail
from hehuo.desk.scorecards import settlement_of
from hehuo.org.models import Building, Settlement
from hehuo.org.rights import requires, writes
from hehuo.org.scope import scope_of
from hehuo.services.models import Facility

GATE = "大门"
MOST_LINES = 500
SEPARATORS = re.compile(r"[\s,，;；、]+")
SWAPPED = Decimal(54)
"""No place of the country lies farther north: a larger latitude is a longitude."""


class PointsForm(forms.Form):
    """One line a place; a line without numbers clears the place, a place without a line stays as it is."""

    lines = forms.CharField(
        label="每行一处：名称、纬度、经度", widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="例：大门 26.59412 104.83021；3栋 26.59450 104.83060。可从表格整列粘贴；只写名称的，清除已有坐标。",
    )  # fmt: skip

    def __init__(self, *args: Any, place: Settlement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things: dict[str, Settlement | Building] = {GATE: place}
        self.things |= {str(building): building for building in Building.objects.filter(settlement=place)}
        self.initial.setdefault("lines", "\n".join(map(_line, self.things.items())))

    def clean_lines(self) -> list[tuple[Settlement | Building, Decimal | None, Decimal | None]]:
        """Every line or all that is wrong, by number."""
        rows = [
            (n, line) for n, line in enumerate(self.cleaned_data["lines"].splitlines(), 1) if line.strip()
        ]
        if len(rows) > MOST_LINES:
            raise ValidationError(f"一次最多 {MOST_LINES} 行，请分几次保存。")
        found, wrong = [], []
        for number, line in rows:
            try:
                found.append(self._read(line))
            except ValidationError as problem:
                wrong.append(f"第 {number} 行：{problem.message}")
        if wrong:
            raise ValidationError(
                [*wrong[:10], *([f"还有 {len(wrong) - 10} 行有问题。"] if len(wrong) > 10 else [])]
            )
        return found

    def _read(self, line: str) -> tuple[Settlement | Building, Decimal | None, Decimal | None]:
        name, *numbers = [part for part in SEPARATORS.split(line) if part]
        thing = self.things.get(name) or self.things.get(f"{name}栋")
        if thing is None:
            raise ValidationError(f"没有“{name}”，请写“大门”或已登记的栋号，如 3栋。")
        if not numbers:
            return thing, None, None
        if len(numbers) != 2:
            raise ValidationError("名称后面要有纬度和经度两个数，中间用空格隔开。")
        lat, lon = map(_degrees, numbers)
        if lat > SWAPPED:
            raise ValidationError("纬度和经度写反了，请先写纬度（六盘水约 26），再写经度（约 104）。")
        for field, value in (("lat", lat), ("lon", lon)):
            try:
                thing._meta.get_field(field).clean(value, thing)
            except ValidationError:
                raise ValidationError("坐标不在国内，请核对小数点。") from None
        return thing, lat, lon

    def save(self, by: Any) -> int:
        """Keep what changed, with a trace; returns how many places changed."""
        changed = 0
        with transaction.atomic():
            for thing, lat, lon in self.cleaned_data["lines"]:
                if (thing.lat, thing.lon) != (lat, lon):
                    before = [str(thing.lat or ""), str(thing.lon or "")]
                    thing.lat, thing.lon = lat, lon
                    thing.save(update_fields=["lat", "lon"])
                    data = {"before": before, "after": [str(lat or ""), str(lon or "")]}
                    trail.record("locate", thing, by=by, data=data)
                    changed += 1
        return changed


def _line(named: tuple[str, Settlement | Building]) -> str:
    name, thing = named
    return name if thing.lat is None else f"{name} {thing.lat} {thing.lon}"


def _degrees(text: str) -> Decimal:
    try:
        return Decimal(text).quantize(Decimal("0.00001"))
    except InvalidOperation:
        raise ValidationError(f"“{text}”不是数，请写成 26.59412 这样的小数。") from None


@requires(writes(Facility.domain))
def points(request: HttpRequest, code: str) -> HttpResponse:
    """Enter coordinates of the gate and the buildings of a settlement."""
    place = settlement_of(request, code)
    if not scope_of(request.user).covers(place.pk):
        raise PermissionDenied("位置由社区或县级的同志标注。")
    form = PointsForm(request.POST or None, place=place)
    picture = reverse("plan-picture", args=[place.code])
    if request.method == "POST" and form.is_valid():
        count = form.save(request.user)
        messages.success(request, f"已更新 {count} 处位置。" if count else "没有改动。")
        return redirect(picture)
    told = {"title": "标注位置", "back": picture, "ledger_name": f"{place.name}楼栋图", "form": form}
    return render(request, "desk/plan/points.html", told)
