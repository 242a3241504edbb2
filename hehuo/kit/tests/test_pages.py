"""Every page answers."""

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.kit.tests.ledgers import HouseholdLedger, PersonLedger
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hehuo.kit.tests.urls")]


def test_pages(client):
    w = build_world()
    h = save_record(
        Household(
            settlement=w.here, household_no="H1", head_name="张小明", household_class="local", grid=w.grids[0]
        ),
        by=w.committee,
    )
    p = save_record(
        Person(
            settlement=w.here,
            household=h,
            name="张小明",
            sex="1",
            birth_date="1980-01-01",
            id_no="52020319800101123X",
        ),
        by=w.committee,
    )
    client.force_login(w.secretary)
    for url in (
        HouseholdLedger.url("list"),
        HouseholdLedger.url("create"),
        HouseholdLedger.url("detail", pk=h.pk),
        HouseholdLedger.url("update", pk=h.pk),
        PersonLedger.url("list"),
        PersonLedger.url("create"),
        PersonLedger.url("detail", pk=p.pk),
        PersonLedger.url("update", pk=p.pk),
        PersonLedger.url("choices") + "?field=household&q=zxm",
    ):
        r = client.get(url)
        assert r.status_code == 200, url
        html = r.content.decode()
        assert "52020319800101123X" not in html
    r = client.post(PersonLedger.url("verify", pk=p.pk), {"method": "document"})
    p.refresh_from_db()
    assert p.status == "verified"
    r = client.post(PersonLedger.url("unmask", pk=p.pk), {"field": "id_no", "reason": "核对"})
    assert "52020319800101123X" in r.content.decode(), r.context["groups"]
    r = client.post(
        PersonLedger.url("create"),
        {
            "settlement": w.here.pk,
            "household__q": "zxm",
            "name": "李四",
            "sex": "1",
            "birth_date": "1990-01-01",
            "relation": "子",
        },
    )
    assert r.status_code == 302, r.context["form"].errors
