"""Monthly and yearly reports: numbers of the screen on that day, for whole areas only."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from hehuo.desk.standing import standings as on_the_screen
from hehuo.reports.documents import monthly_report, yearly_report
from hehuo.reports.paper import Picture, Table
from hehuo.reports.tests.samples import add_ledgers

pytestmark = pytest.mark.django_db


def test_the_month_has_the_numbers_of_the_screen(stage):
    add_ledgers(stage)
    today = timezone.localdate()
    paper = monthly_report.compose(stage.world.here.county, stage.county)
    row = on_the_screen([stage.world.here], stage.edition, today)[0]
    line = paper.tables()[0].rows[0]
    assert line[:4] == [
        stage.world.here.name,
        str(row.card.harmonious),
        str(row.card.vibrant),
        str(row.card.total),
    ]
    assert line[4] == str(row.open_max.normalize())
    assert f"平均 {row.card.total} 分" in paper.texts()[1]


def test_areas_are_whole_and_own(stage):
    def names(user):
        return [area.name for area in monthly_report.choices(user)]

    assert names(stage.office) == ["六盘水市", "甲县", "幸福家园", "乙县", "团结新区"]
    assert names(stage.county) == ["甲县", "幸福家园"]
    assert names(stage.secretary) == ["幸福家园"]
    assert names(stage.first) == names(stage.world.grid_worker) == []
    assert monthly_report.find(stage.county, stage.world.there.area.pk) is None


def test_the_year_is_that_of_the_analysis(stage):
    paper = yearly_report.compose(stage.world.city, stage.office, today=date(2021, 1, 31))
    assert "2020年度分析报告" in paper.title
    counties = next(
        block for block in paper.blocks if isinstance(block, Table) and block.title.startswith("各县")
    )
    assert [row[0] for row in counties.rows] == ["甲县", "乙县"]
    assert len(counties.heads) == 1 + 5
    assert any(isinstance(block, Picture) for block in paper.blocks)
