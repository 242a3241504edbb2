"""Timetables as GTFS, the format that map services and bus companies exchange: out and in.

Written: agency, stops, routes, trips, stop_times, calendar, feed_info (gtfs.org, schedule reference). Only stops with a position
and lines with stops and departures go out, as the format demands. Read: routes, stops, trips, stop_times, calendar, agency.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.models import Settlement
from hehuo.records.writing import save_record
from hehuo.services.transit.models import BusLine, BusStop, Departure, LineStop

BUS = "3"
"""GTFS route_type of a bus."""
MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
SITE = "http://localhost/"
"""The publisher when nobody asks through a browser."""
NEEDED = ("routes.txt", "stops.txt", "trips.txt", "stop_times.txt")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PATTERNS = {"daily": "1111111", "weekdays": "1111100", "weekends": "0000011"}


# -- out --------------------------------------------------------------------------------------------------------
def export_gtfs(settlement: Settlement, on: date, site: str = SITE) -> bytes:
    """A zip with the timetable of a settlement's lines in service on a day. Raises ValidationError when none is whole.

    `site` is the address of whoever publishes the feed; the format asks for one.
    """
    routes, trips, times, stops = [], [], [], {}
    agencies: dict[str, str] = {}
    services: dict[str, tuple[str, ...]] = {}
    for line in BusLine.objects.live().filter(settlement=settlement).order_by("pk"):
        order = list(line.stops.live().select_related("stop").order_by("stop_no"))
        departures = list(line.departures.live().order_by("departs_at", "pk"))
        if not _runs(line, on) or not _is_whole(order, departures):
            continue
        _demand_order(line, order)
        agency = agencies.setdefault(line.operator, f"A{len(agencies) + 1}")
        routes.append((f"L{line.pk}", agency, line.route, line.ends, BUS))
        for departure in departures:
            trip, service = f"D{departure.pk}", _service(line, departure.days, on)
            services[service[0]] = service
            trips.append((f"L{line.pk}", service[0], trip))
            times += [(trip, *_clock(departure.departs_at, s.minutes), s.stop.code, s.stop_no) for s in order]
        stops |= {s.stop.code: (s.stop.code, s.stop.name, s.stop.lat, s.stop.lon) for s in order}
    if not routes:
        raise ValidationError("没有可以导出的线路：线路要有两个以上站点、站点有经纬度、有发车时刻。")
    first, last = (
        min(service[-2] for service in services.values()),
        max(service[-1] for service in services.values()),
    )
    tables = {
        "agency.txt": (("agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"),
                       [(key, name, site, "Asia/Shanghai", "zh") for name, key in agencies.items()]),
        "routes.txt": (("route_id", "agency_id", "route_short_name", "route_long_name", "route_type"), routes),
        "stops.txt": (("stop_id", "stop_name", "stop_lat", "stop_lon"), list(stops.values())),
        "trips.txt": (("route_id", "service_id", "trip_id"), trips),
        "stop_times.txt": (("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"), times),
        "calendar.txt": (("service_id", *DAYS, "start_date", "end_date"), list(services.values())),
        "feed_info.txt": (("feed_publisher_name", "feed_publisher_url", "feed_lang", "feed_start_date", "feed_end_date", "feed_version"),
                          [(settlement.name, site, "zh", first, last, f"{on:%Y%m%d}")]),
    }  # fmt: skip
    return _zipped(tables)


def _is_whole(order: Sequence[LineStop], departures: Sequence[Departure]) -> bool:
    placed = all(s.stop.lat is not None and s.stop.lon is not None for s in order)
    return len(order) >= 2 and bool(departures) and placed


def _demand_order(line: BusLine, order: Sequence[LineStop]) -> None:
    """A bus that arrives before it was at the stop before makes the whole file invalid."""
    for before, after in pairwise(order):
        if after.minutes < before.minutes:
            raise ValidationError(
                f"线路 {line.route} 第 {after.stop_no} 站（{after.minutes} 分钟）比第 {before.stop_no} 站（{before.minutes} 分钟）还早，"
                "请先在线路站点中更正。"
            )


def _service(line: BusLine, days: str, on: date) -> tuple[str, ...]:
    """A row of the calendar: which weekdays, from when to when a line runs in the year of the file."""
    starts = max(line.valid_from, date(on.year, 1, 1))
    last = line.valid_to - timedelta(1) if line.valid_to else date(on.year, 12, 31)
    span = (f"{starts:%Y%m%d}", f"{min(last, date(on.year, 12, 31)):%Y%m%d}")
    return ("-".join((days, *span)), *PATTERNS[days], *span)


def _runs(line: BusLine, on: date) -> bool:
    return line.valid_from <= on and (line.valid_to is None or line.valid_to > on)


def _clock(start: time, minutes: int) -> tuple[str, str]:
    total = start.hour * 60 + start.minute + minutes  # past midnight GTFS counts on: 24:10
    text = f"{total // 60:02}:{total % 60:02}:00"
    return text, text


def _zipped(tables: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, (head, rows) in tables.items():
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(head)
            writer.writerows(rows)
            book.writestr(zipfile.ZipInfo(name, (2018, 1, 1, 0, 0, 0)), text.getvalue())
    return out.getvalue()


# -- in ---------------------------------------------------------------------------------------------------------
@dataclass
class Taken:
    """How many records a file has made."""

    lines: int = 0
    stops: int = 0
    departures: int = 0
    known: int = 0


Table = list[dict[str, str]]


def read_gtfs(content: bytes) -> dict[str, Table]:
    """Tables of a GTFS zip. Raises ValidationError in words that say what is wrong with the file."""
    if len(content) > MOST_BYTES:
        raise ValidationError("文件太大，请只导出相关线路（不超过 20 MB）。")
    try:
        book = zipfile.ZipFile(io.BytesIO(content))
        names = set(book.namelist())
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise ValidationError(f"这不是完整的公交时刻文件，缺少：{'、'.join(missing)}。")
        if sum(info.file_size for info in book.infolist()) > 5 * MOST_BYTES:
            raise ValidationError("文件解开后太大，请只导出相关线路。")
        wanted = [*NEEDED, *(name for name in ("calendar.txt", "agency.txt") if name in names)]
        return {name: _table(name, book.read(name)) for name in wanted}
    except zipfile.BadZipFile as problem:
        raise ValidationError("打不开这个文件，请上传公交公司提供的压缩包。") from problem


def _table(name: str, content: bytes) -> Table:
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise ValidationError(f"{name} 的编码或格式不对，请公交公司重新导出。") from problem
    if len(rows) > MOST_ROWS:
        raise ValidationError(f"{name} 的行数太多，请只导出相关线路。")
    return [{str(k).strip(): (v or "").strip() for k, v in row.items() if k is not None} for row in rows]


@transaction.atomic
def import_gtfs(settlement: Settlement, content: bytes, *, by: Any, on: date) -> Taken:
    """Lines, stops and departures of a file become records; what is there under the same name stays as it is.

    All or nothing: a row that cannot be read refuses the file.
    """
    tables, taken = read_gtfs(content), Taken()
    stops = {row.code: row for row in BusStop.objects.live().filter(settlement=settlement)}
    for row in tables["stops.txt"]:
        _take_stop(settlement, row, stops, taken, by)
    known = set(BusLine.objects.live().filter(settlement=settlement).values_list("route", flat=True))
    operators = {row.get("agency_id", ""): row.get("agency_name", "") for row in tables.get("agency.txt", [])}
    services = {row.get("service_id", ""): _days(row) for row in tables.get("calendar.txt", [])}
    visits: dict[str, Table] = defaultdict(list)
    for row in tables["stop_times.txt"]:
        visits[row.get("trip_id", "")].append(row)
    trips: dict[str, Table] = defaultdict(list)
    for row in tables["trips.txt"]:
        trips[row.get("route_id", "")].append(row)
    for row in tables["routes.txt"]:
        name = (row.get("route_short_name") or row.get("route_long_name") or "")[:20]
        own = [t for t in trips[row.get("route_id", "")] if visits[t.get("trip_id", "")]]
        if name in known or not name or not own:
            taken.known += 1
            continue
        only = next(iter(operators.values()), "") if len(operators) == 1 else ""
        operator = operators.get(row.get("agency_id", ""), only)[:60] or "见公交时刻文件"
        _take_line(settlement, row, name, operator, own, visits, services, stops, taken, by, on)
        known.add(name)
    return taken


def _take_stop(
    settlement: Settlement, row: dict[str, str], stops: dict[str, BusStop], taken: Taken, by: Any
) -> None:
    code = row.get("stop_id", "")[:20]
    if not code or code in stops:
        taken.known += 1
        return
    try:
        lat, lon = (Decimal(row.get(n, "")).quantize(Decimal("0.00001")) for n in ("stop_lat", "stop_lon"))
    except InvalidOperation as problem:
        raise ValidationError(f"站点 {code} 的经纬度不对。") from problem
    stop = BusStop(
        settlement=settlement, code=code, name=row.get("stop_name", "")[:40] or code, lat=lat, lon=lon
    )
    stops[code] = save_record(stop, by=by)  # type: ignore[assignment]
    taken.stops += 1


def _take_line(
    settlement: Settlement, row: dict[str, str], name: str, operator: str, trips: Table, visits: Mapping[str, Table],
    services: Mapping[str, str], stops: Mapping[str, BusStop], taken: Taken, by: Any, on: date,
) -> None:  # fmt: skip
    starts = sorted(
        {(_first(visits[t["trip_id"]], name), services.get(t.get("service_id", ""), "daily")) for t in trips}
    )
    clocks = [divmod(minutes % 1440, 60) for minutes, _ in starts]
    line = BusLine(
        settlement=settlement, route=name, kind=BusLine.Kind.CITY, ends=(row.get("route_long_name") or name)[:60],
        operator=operator, first_run=time(*min(clocks)), last_run=time(*max(clocks)), valid_from=on, occurred_on=on,
    )  # fmt: skip
    save_record(line, by=by)
    taken.lines += 1
    longest = max((visits[t["trip_id"]] for t in trips), key=len)
    begun = _first(longest, name)
    for number, visit in enumerate(sorted(longest, key=_sequence), 1):
        stop = stops.get(visit.get("stop_id", "")[:20])
        if stop is None:
            raise ValidationError(f"线路 {name} 用到的站点 {visit.get('stop_id')} 不在站点表里。")
        minutes = max(0, _minutes(visit.get("departure_time", ""), name) - begun)
        save_record(
            LineStop(settlement=settlement, line=line, stop=stop, stop_no=number, minutes=minutes), by=by
        )
    for (_, days), (hour, minute) in zip(starts, clocks, strict=True):
        departure = Departure(settlement=settlement, line=line, departs_at=time(hour, minute), days=days)
        if not line.departures.filter(departs_at=departure.departs_at, days=days).exists():
            save_record(departure, by=by)
            taken.departures += 1


def _sequence(visit: dict[str, str]) -> int:
    text = visit.get("stop_sequence", "")
    if not text.isdigit():
        raise ValidationError("时刻表里的站序不是数字。")
    return int(text)


def _first(visits: Table, name: str) -> int:
    return _minutes(min(visits, key=_sequence).get("departure_time", ""), name)


def _minutes(text: str, name: str) -> int:
    parts = text.split(":")
    if len(parts) != 3 or not all(part.strip().isdigit() for part in parts) or int(parts[1]) > 59:
        raise ValidationError(f"线路 {name} 的时刻“{text}”不对，应写成 08:30:00。")
    return int(parts[0]) * 60 + int(parts[1])


def _days(row: dict[str, str]) -> str:
    pattern = "".join(row.get(day, "0") for day in DAYS)
    exact = {v: k for k, v in PATTERNS.items()}
    if pattern in exact:
        return exact[pattern]
    return (
        "weekdays"
        if "1" in pattern[:5] and "1" not in pattern[5:]
        else "weekends"
        if "1" not in pattern[:5]
        else "daily"
    )
