"""The page of a notice."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hehuo.kit.testing.world import build_world
from hehuo.notices.models import Notice, Receipt
from hehuo.notices.services import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def notice(world):
    return notify(
        "请核对户籍", by=world.county_reviewer, to_user=world.secretary, settlement=world.here, url="/ledgers/households/"
    )  # fmt: skip


def page(client, user, address):
    client.force_login(user)
    return client.get(address)


@pytest.mark.parametrize("who", ["committee", "stranger", "nobody", "inspector"])
def test_others_do_not_find_a_notice(world, notice, client, who):
    address = reverse("message", args=[notice.pk])
    assert page(client, getattr(world, who), address).status_code == 404
    assert client.post(address + "finish/").status_code == 404
    assert not Receipt.objects.exists()


def test_opening_is_reading_and_the_sender_sees_it(world, notice, client):
    address = reverse("message", args=[notice.pk])
    before = page(client, world.county_reviewer, address)
    assert [str(user) for user in before.context["readers"].unread] == ["社区书记"]
    assert not Receipt.objects.exists()
    mine = page(client, world.secretary, address)
    assert mine.context["readers"] is None and 'href="/ledgers/households/"' in mine.content.decode()
    after = page(client, world.county_reviewer, address).context["readers"]
    assert len(after.read) == 1 and after.unread == []


def test_recipients_finish_and_senders_remind(world, notice, client):
    client.force_login(world.county_reviewer)
    client.post(reverse("message-act", kwargs={"pk": notice.pk, "deed": "finish"}))
    assert Notice.objects.get(pk=notice.pk).done_on is None
    client.post(reverse("message-act", kwargs={"pk": notice.pk, "deed": "remind"}))
    assert notice.reminders.count() == 1
    client.force_login(world.secretary)
    answer = client.post(reverse("message-act", kwargs={"pk": notice.pk, "deed": "finish"}), follow=True)
    assert "已办结" in answer.content.decode()
    assert Notice.objects.get(pk=notice.pk).done_by == world.secretary


def test_withdrawing_asks_for_a_reason(world, notice, client):
    client.force_login(world.county_reviewer)
    address = reverse("message-act", kwargs={"pk": notice.pk, "deed": "withdraw"})
    assert "请写明撤回原因" in client.post(address, follow=True).content.decode()
    assert "已撤回" in client.post(address, {"reason": "发错"}, follow=True).content.decode()
    assert client.get(address).status_code == 405
