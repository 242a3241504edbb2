"""抽样访问名单: households drawn by a seed nobody could choose, as a paper to walk with.

The paper names flats, never people, and no questionnaire number stands beside a flat: an interview stays anonymous.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.models import Settlement
from hehuo.org.rights import may_write, requires, sees_unmasked
from hehuo.org.scope import visible_settlements
from hehuo.residents.households.models import Household
from hehuo.residents.interviews.models import Interview

MOST = 300


class DrawForm(forms.Form):
    """Where, for which batch, how many."""

    settlement = forms.ModelChoiceField(Settlement.objects.none(), label="安置点")
    batch_name = forms.CharField(label="抽样批次", max_length=40, help_text="与登记访问时填写的批次相同。")
    size = forms.IntegerField(label="抽多少户", min_value=1, max_value=MOST, initial=30)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = visible_settlements(user)
        self.fields["settlement"].queryset = places  # type: ignore[attr-defined]
        if len(places[:2]) == 1:
            self.initial["settlement"] = places[0]
        for field in self.fields.values():
            look = "form-select" if isinstance(field, forms.ModelChoiceField) else "form-control"
            field.widget.attrs["class"] = look


class RepeatForm(DrawForm):
    """A draw that has been made: with its seed."""

    seed = forms.RegexField(r"^[0-9a-f]{16}$")


def frame_of(user: Any, settlement: Settlement) -> list[int]:
    """Households that live here: keys handed over, not gone."""
    rows = Household.objects.visible_to(user).live().filter(settlement=settlement)
    rows = rows.filter(keys_on__isnull=False, exited_on__isnull=True, dwelling__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def drawn(frame: list[int], place: str, size: int, seed: str) -> list[int]:
    """The lowest numbers SHA-256("seed|settlement|household"): the same for whoever repeats it."""

    def number(key: int) -> str:
        return hashlib.sha256(f"{seed}|{place}|{key}".encode()).hexdigest()

    return sorted(frame, key=number)[:size]


def may_draw(user: Any) -> bool:
    """Whoever enters interviews and sees where households live."""
    return may_write(user, Interview.domain) and sees_unmasked(user, Household.domain)


@requires(may_draw)
def draw(request: Any) -> Any:
    """Ask, draw, log; the drawn list stands at an address with its seed and may be printed again."""
    context: dict[str, Any] = {
        "title": "抽样访问名单", "back": reverse("interviews-list"), "ledger_name": "抽样访问",
        "purpose": "由系统随机抽取，谁也不能挑选；抽取一次记一次日志，名单可以重复打印。",
    }  # fmt: skip
    if request.method == "POST":
        form: forms.Form = DrawForm(request.POST, user=request.user)
        if form.is_valid():
            told = form.cleaned_data
            seed, place = secrets.token_hex(8), told["settlement"]
            note = {"batch": told["batch_name"], "size": told["size"], "seed": seed}
            trail.record("draw", place, by=request.user, data=note)
            kept = {
                "settlement": place.pk,
                "batch_name": told["batch_name"],
                "size": told["size"],
                "seed": seed,
            }
            return redirect(f"{reverse('interview-draw')}?{urlencode(kept)}")
    elif "seed" in request.GET:
        form = RepeatForm(request.GET, user=request.user)
        if form.is_valid():
            return TemplateResponse(request, "interviews/drawn.html", context | sheet(form, request.user))
        form = DrawForm(user=request.user)
    else:
        form = DrawForm(user=request.user)
    return TemplateResponse(request, "interviews/draw.html", context | {"form": form})


def sheet(form: forms.Form, user: Any) -> dict[str, Any]:
    """What the paper says."""
    told = form.cleaned_data
    place = told["settlement"]
    frame = frame_of(user, place)
    keys = drawn(frame, place.code, told["size"], told["seed"])
    rows = Household.objects.filter(pk__in=keys).select_related("dwelling__building", "grid").in_bulk()
    return {
        "title": f"{place}抽样访问名单", "batch": told["batch_name"], "seed": told["seed"], "frame": len(frame), "today": timezone.localdate(),
        "flats": [(rows[key].dwelling, rows[key].grid) for key in keys],
    }  # fmt: skip


URLS = [path("ledgers/interviews/draw/", draw, name="interview-draw")]
