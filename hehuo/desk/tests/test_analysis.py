"""The page of the yearly analysis: numbers of the scorecards, money and publicity of the year, blindness."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hehuo.assessment.editions import current_edition
from hehuo.assessment.scoring import city_scorecards
from hehuo.assessment.tests.test_scoring import family
from hehuo.assessment.yearly import mean
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.kit.testing.world import make_settlement
from hehuo.org.roles import Role
from hehuo.programme.models import PublicityEntry
from hehuo.records.writing import save_record

pytestmark = pytest.mark.django_db


def test_the_numbers_are_those_of_the_scorecards(world):
    family(world, 1)
    entry = PublicityEntry(
        settlement=world.here, published_on=date(2020, 5, 4), channel="press", level="city", outlet="市日报", topic="新居",
        reach=800, copy_at="档案柜", occurred_on=date(2020, 5, 4),
    )  # fmt: skip
    save_record(entry, by=world.secretary)
    client = browser(somebody(world, Role.CITY_OFFICE))
    page = client.get("/analysis/?year=2020")
    found = page.context["found"]
    cards = city_scorecards([world.here, world.there], current_edition(), date(2020, 12, 31))
    assert found.totals[-1] == mean([card.total for card in cards.values()])
    assert {c.title for c in found.counties} == {world.here.county.name, world.there.county.name}
    text = page.content.decode()
    assert "短板" in text and "报刊" in text and "800" in text and "style=" not in text
    assert list(client.get("/analysis/?year=2019").context["publicity"]) == []
    listed = re.search(r'href="(/ledgers/publicity/[^"]+)">1</a>', text)[1].replace("&amp;", "&")
    assert "新居" in client.get(listed).content.decode()
    assert "新居" not in client.get(listed.replace("2020", "2019")).content.decode()


def test_every_number_opens_to_the_day_and_edition_it_was_counted_by(world):
    family(world, 1)
    client = browser(somebody(world, Role.CITY_OFFICE))
    page = client.get("/analysis/?year=2020")
    links = {
        link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*as_of=[^"]*)"', page.content.decode())
    }
    days = {day.isoformat() for day in page.context["found"].days}
    assert {re.search(r"as_of=([\d-]+)", link)[1] for link in links} == days
    assert all("edition=LPS-2018&" in link for link in links)
    spot, address = (page.context["short"] + page.context["strong"])[0]
    opened = client.get(address)
    assert opened.context["moment"].as_of == date(2020, 12, 31) and spot.code in opened.content.decode()
    for address in sorted(links)[:8]:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("text", ["", "abc", "1999", "9999"])
def test_a_strange_year_means_the_usual_one(world, text):
    page = browser(world.secretary).get("/analysis/", {"year": text})
    assert page.status_code == 200 and page.context["year"] >= 2018


def test_inspectors_see_no_score_before_their_own_and_strangers_nothing(world):
    assert "没有可以分析的安置点" in browser(world.inspector).get("/analysis/").content.decode()
    assert browser(world.mediator).get("/analysis/").status_code == 403


def test_the_cost_does_not_grow_with_settlements(world, django_assert_num_queries):
    family(world, 1)
    client = browser(somebody(world, Role.CITY_OFFICE))
    client.get("/analysis/?year=2020")
    with django_assert_num_queries(22):
        client.get("/analysis/?year=2020")
    for number in range(3):
        world.here.county.refresh_from_db()
        make_settlement(world.here.county, f"S1{number}", f"新村{number}")
    client.get("/analysis/?year=2020")
    with django_assert_num_queries(22):
        assert len(client.get("/analysis/?year=2020").context["places"]) == 5
