"""Editions in the database: import, decide, publish, freeze."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from hehuo.assessment import editions
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.standards.reading import read_standard
from hehuo.kit.testing.world import SINCE
from hehuo.org.models import Post, User
from hehuo.org.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
PLAN = Path(editions.files.SOURCES) / "programme-2018-3.txt"


@pytest.fixture
def draft(world):
    result = read_standard(PLAN.read_bytes(), PLAN.name)
    return editions.store_draft(result, code="T-1", name="试读", filename=PLAN.name, by=world.county_reviewer)


def settle_all(draft, by):
    """Decide on every open finding."""
    for finding in draft.findings.filter(resolved_at__isnull=True):
        points = "6" if editions.item_of(finding) else ""
        editions.resolve_finding(finding, "按原文照录", by=by, points=points)


def test_the_printed_plan_becomes_a_draft_of_sixteen_items(draft):
    items = [i for s in draft.data["sections"] for i in s["items"]]
    assert len(items) == 16
    assert sum(Decimal(i["points_effective"]) for i in items) == 100
    assert draft.findings.exists()


def test_open_findings_stand_in_the_way(draft, world):
    with pytest.raises(ValidationError, match="第"):
        editions.publish(draft, by=world.inspector)
    assert StandardEdition.objects.get(pk=draft.pk).state == "draft"


def test_settled_draft_is_published_and_frozen(draft, world):
    settle_all(draft, world.inspector)
    done = editions.publish(StandardEdition.objects.get(pk=draft.pk), by=world.inspector)
    assert done.hash == editions.files.edition_hash(done.data)
    done.data = {"sections": []}
    with pytest.raises(DatabaseError), transaction.atomic():
        done.save()
    with pytest.raises(ValidationError):
        editions.publish(done, by=world.inspector)


def test_a_finding_about_points_takes_points(draft, world):
    finding = next(f for f in draft.findings.all() if editions.item_of(f) and editions.item_of(f)["no"] == 5)
    with pytest.raises(ValidationError, match="数字"):
        editions.resolve_finding(finding, "定为六分", by=world.inspector, points="六")
    editions.resolve_finding(finding, "市里明确 6 分", by=world.inspector, points="6")
    item = next(
        i
        for s in StandardEdition.objects.get(pk=draft.pk).data["sections"]
        for i in s["items"]
        if i["no"] == 5
    )
    assert (item["points_effective"], item["points_source"], item["points_printed"]) == ("6", "decided", None)


def test_decision_needs_words(draft, world):
    with pytest.raises(ValidationError, match="处理意见"):
        editions.resolve_finding(draft.findings.first(), "  ", by=world.inspector)


def test_code_is_used_once(draft, world):
    result = read_standard(PLAN.read_bytes(), PLAN.name)
    with pytest.raises(ValidationError, match="已存在"):
        editions.store_draft(result, code="T-1", name="重复", filename="x.txt", by=world.inspector)


def test_installing_twice_changes_nothing(db):
    first, second = editions.install_shipped(), editions.install_shipped()
    assert [e.pk for e in first] == [e.pk for e in second] and len(first) == 2


def test_json_shape_is_the_published_one():
    shape = editions.json_shape(read_standard(PLAN.read_bytes(), PLAN.name))
    item = shape["edition"]["sections"][1]["items"][0]
    assert set(item) == {
        "no", "title", "content", "criterion", "points_printed", "points_effective", "points_source", "units",
    }  # fmt: skip
    assert (item["no"], item["points_printed"], item["points_effective"], item["points_source"]) == (
        5,
        None,
        "6",
        "inferred",
    )
    assert set(shape["findings"][0]) == {"code", "severity", "where", "message"}


def test_the_edition_in_force_is_what_the_city_decided_last(draft, world):
    """Neither a newer publication nor a draft takes over by itself; from the chosen day on it does, and earlier days keep theirs."""
    shipped, _other = editions.install_shipped()
    today = timezone.localdate()
    assert editions.current_edition() == shipped
    with pytest.raises(ValidationError, match="请先发布"):
        editions.put_in_force(draft, by=world.inspector, on=today)
    settle_all(draft, world.inspector)
    new = editions.publish(StandardEdition.objects.get(pk=draft.pk), by=world.inspector)
    assert editions.current_edition() == shipped
    with pytest.raises(ValidationError, match="早于今天"):
        editions.put_in_force(new, by=world.inspector, on=today - timedelta(1))
    editions.put_in_force(new, by=world.inspector, on=today + timedelta(1))
    assert editions.current_edition() == shipped
    assert editions.current_edition(today + timedelta(1)) == new
    editions.put_in_force(new, by=world.inspector, on=today)
    assert editions.current_edition() == new
    assert editions.current_edition(today - timedelta(1)) == shipped


def test_the_office_puts_an_edition_in_force_by_its_page(client, world):
    first, second = editions.install_shipped()
    office = User.objects.create_user(username="city-office-x", full_name="办公室")
    Post.objects.create(user=office, role=Role.CITY_OFFICE, area=world.city, valid_from=SINCE)
    client.force_login(office)
    assert "设为现行标准" in client.get(reverse("standard", args=[second.code])).content.decode()
    assert "设为现行标准" not in client.get(reverse("standard", args=[first.code])).content.decode()
    answer = client.post(reverse("standard-in-force", args=[second.code]), {"on": ""}, follow=True)
    assert "请填写起始日" in answer.content.decode()
    client.post(reverse("standard-in-force", args=[second.code]), {"on": timezone.localdate().isoformat()})
    assert editions.current_edition() == second
