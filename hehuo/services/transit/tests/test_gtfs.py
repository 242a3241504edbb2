"""Timetables go out and come in without loss; files that are not timetables are refused in words."""

import csv
import io
import zipfile
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from hehuo.kit.testing.world import build_world
from hehuo.records.writing import save_record
from hehuo.services.models import BusLine, BusStop, Departure, LineStop
from hehuo.services.transit.gtfs import export_gtfs, import_gtfs, read_gtfs

pytestmark = pytest.mark.django_db
DAY = date(2018, 11, 5)


@pytest.fixture
def world():
    return build_world()


def put(world, model, **values):
    return save_record(model(settlement=world.here, **values), by=world.committee)


def timetable(world):
    line = put(world, BusLine, route="8路", kind="city", ends="北门—客运站", operator="公交公司", first_run=time(7), last_run=time(23, 50),
               valid_from=date(2018, 6, 1))  # fmt: skip
    for number in (1, 2):
        stop = put(
            world,
            BusStop,
            code=f"S{number}",
            name=f"{number}号站",
            lat="26.59412",
            lon="104.83021",
            distance_m=200,
        )
        put(world, LineStop, line=line, stop=stop, stop_no=number, minutes=(number - 1) * 20)
    put(world, Departure, line=line, departs_at=time(7), days="daily")
    put(world, Departure, line=line, departs_at=time(23, 50), days="weekends")
    return line


def test_what_goes_out_comes_in_elsewhere(world):
    timetable(world)
    content = export_gtfs(world.here, DAY)
    tables = read_gtfs(content)
    assert [row["departure_time"] for row in tables["stop_times.txt"]] == [
        "07:00:00",
        "07:20:00",
        "23:50:00",
        "24:10:00",
    ]
    taken = import_gtfs(world.there, content, by=world.stranger, on=DAY)
    assert (taken.lines, taken.stops, taken.departures) == (1, 2, 2)
    line = BusLine.objects.get(settlement=world.there)
    assert (line.route, line.first_run, line.last_run) == ("8路", time(7), time(23, 50))
    assert line.operator == "公交公司"
    assert list(line.stops.values_list("stop__code", "stop_no", "minutes")) == [("S1", 1, 0), ("S2", 2, 20)]
    assert list(line.departures.values_list("departs_at", "days")) == [
        (time(7), "daily"),
        (time(23, 50), "weekends"),
    ]
    again = import_gtfs(world.there, content, by=world.stranger, on=DAY)
    assert (again.lines, again.stops, again.departures, again.known) == (0, 0, 0, 3)


REQUIRED = {
    "agency.txt": ("agency_id", "agency_name", "agency_url", "agency_timezone"),
    "routes.txt": ("route_id", "agency_id", "route_short_name", "route_type"),
    "stops.txt": ("stop_id", "stop_name", "stop_lat", "stop_lon"),
    "trips.txt": ("route_id", "service_id", "trip_id"),
    "stop_times.txt": ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"),
    "calendar.txt": ("service_id", "monday", "sunday", "start_date", "end_date"),
    "feed_info.txt": ("feed_publisher_name", "feed_publisher_url", "feed_lang"),
}  # fmt: skip


def tables_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {n: list(csv.DictReader(io.StringIO(book.read(n).decode()))) for n in book.namelist()}


def test_the_file_is_whole_as_the_format_demands(world):
    """Required files and fields, references, times that never go back, days on which the lines run."""
    first = timetable(world)
    second = put(world, BusLine, route="9路", kind="rural", ends="北门—乡镇", operator="农村客运公司", first_run=time(8), last_run=time(18),
                 valid_from=date(2017, 1, 1), valid_to=date(2018, 12, 2))  # fmt: skip
    for number, stop in enumerate(BusStop.objects.order_by("code"), 1):
        put(world, LineStop, line=second, stop=stop, stop_no=number, minutes=0)
    put(world, Departure, line=second, departs_at=time(8), days="weekdays")
    tables = tables_of(export_gtfs(world.here, DAY, "https://example.invalid/"))
    for name, heads in REQUIRED.items():
        assert tables[name], name
        assert all(row[head] for row in tables[name] for head in heads), name
    ids = {n: {row[key] for row in tables[f"{n}s.txt"]} for n, key in (("route", "route_id"), ("stop", "stop_id"), ("trip", "trip_id"))}  # fmt: skip
    for name, key in (
        ("routes", "route_id"),
        ("stops", "stop_id"),
        ("trips", "trip_id"),
        ("calendar", "service_id"),
    ):
        assert len({row[key] for row in tables[f"{name}.txt"]}) == len(tables[f"{name}.txt"]), name
    agencies = {row["agency_id"]: row["agency_name"] for row in tables["agency.txt"]}
    assert {row["route_short_name"]: agencies[row["agency_id"]] for row in tables["routes.txt"]} == {"8路": "公交公司", "9路": "农村客运公司"}  # fmt: skip
    used = {row["service_id"] for row in tables["trips.txt"]}
    assert used == {row["service_id"] for row in tables["calendar.txt"]}, "every service is used and told"
    assert (
        {row["route_id"] for row in tables["trips.txt"]} == ids["route"] == {f"L{first.pk}", f"L{second.pk}"}
    )
    assert {row["stop_id"] for row in tables["stop_times.txt"]} == ids["stop"]
    assert {row["trip_id"] for row in tables["stop_times.txt"]} == ids["trip"]
    spans = {row["service_id"].split("-")[0]: (row["start_date"], row["end_date"]) for row in tables["calendar.txt"]}  # fmt: skip
    assert spans == {"daily": ("20180601", "20181231"), "weekends": ("20180601", "20181231"), "weekdays": ("20180101", "20181201")}  # fmt: skip
    for trip in ids["trip"]:
        visits = [row for row in tables["stop_times.txt"] if row["trip_id"] == trip]
        assert [int(row["stop_sequence"]) for row in visits] == sorted(
            {int(row["stop_sequence"]) for row in visits}
        )
        clocks = [row[key] for row in visits for key in ("arrival_time", "departure_time")]
        assert clocks == sorted(clocks)


def test_stops_whose_times_go_back_do_not_go_out(world):
    timetable(world)
    LineStop.objects.filter(stop_no=1).update(minutes=30)
    with pytest.raises(ValidationError, match="第 2 站（20 分钟）比第 1 站（30 分钟）还早"):
        export_gtfs(world.here, DAY)


def test_a_line_without_positions_or_departures_does_not_go_out(world):
    timetable(world)
    BusStop.objects.update(lat=None)
    with pytest.raises(ValidationError, match="经纬度"):
        export_gtfs(world.here, DAY)


def packed(**tables):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in tables.items():
            book.writestr(f"{name}.txt", text)
    return out.getvalue()


def test_files_that_cannot_be_read_are_refused_and_nothing_is_stored(world):
    tables = {
        "routes": "route_id,route_short_name\nR,9路\n", "stops": "stop_id,stop_name,stop_lat,stop_lon\nS,站,26.5,104.8\n",
        "trips": "route_id,service_id,trip_id\nR,X,T\n", "stop_times": "trip_id,departure_time,stop_id,stop_sequence\nT,八点,S,1\n",
    }  # fmt: skip
    cases = {
        b"no zip": "打不开", packed(routes=""): "缺少", packed(**tables): "时刻“八点”不对",
        packed(**tables | {"stops": "stop_id,stop_lat,stop_lon\nS,x,1\n"}): "经纬度不对",
        packed(**tables | {"routes": b"\xff\xfe\xff"}): "编码或格式",
    }  # fmt: skip
    for content, words in cases.items():
        with pytest.raises(ValidationError, match=words):
            import_gtfs(world.here, content, by=world.committee, on=DAY)
    assert not BusLine.objects.exists() and not BusStop.objects.exists()
