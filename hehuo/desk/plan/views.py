"""Pages of the plan picture: choose a settlement, the picture, the rows behind a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.desk.plan import signs
from hehuo.desk.plan.doors import Door, Off, Picture, natural, picture_of
from hehuo.desk.plan.drawing import cell_width, definitions, draw
from hehuo.desk.plan.layers import LAYERS, layers_of
from hehuo.desk.plan.offers import BLOCKS, DOORS, OUTLINE, Offer, chosen, detail_of, offers_of
from hehuo.desk.plan.signs import Sign
from hehuo.desk.plan.tallies import add
from hehuo.desk.scorecards import settlement_of
from hehuo.desk.standing import Moment, hidden_from, moment_of, open_settlements
from hehuo.measures import registry
from hehuo.org.models import Settlement
from hehuo.org.rights import may_read_rows, may_write, reads, requires
from hehuo.org.scope import scope_of
from hehuo.records.display import Display
from hehuo.residents.models import Household
from hehuo.services.models import Facility

ROWS_SHOWN = 100
OFF = "off"


@dataclass(frozen=True)
class Asked:
    """What the reader asked for: a place, a moment, a measure, a grid, layers."""

    place: Settlement
    moment: Moment
    offers: list[tuple[str, list[Offer]]]
    offer: Offer | None
    blind: bool
    grid: str
    layers: tuple[str, ...]

    def query(self, **more: Any) -> str:
        """The query string of the same picture, with something added."""
        known = self.moment.known_at
        parts = {
            "measure": self.offer.name if self.offer else "",
            "as_of": self.moment.as_of.isoformat() if self.moment.as_of != self.moment.today else "",
            "known_at": f"{timezone.localtime(known):%Y-%m-%dT%H:%M}" if known else "",
            "edition": self.moment.edition.code,
            "grid": self.grid,
        }
        return urlencode({key: value for key, value in {**parts, **more}.items() if value not in ("", None)})


def asked(request: HttpRequest, code: str) -> Asked:
    """Read the address; what the reader may not see is refused, what does not exist is not found."""
    place, moment = settlement_of(request, code), moment_of(request)
    blind, name = bool(hidden_from(request.user, [place])), request.GET.get("measure", "")
    if blind and name:
        raise PermissionDenied("您的评判提交以后才能查看。")
    offers = [] if blind else offers_of(moment.edition, request.user)
    grid = request.GET.get("grid", "")
    if grid and not place.grids.filter(code=grid).exists():
        raise Http404("这个安置点没有这个网格。")
    fresh = not {"measure", "layer"} & set(request.GET)
    layers = tuple(key for key in LAYERS if fresh or key in request.GET.getlist("layer"))
    return Asked(place, moment, offers, chosen(name, offers, request.user), blind, grid, layers)


@requires(reads("A"))
def plan_list(request: HttpRequest) -> HttpResponse:
    """Whose picture; who has one settlement goes straight there."""
    places = open_settlements(request.user)
    if len(places) == 1:
        return redirect("plan-picture", code=places[0].code)
    return render(request, "desk/plan/list.html", {"places": places})


@requires(reads("A"))
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The picture of one settlement."""
    ask = asked(request, code)
    place, moment, user = ask.place, ask.moment, request.user
    picture = picture_of(place, user, moment, ask.offer, ask.grid)
    layers = layers_of(picture, user, ask.layers, moment.as_of)
    width = cell_width(picture)
    used = picture.counts()
    grids = [
        (
            grid,
            [(tower, draw(tower, picture, width), layers.at.get(tower.building.pk, [])) for tower in towers],
        )
        for grid, towers in picture.grids()
    ]
    context: dict[str, Any] = {
        "settlement": place, "moment": moment, "ask": ask, "picture": picture, "grids": grids, "layers": layers,
        "layer_words": [(key, word, key in ask.layers) for key, word in LAYERS.items()],
        "editions": StandardEdition.objects.exclude(state="draft").defer("data"),
        "all_grids": _grids(place, user), "definitions": definitions(picture.signs, width), "cell": width,
        "legend": _legend(picture, ask, used), "table": _table(picture, ask, used), "seen": used.total(),
        "measure": registry.measure(ask.offer.name) if ask.offer else None, "households": _household_count(picture),
        "may_open": picture.detail == DOORS, "blocks": picture.detail == BLOCKS, "outline": picture.detail == OUTLINE,
        "may_locate": may_write(user, Facility.domain) and scope_of(user).covers(place.pk),
        "rows_url": f"{reverse('plan-picture-rows', args=[place.code])}?{ask.query()}",
    }  # fmt: skip
    return render(request, "desk/plan/picture.html", context)


def _grids(place: Settlement, user: Any) -> list[Any]:
    """Grids to choose from; none where there is nothing to choose."""
    scope = scope_of(user)
    grids = [grid for grid in place.grids.order_by("code") if scope.covers(place.pk, grid.pk)]
    return grids if len(grids) > 1 else []


def _household_count(picture: Picture) -> int:
    return len({home for door in picture.doors() for home in door.households})


def _legend(picture: Picture, ask: Asked, used: Counter[str]) -> dict[str, Any]:
    """Signs with exact counts. Under a measure the cases add up to the measure's own counts, whoever stands where."""
    lines = [{"sign": sign, "doors": used[sign.key], "cases": None} for sign in _signs(picture, used)]
    found: dict[str, Any] = {"lines": lines, "off": [(one, _off_count(one)) for one in picture.off]}
    if picture.offer is None:
        return found
    met, unmet = picture.shown
    for line in lines:
        line["cases"] = {signs.UNMET: unmet, signs.MET: met}.get(line["sign"].key)
    told = add([picture.shown, *(one.cases for one in picture.off)])
    partly = bool(ask.grid) or not picture.whole
    rest = (picture.total[0] - told[0], picture.total[1] - told[1])
    return found | {"total": picture.total, "all": sum(picture.total), "rest": rest if partly else None}


def _signs(picture: Picture, used: Counter[str]) -> list[Sign]:
    """Signs that occur, and both sides of a measure."""
    always = (signs.UNMET, signs.MET) if picture.offer else ()
    return [sign for sign in picture.signs if used[sign.key] or sign.key in always]


def _off_count(one: Off) -> str:
    parts = []
    if one.doors:
        parts.append(f"{len(one.doors)} 套")
    if one.households:
        parts.append(f"{len(one.households)} 户")
    if sum(one.loose):
        parts.append(f"{sum(one.loose)} 件")
    return "、".join(parts)


def _table(picture: Picture, ask: Asked, used: Counter[str]) -> dict[str, Any]:
    """Buildings × signs, each number with the address of its rows (for those who may open rows)."""
    base = reverse("plan-picture-rows", args=[picture.place.code])
    opens, shown = picture.detail == DOORS, _signs(picture, used)

    def cells(counts: Counter[str], building: int | str) -> list[tuple[int, str, Sign]]:
        query = ask.query(building=building)
        url = f"{base}?{query}&state="
        return [(counts[s.key], f"{url}{s.key}" if opens and counts[s.key] else "", s) for s in shown]

    lines = [(tower, cells(tower.counts(), tower.building.pk), len(tower.doors)) for tower in picture.towers]
    return {"signs": shown, "lines": lines, "sum": cells(used, ""), "doors": used.total()}


def opens_doors(user: Any) -> bool:
    """Who may read scores and open residents in full: the picture names their doors, the lists behind it their homes."""
    return may_read_rows(user, "A") and detail_of(user) == DOORS


@requires(opens_doors)
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The doors or households behind a number, each with the page where it is put right."""
    ask = asked(request, code)
    picture = picture_of(ask.place, request.user, ask.moment, ask.offer, ask.grid)
    state, building = request.GET.get("state", ""), request.GET.get("building", "")
    sign = next((sign for sign in picture.signs if sign.key == state), None)
    if state and sign is None:
        raise Http404("没有这种情况，请从楼栋图的数字点进来。")
    lines = _off_lines(picture, state) if building == OFF else _door_lines(picture, state, building)
    page = Paginator(lines, ROWS_SHOWN).get_page(request.GET.get("page"))
    _name(page.object_list, picture, request.user)
    context = {
        "settlement": ask.place, "moment": ask.moment, "ask": ask, "sign": sign, "page": page, "off": building == OFF,
        "building": next((t.building for t in picture.towers if str(t.building.pk) == building), None),
        "measure": registry.measure(ask.offer.name) if ask.offer else None,
        "back": f"{reverse('plan-picture', args=[code])}?{ask.query()}",
        "here": ask.query(building=building, state=state),
    }  # fmt: skip
    return render(request, "desk/plan/rows.html", context)


def _door_lines(picture: Picture, state: str, building: str) -> list[dict[str, Any]]:
    words = {sign.key: sign.word for sign in picture.signs}
    found = []
    for tower in picture.towers:
        if building and str(tower.building.pk) != building:
            continue
        ordered = sorted(tower.doors, key=lambda door: (natural(door.unit), door.floor, natural(door.room)))
        found += [
            _line(door, f"{tower.building}", words) for door in ordered if not state or door.key == state
        ]
    return found


def _line(door: Door, where: str, words: dict[str, str]) -> dict[str, Any]:
    return {
        "where": f"{where}{door.unit}单元{door.room}", "url": reverse("dwellings-detail", args=[door.pk]), "ids": door.households,
        "word": words[door.key], "key": door.key, "met": door.met, "unmet": door.unmet,
    }  # fmt: skip


def _off_lines(picture: Picture, state: str) -> list[dict[str, Any]]:
    words = {sign.key: sign.word for sign in picture.signs}
    found = []
    for one in picture.off:
        found += [_line(door, one.word + "：", words) for door in one.doors if not state or door.key == state]
        found += [
            {"where": one.word, "url": "", "ids": [home], "word": words[key], "key": key, "met": pair[0], "unmet": pair[1]}
            for home, (key, pair) in one.households.items()
            if not state or key == state
        ]  # fmt: skip
    return found


def _name(lines: Any, picture: Picture, user: Any) -> None:
    """Names of the households of one page, masked by right; a household that may not be opened has no name here."""
    wanted = {home for line in lines for home in line["ids"]}
    display = Display(Household, user)
    homes = Household.objects.visible_to(user).filter(pk__in=wanted)
    names = {home.pk: display.object(home) for home in homes}
    for line in lines:
        line["homes"] = [
            (names[home], reverse("households-detail", args=[home])) for home in line["ids"] if home in names
        ]
