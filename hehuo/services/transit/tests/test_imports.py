"""Lines, their stops and their timetable from workbooks."""

from __future__ import annotations

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.residents.tests.sheets import book
from hehuo.services.transit.ledger import BusLineLedger, BusStopLedger, DepartureLedger, LineStopLedger
from hehuo.services.transit.models import BusLine, Departure, LineStop
from hehuo.workbooks import run_import

pytestmark = pytest.mark.django_db
LINE = {
    "线路名称": "8路", "线路类型": "公交", "起止点": "安置点—客运站", "公交公司": "水城公交公司", "首班车": "6:40", "末班车": "19：30",
    "发车间隔": 15, "开通时间": "2018.8.1",
}  # fmt: skip


@pytest.fixture
def run():
    world = build_world()

    def go(ledger, *rows):
        return run_import(
            ledger, book(*rows), "表.xlsx", by=world.committee, settlement=world.here, commit=True
        )

    assert not go(BusLineLedger, LINE).errors
    assert not go(BusStopLedger, *({"站点编号": f"S{n}", "站名": f"第{n}站"} for n in (1, 2, 3))).errors
    return go


def stop(number, code, minutes):
    return {"线路": "8路", "站序": number, "站点编号": code, "距首站（分钟）": minutes}


def test_a_line_with_its_stops_and_times(run):
    assert not run(LineStopLedger, stop(1, "S1", 0), stop(2, "S2", 6), stop(3, "S3", 6)).errors
    times = [{"线路": "8路", "发车时刻": at, "运行日": "工作日"} for at in ("6:40", "7点05分", "19:30")]
    assert not run(DepartureLedger, *times).errors
    line = BusLine.objects.get()
    assert (f"{line.first_run:%H:%M}", f"{line.last_run:%H:%M}", line.kind) == ("06:40", "19:30", "city")
    assert [(s.stop_no, s.minutes) for s in LineStop.objects.all()] == [(1, 0), (2, 6), (3, 6)]
    assert {d.days for d in Departure.objects.all()} == {"weekdays"}
    again = run(DepartureLedger, *times)
    assert again.counts["unchanged"] == 3


def test_times_that_go_back_and_unknown_stops_are_told(run):
    outcome = run(LineStopLedger, stop(1, "S1", 0), stop(3, "S3", 5), stop(2, "S2", 9), stop(4, "S9", 12))
    told = {(p.row, p.column): p.remedy for p in outcome.errors}
    assert "没有找到" in told[(5, "站点编号")]
    assert not LineStop.objects.exists()
    assert not run(LineStopLedger, stop(1, "S1", 0), stop(2, "S2", 9)).errors
    late = run(LineStopLedger, stop(3, "S3", 5))
    assert [(p.row, p.column) for p in late.errors] == [(2, "距首站（分钟）")]
    assert "第 3 站（5 分钟）比第 2 站（9 分钟）还早" in late.errors[0].remedy


def test_departures_outside_the_hours_of_the_line_are_told(run):
    outcome = run(
        DepartureLedger,
        {"线路": "8路", "发车时间": "5:00", "运行日": "每天"},
        {"线路": "8路", "发车时间": "25:00"},
    )
    assert [(p.row, p.column) for p in outcome.errors] == [(2, "发车时间"), (3, "发车时间")]
    assert not Departure.objects.exists()
