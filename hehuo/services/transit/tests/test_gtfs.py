"""Timetables go out and come in without loss; files that are not timetables are refused in words."""

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
    assert list(line.stops.values_list("stop__code", "stop_no", "minutes")) == [("S1", 1, 0), ("S2", 2, 20)]
    assert list(line.departures.values_list("departs_at", "days")) == [
        (time(7), "daily"),
        (time(23, 50), "weekends"),
    ]
    again = import_gtfs(world.there, content, by=world.stranger, on=DAY)
    assert (again.lines, again.stops, again.departures, again.known) == (0, 0, 0, 3)


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
