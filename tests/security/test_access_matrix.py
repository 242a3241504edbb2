"""Every address × every role × own and other settlement, against the one table in `expected`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from hehuo.audit.models import ImportBatch
from hehuo.desk.contents import LEDGERS
from hehuo.kit.testing.world import SINCE, World, build_world, make_user
from hehuo.org.models import Post, User
from hehuo.org.roles import Role
from tests.security.expected import CONFIDENTIAL, LEDGER_ACTIONS, NARROWER, NEEDS, OPEN, ROOMS, roles_with
from tests.security.planting import plant
from tests.structure.test_urls import addresses, permission_of

pytestmark = pytest.mark.django_db
SAMPLES = {
    "code": "S002",
    "measure": "none",
    "pk": 987654,
    "row": 1,
    "batch": 987654,
    "event": "none",
    "name": "none",
    "label": "org.grid",
    "deed": "finish",
}
AT_THE_CITY = {
    Role.CITY_LEADER, Role.CITY_OFFICE, Role.INSPECTOR, Role.CITY_BUREAU, Role.CITY_FINANCE, Role.AUDITOR, Role.DPO, Role.SYSADMIN,
}  # fmt: skip
AT_THE_COUNTY = {Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.COUNTY_BUREAU, Role.TOWNSHIP, Role.OPERATOR}
EVERY_LEDGER = pytest.mark.parametrize("ledger", LEDGERS, ids=[ledger.slug for ledger in LEDGERS])


@cache
def by_name() -> dict[str, Any]:
    """Every address of the house by its name."""
    return {entry.name: entry for _, entry in addresses(get_resolver())}


def actions_of(ledger: Any) -> dict[str, Any]:
    """Action → address of one ledger."""
    ours = {}
    longer = [other.slug for other in LEDGERS if other.slug.startswith(f"{ledger.slug}-")]
    for name, entry in by_name().items():
        if name.startswith(f"{ledger.slug}-") and not any(name.startswith(f"{slug}-") for slug in longer):
            ours[name.removeprefix(f"{ledger.slug}-")] = entry
    return ours


def arguments(entry: Any, **known: Any) -> dict[str, Any]:
    """Arguments of an address: the known ones, else samples that lead nowhere."""
    values = {**SAMPLES, **known}
    return {name: values[name] for name in entry.pattern.converters or entry.pattern.regex.groupindex}


def person(role: str, world: World) -> User:
    """Somebody with this role: in the city, in the county of `here`, or in `here`."""
    if role in AT_THE_CITY:
        return make_user(role, role, world.city)
    if role in AT_THE_COUNTY:
        return make_user(role, role, world.here.county)
    return make_user(role, role, world.grids[0].area if role == Role.GRID_MEMBER else world.here.area)


def local(roles: frozenset[str], world: World) -> User:
    """Somebody of `here` alone who holds every one of these roles there."""
    user = make_user("本地", Role.SECRETARY, world.here.area)
    Post.objects.filter(user=user).delete()
    Post.objects.bulk_create(
        Post(user=user, role=role, area=world.here.area, valid_from=SINCE) for role in sorted(roles)
    )
    return user


def ask(client: Any, method: str, entry: Any, user: User | None = None, **known: Any) -> Any:
    """One request."""
    client.logout()
    if user is not None:
        client.force_login(user)
    return getattr(client, method)(reverse(entry.name, kwargs=arguments(entry, **known)))


def allowed(entry: Any, world: World) -> set[str]:
    """Roles that the guard of an address lets in."""
    return {role for role in Role.values if permission_of(entry.callback)(person(role, world))}


def test_nothing_is_unlisted():
    of_ledgers = {
        f"{ledger.slug}-{action}"
        for ledger in LEDGERS
        for action in actions_of(ledger)
        if action in LEDGER_ACTIONS
    }
    assert set(by_name()) - of_ledgers - set(ROOMS) - OPEN == set(), (
        "Give new addresses a line in expected.py"
    )
    assert set(ROOMS) <= set(by_name()), "These addresses are gone"


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_rooms_open_to_the_right_roles(name, client):
    world, entry = build_world(), by_name()[name]
    method, roles = ROOMS[name]
    assert allowed(entry, world) == set(roles)
    anonymous = ask(client, method, entry)
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith(reverse("login"))
    refused = next((role for role in Role.values if role not in roles), None)
    if refused:
        assert ask(client, method, entry, person(refused, world)).status_code == 403
    if roles != frozenset(Role.values):
        assert ask(client, method, entry, world.nobody).status_code == 403


@EVERY_LEDGER
def test_ledgers_open_to_the_right_roles(ledger, client):
    world = build_world()
    people = {role: person(role, world) for role in Role.values}
    for action, entry in actions_of(ledger).items():
        method, need = LEDGER_ACTIONS[action]
        wanted = NARROWER.get((ledger.slug, need), roles_with(NEEDS[need], ledger.model.domain))
        assert {r for r, user in people.items() if permission_of(entry.callback)(user)} == wanted, action
        anonymous = ask(client, method, entry)
        assert (anonymous.status_code, anonymous["Location"].split("?")[0]) == (302, reverse("login")), action
        for user in (people[Role.SYSADMIN], world.nobody):
            assert ask(client, method, entry, user).status_code == 403, action


@EVERY_LEDGER
def test_records_of_other_settlements_stay_closed(ledger, client):
    world = build_world()
    domain = ledger.model.domain
    there = plant(ledger.model, world.there, world.stranger)
    user = local(roles_with(lambda right: right != "-", domain) - AT_THE_CITY, world)
    before = ledger.model._base_manager.filter(pk=there.pk).values().get()
    for action, entry in actions_of(ledger).items():
        if "pk" not in entry.pattern.converters:
            continue
        for method in ("get", "post"):
            answer = ask(client, method, entry, user, pk=there.pk)
            assert answer.status_code in (403, 404, 405), f"{method} {action}"
    proof = ask(
        client, "get", by_name()["evidence-for"], user, label=ledger.model._meta.label_lower, pk=there.pk
    )
    assert proof.status_code in (403, 404)
    client.force_login(user)
    listed = client.get(
        reverse(f"{ledger.slug}-list"), {"settlement": world.there.pk}, headers={"HX-Request": "true"}
    )
    if listed.status_code == 200:
        assert there.pk not in {row.pk for row in listed.context["page"].rows}
    client.post(reverse(f"{ledger.slug}-bulk-verify"), {"pk": there.pk})
    assert ledger.model._base_manager.filter(pk=there.pk).values().get() == before


@EVERY_LEDGER
def test_records_of_the_own_settlement_open(ledger, client):
    world = build_world()
    here = plant(ledger.model, world.here, world.committee)
    user = local(roles_with(NEEDS["read"], ledger.model.domain) - AT_THE_CITY, world)
    shown = 404 if ledger.slug in CONFIDENTIAL else 200
    assert ask(client, "get", actions_of(ledger)["detail"], user, pk=here.pk).status_code == shown


def batches() -> Iterator[Any]:
    return (ledger for ledger in LEDGERS if ledger.importer)


@pytest.mark.parametrize("ledger", list(batches()), ids=[ledger.slug for ledger in batches()])
def test_batches_of_others_stay_closed(ledger, client):
    world = build_world()
    batch = ImportBatch.objects.create(
        ledger=ledger.slug, file_name="a.xlsx", sha256="", settlement=world.there, by=world.stranger,
        state=ImportBatch.State.CHECKED,
    )  # fmt: skip
    user = local(roles_with(lambda right: right != "-", ledger.model.domain) - AT_THE_CITY, world)
    for action in ("import-preview", "import-batch", "import-errors", "undo"):
        for method in ("get", "post"):
            answer = ask(client, method, actions_of(ledger)[action], user, batch=batch.pk)
            assert answer.status_code in (403, 404, 405), f"{method} {action}"
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CHECKED


@pytest.mark.parametrize("name", ["scorecard", "scorecard-version", "scorecard-trend", "scorecard-cases"])
def test_scorecards_of_other_settlements_stay_closed(name, client):
    world = build_world()
    assert ask(client, "get", by_name()[name], world.committee, code=world.there.code).status_code == 404
