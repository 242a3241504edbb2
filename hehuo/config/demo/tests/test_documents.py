"""Papers of the demo city: every kind and state, numbers without a gap, receipts in part; money that came back, vouchers."""

from __future__ import annotations

from itertools import groupby

import pytest

from hehuo.org.models import Settlement
from hehuo.programme.funds.queries import overview_of
from hehuo.programme.models import Bulletin, RewardClawback
from hehuo.programme.models.bulletins import BULLETIN_OUT
from hehuo.reports import privacy
from hehuo.reports.keeping import kept
from hehuo.reports.kinds import kinds
from hehuo.reports.models import OUT, IssuedDocument, KeptBulletin, State
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.usefixtures("demo_city")]


def test_every_kind_and_state_occurs():
    rows = list(IssuedDocument.objects.all())
    assert {row.kind for row in rows} == {kind.code for kind in kinds().values() if kind.official}
    assert {row.state for row in rows} == set(State.values)
    assert all(privacy.findings(row.paper()) == [] for row in rows)
    assert {row.corrects.state for row in rows if row.corrects} == {State.WITHDRAWN}
    receipts = [{bool(r.read_at) for r in row.recipients.all()} for row in rows if row.state == State.ISSUED]
    assert {True, False} in receipts
    assert {True} in receipts
    assert {False} in receipts


def test_numbers_have_no_gap_and_follow_the_days():
    rows = IssuedDocument.objects.filter(state__in=OUT).order_by("code", "year", "serial")
    for _, group in groupby(rows, key=lambda row: (row.code, row.year)):
        papers = list(group)
        assert [paper.serial for paper in papers] == list(range(1, len(papers) + 1))
        assert [paper.issued_on for paper in papers] == sorted(paper.issued_on for paper in papers)
        assert papers[-1].issued_on < TODAY
    assert all(kept(row.word_sha256).startswith(b"PK") for row in rows)
    assert not rows.exclude(pdf_sha256="").exists()


def test_every_bulletin_that_went_out_is_kept():
    out = Bulletin.objects.filter(state__in=BULLETIN_OUT)
    assert out.count() == KeptBulletin.objects.count() > 0
    assert all(kept(row.word_sha256).startswith(b"PK") for row in KeptBulletin.objects.all())


def test_a_reward_came_back_and_payments_have_vouchers():
    back = RewardClawback.objects.get()
    assert back.state == RewardClawback.State.RETURNED
    assert 0 < back.decided_fen < back.grant.amount_fen
    assert back.grant.paid_at.date() < back.proposed_on <= back.decided_on <= back.returned_on < TODAY
    money = overview_of(list(Settlement.objects.all()))
    assert money.without_voucher > 0
    bare = overview_of([Settlement.objects.order_by("pk")[0]])
    assert bare.without_voucher < money.without_voucher
