"""Publicity: the contract of the ledger, a link or a copy, consent."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hehuo.kit.testing.contract import LedgerContract
from hehuo.kit.testing.world import build_world
from hehuo.programme.models import PublicityEntry
from hehuo.programme.publicity.ledger import PublicityLedger
from hehuo.records.writing import save_record


def entry(settlement, topic="搬出大山住新家", **kw):
    values = {
        "published_on": date(2018, 9, 12), "channel": "television", "level": "city", "outlet": "市广播电视台", "topic": topic,
        "reach": 3000, "copy_at": "档案柜", "occurred_on": date(2018, 9, 12),
    }  # fmt: skip
    return PublicityEntry(settlement=settlement, **(values | kw))


class TestPublicity(LedgerContract):
    view = PublicityLedger

    def make(self, settlement, **kw):
        return save_record(entry(settlement, f"主题{next(self.serial)}", **kw), by=self.author)

    def form_data(self, settlement):
        return {"published_on": "2018-09-13", "channel": "web", "level": "county", "outlet": "县融媒体中心", "topic": "新居新生活",
                "about": "here", "link": "https://news.example/1"}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"channel": "web"}, "请填写链接"),
        ({"channel": "leaflet", "copy_at": " "}, "样件存放处"),
        ({"shows_residents": True}, "书面同意"),
        ({"link": "javascript:alert(1)"}, "URL|网址"),
    ],
)
def test_what_nobody_could_look_at_or_agree_to_is_refused(values, words):
    world = build_world()
    with pytest.raises(ValidationError, match=words):
        save_record(entry(world.here, **values), by=world.secretary)
    assert save_record(entry(world.here, shows_residents=True, consented=True), by=world.secretary).pk
