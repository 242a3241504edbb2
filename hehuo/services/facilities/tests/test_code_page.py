"""The page that the QR code of a facility opens: without sign-in, without anybody's data; and the sheet to print."""

from datetime import date, time

import pytest
from django.urls import reverse

from hehuo.kit.testing.world import build_world
from hehuo.records.models import Status
from hehuo.records.writing import save_record
from hehuo.services.models import Facility
from hehuo.services.repairs.models import RepairTicket
from hehuo.services.repairs.services import save_ticket
from hehuo.services.tests.desks import person

pytestmark = pytest.mark.django_db


def test_anybody_may_scan_and_sees_the_state_but_no_person(client):
    world = build_world()
    lamp = Facility(settlement=world.here, kind="lighting", name="路灯3号", place="广场", owner="居委会", operator="物业服务中心",
                    opened_on=date(2018, 6, 1))  # fmt: skip
    save_record(lamp, by=world.committee)
    someone = person(world.here, world.committee)
    save_ticket(
        RepairTicket(settlement=world.here, facility=lamp, fault="线路外露", effect="stopped", reported_by="resident", reporter=someone,
                     reported_on=date(2018, 11, 5), reported_time=time(9)),
        by=world.committee,
    )  # fmt: skip
    assert len(lamp.token) >= 16 and str(lamp.pk) != lamp.token
    page = client.get(reverse("facility-code", kwargs={"token": lamp.token}))
    text = page.content.decode()
    assert page.status_code == 200
    for shown in ("路灯3号", "停用", "物业服务中心", "怎么报修"):
        assert shown in text
    for hidden in (someone.name, "线路外露", world.committee.full_name):
        assert hidden not in text
    assert client.get(reverse("facility-code", kwargs={"token": "unknown"})).status_code == 404
    assert client.post(reverse("facility-code", kwargs={"token": lamp.token})).status_code == 405
    assert "repairs/new" not in text
    client.force_login(world.committee)
    own = client.get(reverse("facility-code", kwargs={"token": lamp.token})).content.decode()
    assert f"{reverse('repairs-create')}?facility={lamp.pk}" in own
    sheet = client.get(reverse("facilities-label", kwargs={"pk": lamp.pk})).content.decode()
    assert "data:image/svg+xml" in sheet and "路灯3号" in sheet
    client.force_login(world.stranger)
    assert (
        "repairs/new"
        not in client.get(reverse("facility-code", kwargs={"token": lamp.token})).content.decode()
    )
    assert client.get(reverse("facilities-label", kwargs={"pk": lamp.pk})).status_code == 404
    Facility.objects.update(status=Status.VOID)
    assert client.get(reverse("facility-code", kwargs={"token": lamp.token})).status_code == 404
