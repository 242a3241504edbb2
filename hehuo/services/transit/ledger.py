"""进出道路, 公交线路, 站点, 线路站点, 时刻, 班次兑现 (item 16)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.ledger import Child, LedgerView
from hehuo.records.writing import save_record
from hehuo.services.transit import views
from hehuo.services.transit.imports import (
    BusDayImporter,
    DepartureImporter,
    LineImporter,
    LineStopImporter,
    RoadImporter,
    StopImporter,
)
from hehuo.services.transit.models import BusDay, BusLine, BusStop, Departure, LineStop, RoadLink

SECTION, ITEM = "内外互融互通", "第16项"


class RoadLedger(LedgerView):
    """Roads that join the settlement to the town."""

    model, slug, section, item, help = RoadLink, "roads", SECTION, ITEM, "roads"
    purpose = "登记安置点与城市（城镇）道路连通的道路，断了几时断的。"
    columns = ("name", "kind", "joins", "hardened", "length_m", "valid_from", "valid_to")
    filters = ("settlement", "kind", "hardened", "valid_from", "valid_to")
    fields = ("name", "kind", "joins", "length_m", "hardened", "valid_from", "valid_to")
    search = ("name", "joins")
    importer = RoadImporter


class BusLineLedger(LedgerView):
    """Lines that serve the settlement."""

    model, slug, section, item, help = BusLine, "bus-lines", SECTION, ITEM, "bus-lines"
    purpose = "登记便民公交、城乡客运和定制客运线路，站在哪里，几点发车，班次兑现得怎么样。"
    columns = ("route", "kind", "ends", "operator", "first_run", "last_run", "headway_minutes", "valid_from", "valid_to")  # fmt: skip
    filters = ("settlement", "kind", "valid_from", "valid_to")
    fields = {
        "线路": ("route", "kind", "ends", "operator", "permit_no", "valid_from", "valid_to"),
        "时间": ("first_run", "last_run", "headway_minutes"),
    }
    search = ("route", "ends", "operator")
    importer = LineImporter
    children = (
        Child(LineStop, "line", ("stop_no", "stop", "stop__distance_m", "minutes"), ledger="bus-line-stops"),
        Child(Departure, "line", ("departs_at", "days"), ledger="bus-timetable"),
        Child(BusDay, "line", ("ran_on", "planned", "kept", "note"), ledger="bus-days"),
    )

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and timetables as files."""
        return [*views.URLS, *super().get_urls()]


class BusStopLedger(LedgerView):
    """Stops."""

    model, slug, section, item, help = BusStop, "bus-stops", SECTION, ITEM, "bus-lines"
    purpose = "登记公交站点和到安置点大门的距离。"
    columns = ("code", "name", "distance_m", "lat", "lon")
    filters = ("settlement",)
    fields = ("code", "name", "distance_m", "lat", "lon")
    search = ("code", "name")
    importer = StopImporter


class LineStopLedger(LedgerView):
    """Stops of each line, in order."""

    model, slug, section, item, help = LineStop, "bus-line-stops", SECTION, ITEM, "bus-lines"
    purpose = "按顺序登记每条线路经过的站点。"
    columns = ("line", "stop_no", "stop", "minutes")
    filters = ("settlement", "line", "stop")
    fields = ("line", "stop", "stop_no", "minutes")
    search = ("line__route", "stop__name")
    importer = LineStopImporter
    ordering = ("line_id", "stop_no")


class DepartureLedger(LedgerView):
    """The timetable."""

    model, slug, section, item, help = Departure, "bus-timetable", SECTION, ITEM, "bus-lines"
    purpose = "登记每条线路从首站发车的时刻。"
    columns = ("line", "departs_at", "days")
    filters = ("settlement", "days", "line")
    fields = ("line", "departs_at", "days")
    search = ("line__route",)
    importer = DepartureImporter
    ordering = ("line_id", "departs_at")


class BusDayLedger(LedgerView):
    """Trips kept."""

    model, slug, section, item, help = BusDay, "bus-days", SECTION, ITEM, "bus-days"
    purpose = "按天登记计划班次和实际班次，兑现率由此计算。"
    columns = ("ran_on", "line", "planned", "kept", "note")
    filters = ("settlement", "ran_on", "line")
    fields = ("line", "ran_on", "planned", "kept", "note")
    search = ("line__route", "note")
    totals = ("planned", "kept")
    ordering = ("-ran_on", "-id")
    importer = BusDayImporter

    def perform_save(self, form: Any) -> BusDay:
        """It happened on its day."""
        day = self.entered(form)
        day.occurred_on = day.ran_on
        return save_record(day, by=self.request.user)
