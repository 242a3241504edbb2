"""The drawn list: by a seed, the same when repeated, flats without names, logged; only for whoever sees where people live."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from hehuo.audit.models import Entry
from hehuo.kit.testing.world import build_world
from hehuo.org.models import Building
from hehuo.records.writing import save_record
from hehuo.residents.interviews.drawing import drawn, frame_of
from hehuo.residents.models import Dwelling, Household

pytestmark = pytest.mark.django_db
ADDRESS = "interview-draw"


@pytest.fixture
def world():
    """Eight households with keys, one without, one gone."""
    world = build_world()
    building = Building.objects.filter(settlement=world.here).first() or Building.objects.create(
        settlement=world.here, number="1", grid=world.grids[0]
    )
    for n in range(10):
        flat = Dwelling(
            settlement=world.here, building=building, unit_no="1", room_no=f"{n + 1}01", area_m2=80
        )
        save_record(flat, by=world.committee, validate=False)
        home = Household(
            settlement=world.here, household_no=f"H{n}", head_name=f"杨某{n}", household_class="registered_poor",
            grid=world.grids[0], dwelling=flat, keys_on=None if n == 8 else date(2018, 6, 1),
            exited_on=date(2019, 1, 1) if n == 9 else None, exit_reason="moved_away" if n == 9 else "",
        )  # fmt: skip
        save_record(home, by=world.committee, validate=False)
    return world


def asked(world, client, size=3):
    client.force_login(world.committee)
    return client.post(
        reverse(ADDRESS), {"settlement": world.here.pk, "batch_name": "2018年11月", "size": size}
    )


def test_a_draw_is_logged_and_may_be_printed_again(world, client):
    address = asked(world, client)["Location"]
    (seed,) = parse_qs(urlsplit(address).query)["seed"]
    entry = Entry.objects.get(action="draw")
    assert (entry.object_id, entry.data) == (world.here.pk, {"batch": "2018年11月", "size": 3, "seed": seed})
    first, second = client.get(address), client.get(address)
    assert first.context["flats"] == second.context["flats"]
    assert (len(first.context["flats"]), first.context["frame"]) == (3, 8)
    assert Entry.objects.filter(action="draw").count() == 1


def test_the_paper_has_flats_and_no_names(world, client):
    answer = client.get(asked(world, client, size=300)["Location"])
    assert {flat.room_no for flat, _ in answer.context["flats"]} == {f"{n}01" for n in range(1, 9)}
    page = answer.content.decode()
    assert page.count("<tr>") == 1 + 8
    assert "杨某" not in page


def test_another_seed_draws_others_and_a_larger_draw_holds_the_smaller(world):
    frame = frame_of(world.committee, world.here)
    lists = {tuple(drawn(frame, "A01", 3, f"{n:016x}")) for n in range(20)}
    assert len(lists) > 10
    assert drawn(frame, "A01", 5, "0" * 16)[:3] == drawn(list(reversed(frame)), "A01", 3, "0" * 16)


def test_what_cannot_be_drawn_is_said(world, client):
    assert "抽多少户" in asked(world, client, size=0).content.decode()
    assert not Entry.objects.filter(action="draw").exists()
    client.force_login(world.committee)
    foreign = {"settlement": world.there.pk, "batch_name": "x", "size": 3, "seed": "0" * 16}
    assert "flats" not in client.get(reverse(ADDRESS), foreign).context


def test_whoever_does_not_see_flats_does_not_draw(world, client):
    client.force_login(world.county_reviewer)
    assert client.get(reverse(ADDRESS)).status_code == 403
