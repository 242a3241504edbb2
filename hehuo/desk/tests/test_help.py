"""The help of every ledger names every field of its form and every step, whatever its page says."""

import pytest

from hehuo.desk.contents import LEDGERS
from hehuo.kit.testing.world import build_world
from hehuo.org.models import User
from hehuo.records.display import label_of, resolve

WITH_HELP = [ledger for ledger in LEDGERS if ledger().has_help()]


def test_every_ledger_has_its_help():
    assert len(WITH_HELP) == len(LEDGERS)


@pytest.mark.django_db
def test_fields_and_steps_are_all_told(client):
    world = build_world()
    cast: list[User] = [world.secretary, *world.cast().values()]
    for ledger in WITH_HELP:
        pages = (_page(client, user, ledger) for user in cast)
        text = next((page for page in pages if page), "")
        assert text, f"nobody of the cast opens the help of {ledger.slug}"
        names = (
            [name for group in ledger.fields.values() for name in group]
            if isinstance(ledger.fields, dict)
            else ledger.fields
        )
        for name in names:
            if resolve(ledger.model, name)[1].editable:
                assert label_of(ledger.model, name) in text, (ledger.slug, name)
        for step in ledger.lifecycle.transitions if ledger.lifecycle else ():
            assert step.label in text, (ledger.slug, step.event)


def _page(client, user, ledger):
    client.force_login(user)
    answer = client.get(ledger.url("help"))
    return answer.content.decode() if answer.status_code == 200 else ""
