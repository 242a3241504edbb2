"""A step that needs something of the record asks for it in the same form, and is no button beside it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hehuo.kit.testing.world import build_world
from hehuo.records.models import Status, VerifyMethod
from hehuo.records.writing import save_record, verify_record
from hehuo.safety.models import SafetyHazard

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def hazard(world):
    today = timezone.localdate()
    found = SafetyHazard(
        settlement=world.here, category="fire", level="general", place="1栋楼道", situation="堆物", found_by="patrol", found_on=today,
        due_on=today + timedelta(7), occurred_on=today,
    )  # fmt: skip
    return save_record(found, by=world.committee)


def test_the_form_asks_fills_and_takes_the_step(world, hazard, client):
    client.force_login(world.committee)
    page = client.get(f"/ledgers/hazards/{hazard.pk}/").content.decode()
    assert f"/ledgers/hazards/{hazard.pk}/ask/start/" in page
    assert f"/ledgers/hazards/{hazard.pk}/step/start/" not in page
    address = f"/ledgers/hazards/{hazard.pk}/ask/start/"
    empty = client.post(address, {"responsible": "", "due_on": hazard.due_on.isoformat()})
    assert empty.status_code == 200
    assert "responsible" in empty.context["form"].errors
    day = timezone.localdate() + timedelta(3)
    assert client.post(address, {"responsible": "物业小李", "due_on": day.isoformat()}).status_code == 302
    hazard.refresh_from_db()
    assert (hazard.state, hazard.responsible, hazard.due_on) == ("rectifying", "物业小李", day)


def test_a_verified_record_stays_verified_and_strangers_are_refused(world, hazard, client):
    verify_record(hazard, by=world.secretary, method=VerifyMethod.DOCUMENT)
    address = f"/ledgers/hazards/{hazard.pk}/ask/start/"
    client.force_login(world.stranger)
    typed = {"responsible": "别人", "due_on": hazard.due_on.isoformat()}
    assert client.post(address, typed).status_code == 404
    client.force_login(world.secretary)
    assert client.post(address, typed | {"responsible": "物业小李"}).status_code == 302
    hazard.refresh_from_db()
    assert (hazard.state, hazard.status) == ("rectifying", Status.VERIFIED)
    again = client.get(address, follow=True).content.decode()
    assert "不能办理这一步" in again
