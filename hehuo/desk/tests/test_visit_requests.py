"""What is raised at a visit becomes a request by one click, and both pages know each other."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.models import ResidentRequest
from hehuo.neighbourhood.tests.records import put
from hehuo.org.models import Building
from hehuo.services.models import WorkVisit
from hehuo.services.tests.desks import person
from hehuo.services.tests.desks import put as put_desk

DAY = date(2018, 11, 5)


@pytest.fixture
def world(db):
    made = build_world()
    made.head = person(made.here, made.committee)
    made.home = made.head.household
    made.building = Building.objects.get(grid=made.grids[0])
    made.visit = put_desk(
        WorkVisit, made.here, made.grid_worker, household=made.home, planned_on=DAY, visited_on=DAY, state="done",
        visitor=made.grid_worker, outcome="advised", matters="单元门口路灯不亮",
    )  # fmt: skip
    return made


@pytest.fixture
def client(world):
    browser = Client()
    browser.force_login(world.grid_worker)
    return browser


def origin(world):
    return f"services.workvisit:{world.visit.pk}"


def raised(client, world):
    address = reverse("raised-at", kwargs={"label": "services.workvisit", "pk": world.visit.pk})
    return client.get(address).content.decode()


def test_the_form_is_filled_and_both_pages_link(world, client):
    page = raised(client, world)
    assert f"/ledgers/requests/new/?origin={origin(world)}" in page
    address = reverse("requests-create") + f"?origin={origin(world)}"
    form = client.get(address).context["form"]
    assert (form.initial["content"], form.initial["reporter"]) == ("单元门口路灯不亮", world.head.pk)
    assert form.fields["reporter"].choices
    told = {
        **form.initial,
        "category": "property",
        "urgency": "normal",
        "reported_on": DAY,
        "building": world.building.pk,
        "place": "",
    }
    answer = client.post(address, told)
    made = ResidentRequest.objects.get()
    assert answer.status_code == 302
    assert (made.origin_model, made.origin_id, made.channel) == ("services.workvisit", world.visit.pk, "grid")
    assert made.request_no in raised(client, world)
    detail = client.get(reverse("requests-detail", kwargs={"pk": made.pk})).content.decode()
    assert world.visit.record_no in detail


def test_recording_a_visit_with_a_request_leads_on_to_it(world, client):
    world.visit.state, world.visit.visited_on, world.visit.outcome = "planned", None, ""
    world.visit.save()
    address = reverse("visits-ask", kwargs={"pk": world.visit.pk, "event": "visit"})
    answer = client.post(address, {"on": DAY, "outcome": "request", "matters": "漏水"})
    assert answer["Location"] == reverse("requests-create") + f"?origin={origin(world)}"


def test_a_visit_outside_the_plan_leads_on_as_well(world, client):
    told = {
        "settlement": world.here.pk,
        "household": world.home.pk,
        "visited_on": "2018-11-06",
        "matters": "漏水",
    }
    answer = client.post(reverse("visits-create"), {**told, "outcome": "request"})
    made = WorkVisit.objects.get(visited_on="2018-11-06")
    assert answer["Location"] == reverse("requests-create") + f"?origin=services.workvisit:{made.pk}"
    answer = client.post(reverse("visits-create"), {**told, "outcome": "nothing", "visited_on": "2018-11-07"})
    assert answer["Location"].startswith("/ledgers/visits/")


def test_a_request_registered_before_is_linked(world, client):
    known = put(ResidentRequest, world.here, world.committee, building=world.building)
    put(ResidentRequest, world.there, world.stranger)
    address = reverse("raised-link", kwargs={"label": "services.workvisit", "pk": world.visit.pk})
    form = client.get(address).context["form"]
    assert [pk.value for pk, _ in form.fields["request"].choices if pk] == [known.pk]
    assert client.post(address, {"request": known.pk}).status_code == 302
    known.refresh_from_db()
    assert known.origin_id == world.visit.pk
    assert client.post(address, {"request": known.pk}).status_code == 200


def test_other_places_and_other_records_are_closed(world, client):
    stranger = Client()
    stranger.force_login(world.stranger)
    for label, pk in (("services.workvisit", world.visit.pk), ("residents.household", world.home.pk)):
        address = reverse("raised-at", kwargs={"label": label, "pk": pk})
        assert stranger.get(address).status_code == 404
    assert (
        stranger.get(reverse("requests-create") + f"?origin={origin(world)}")
        .context["form"]
        .initial.get("content")
        is None
    )
    assert (
        client.get(
            reverse("raised-at", kwargs={"label": "residents.household", "pk": world.home.pk})
        ).status_code
        == 404
    )


def test_the_list_costs_the_same_for_more_requests(world, client, django_assert_num_queries):
    for more in (1, 4):
        for _ in range(more):
            put(
                ResidentRequest, world.here, world.committee, origin_model="services.workvisit", origin_id=world.visit.pk,
                building=world.building,
            )  # fmt: skip
        with django_assert_num_queries(7):
            raised(client, world)
