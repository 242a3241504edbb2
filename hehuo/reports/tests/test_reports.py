"""Monthly and yearly reports: numbers of the screen on that day, for whole areas only."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hehuo.desk.standing import standings as on_the_screen
from hehuo.programme.models import CampaignDeadline
from hehuo.programme.tests.stage import START
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


def test_november_made_in_december_shows_november(stage):
    month, made_on = START.replace(day=1), START.replace(day=1) + timedelta(days=40)
    ends = date(made_on.year, made_on.month, 1) - timedelta(days=1)
    add_ledgers(stage)
    stage.clock = ends - timedelta(days=1)
    campaign = stage.at("creating")  # launched on the last day of the month, creating in the next
    CampaignDeadline.objects.filter(campaign=campaign).delete()
    for code, due, met in (("a", 5, None), ("b", 6, ends + timedelta(days=1)), ("c", 7, ends)):
        CampaignDeadline.objects.create(
            campaign=campaign, code=code, title=f"事项{code}", due_on=ends + timedelta(days=due), met_on=met
        )
    paper = monthly_report.compose(stage.world.here.county, stage.county, f"{month:%Y-%m}", made_on)
    assert f"{ends.year}年{ends.month}月工作报告" in paper.title
    assert paper.day == made_on
    row = on_the_screen([stage.world.here], stage.edition, ends)[0]
    table = paper.tables()[0]
    assert table.rows[0][3] == str(row.card.total)
    assert table.heads[-1] == f"比 {(month - timedelta(days=1)).month} 月底"
    assert (
        f"截至{ends.year}年{ends.month}月{ends.day}日，各创建单位所处阶段：计划启动 1 个。" in paper.texts()
    )
    assert [line[1] for line in paper.tables()[-1].rows] == ["事项a", "事项b"]
    assert paper.tables()[-1].rows[0][3] == "还有 5 天"
    assert "计划启动 1 个" not in "".join(monthly_report.compose(
        stage.world.here.county, stage.county, today=stage.clock + timedelta(days=1)).texts())  # fmt: skip


def test_months_and_years_that_may_be_chosen(stage):
    months = monthly_report.months_until(date(2026, 1, 15))
    assert (len(months), months[0], months[1], months[-1][0]) == (
        24, ("2026-01", "2026年1月（到今天）"), ("2025-12", "2025年12月"), "2024-02",
    )  # fmt: skip
    years = yearly_report.years_until(date(2021, 3, 1))
    assert [code for code, _ in years] == ["2020", "2021", "2019", "2018"]
    for report, wrong in ((monthly_report, "2019-13"), (monthly_report, "x"), (yearly_report, "2017")):
        with pytest.raises(ValidationError, match="请选择"):
            report.compose(stage.world.city, stage.office, wrong)
    paper = yearly_report.compose(stage.world.city, stage.office, "2019", today=date(2021, 3, 1))
    assert "2019年度分析报告" in paper.title
    assert "截至2019年12月31日" in paper.texts()[1]


def test_the_page_offers_months_and_makes_the_chosen_one(stage, client):
    client.force_login(stage.county)
    text = client.get(reverse("documents")).content.decode()
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    assert f'<option value="{last:%Y-%m}">{last.year}年{last.month}月</option>' in text
    assert '<option value="2018">2018年</option>' in text
    address = reverse("document-make", args=["monthly_report", stage.world.here.county_id])
    answer = client.get(f"{address}?period={last:%Y-%m}")
    words = "".join(p.text for p in Document(BytesIO(answer.content)).paragraphs)
    assert f"{last.year}年{last.month}月工作报告" in words
    assert f"截至{last.year}年{last.month}月{last.day}日" in words
    wrong = client.get(f"{address}?period=1999-01")
    assert wrong.status_code == 404
    assert "请选择最近 24 个月" in wrong.content.decode()
