"""State tables of item 10: every state × every event against the table that is written here."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from hehuo.property.assets.lifecycle import ASSET, ASSET_LIST
from hehuo.property.contracts.lifecycle import LAND_CONTRACT
from hehuo.property.dividends.lifecycle import BATCH, OBJECTION, PAYMENT
from hehuo.property.shares.lifecycle import SHARE_CONTRACT
from hehuo.records.lifecycle import Lifecycle, Transition

USED = ("leased", "stored", "shared", "reclaimed", "operating")
KNOWN = ("rights_confirmed", "publicised", "valued", "agreed")
LEGAL: dict[str, tuple[Lifecycle, dict[tuple[str, str], str]]] = {
    "asset": (ASSET, {
        ("registered", "confirm"): "rights_confirmed", ("rights_confirmed", "publicise"): "publicised",
        ("publicised", "value"): "valued", ("valued", "agree"): "agreed", ("agreed", "lease"): "leased",
        ("agreed", "store"): "stored", ("agreed", "share"): "shared",
        **{(s, "reclaim"): "reclaimed" for s in KNOWN}, **{(s, "self_run"): "operating" for s in (*KNOWN, "reclaimed")},
        **{(s, "operate"): "operating" for s in USED[:4]}, **{(s, "expire"): "expired" for s in USED},
        **{(s, "terminate"): "terminated" for s in USED}, ("expired", "renew"): "publicised", ("terminated", "renew"): "publicised",
        **{(s, "dispute"): "disputed" for s in ASSET.states if s != "disputed"}, ("disputed", "settle"): "rights_confirmed",
    }),
    "list": (ASSET_LIST, {
        ("listed", "confirm"): "confirmed", ("objected", "confirm"): "confirmed", ("listed", "object"): "objected",
        ("confirmed", "object"): "objected",
    }),
    "contract": (LAND_CONTRACT, {
        ("drafted", "sign"): "signed", ("signed", "file"): "filed", ("signed", "expire"): "expired", ("filed", "expire"): "expired",
        ("signed", "terminate"): "terminated", ("filed", "terminate"): "terminated",
    }),
    "share": (SHARE_CONTRACT, {
        ("contracted", "certify"): "certificate_issued", ("changed", "certify"): "certificate_issued",
        **{(s, e): "changed" for s in ("contracted", "certificate_issued", "changed") for e in ("transfer", "inherit")},
        **{(s, "exit"): "exited" for s in ("contracted", "certificate_issued", "changed")},
    }),
    "batch": (BATCH, {
        ("accounts_closed", "draft"): "plan_drafted", ("accounts_closed", "no_dividend"): "no_dividend",
        ("plan_drafted", "approve"): "meeting_approved", ("meeting_approved", "publicise"): "publicised",
        **{(s, "redraft"): "accounts_closed" for s in ("plan_drafted", "meeting_approved", "publicised")},
        ("publicised", "pay"): "paying", ("paying", "partly"): "partly_undelivered", ("paying", "finish"): "paid",
        ("partly_undelivered", "finish"): "paid", **{(s, "archive"): "archived" for s in ("paid", "partly_undelivered", "no_dividend")},
    }),
    "payment": (PAYMENT, {
        ("planned", "fall_due"): "due", ("due", "pay"): "paid", ("failed", "pay"): "paid", ("due", "fail"): "failed",
        ("paid", "reverse"): "due",
    }),
    "objection": (OBJECTION, {("raised", "uphold"): "upheld", ("raised", "reject"): "rejected"}),
}  # fmt: skip


class Free:
    """A record whose guards and rights do not matter here."""

    def __init__(self, state: str) -> None:
        self.state = state


def without_guards(lifecycle: Lifecycle) -> Lifecycle:
    """The table alone."""
    bare = [Transition(t.event, t.label, t.sources, t.target) for t in lifecycle.transitions]
    return Lifecycle(lifecycle.name, lifecycle.states, tuple(bare))


@pytest.mark.parametrize("name", LEGAL)
def test_every_state_and_event(name):
    lifecycle, legal = LEGAL[name]
    bare = without_guards(lifecycle)
    for state in lifecycle.states:
        for event in {t.event for t in lifecycle.transitions}:
            record = Free(state)
            if (state, event) in legal:
                bare.apply(record, event, by=None)
                assert record.state == legal[state, event], (state, event)
            else:
                with pytest.raises(ValidationError, match="不能办理这一步"):
                    bare.apply(record, event, by=None)
                assert record.state == state


@pytest.mark.parametrize("name", LEGAL)
def test_every_state_is_reached_or_is_where_records_begin(name):
    lifecycle, legal = LEGAL[name]
    begin = next(iter(lifecycle.states))
    assert set(legal.values()) | {begin} == set(lifecycle.states)
