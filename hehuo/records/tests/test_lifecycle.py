"""Life cycles: legal steps, the answer to illegal ones, buttons with reasons, the printed table."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.records.lifecycle import Lifecycle, Transition

CASE = Lifecycle(
    "工单",
    {"new": "待办", "doing": "办理中", "done": "已办结", "closed": "已关闭"},
    (
        Transition("start", "受理", ("new",), "doing"),
        Transition(
            "finish", "办结", ("doing",), "done",
            guard=lambda record: "" if record.result else "请先填写办理结果。", clause="计划 2.3",
        ),
        Transition("reopen", "退回重办", ("done",), "doing", needs_reason=True),
        Transition("close", "关闭", ("new", "done"), "closed", may=lambda user, record: user == "书记"),
    ),
)  # fmt: skip
EVENTS = [step.event for step in CASE.transitions]


def case(state="new", result=""):
    return SimpleNamespace(state=state, result=result)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    walk=st.lists(
        st.tuples(st.sampled_from(EVENTS), st.booleans(), st.sampled_from(["书记", "网格员"])), max_size=12
    )
)
def test_no_walk_leaves_the_table_and_buttons_tell_the_truth(walk):
    record = case(result="已解决")
    for event, with_reason, user in walk:
        offers = {offer.transition.event: offer for offer in CASE.offers(record, user)}
        before = record.state
        reason = "有原因" if with_reason else ""
        try:
            step = CASE.apply(record, event, by=user, reason=reason)
        except (ValidationError, PermissionDenied):
            assert record.state == before
            offer = offers.get(event)
            assert offer is None or not offer.allowed or (offer.transition.needs_reason and not with_reason)
        else:
            assert offers[event].allowed
            assert before in step.sources
            assert record.state == step.target


def test_an_illegal_step_lists_what_can_be_done():
    with pytest.raises(ValidationError, match=r"现在是“待办”.*可以办理：受理、关闭"):
        CASE.apply(case(), "finish", by="书记")
    with pytest.raises(ValidationError, match="可以办理：无"):
        CASE.apply(case("closed"), "start", by="书记")


def test_guard_right_and_reason():
    with pytest.raises(ValidationError, match="请先填写办理结果"):
        CASE.apply(case("doing"), "finish", by="书记")
    with pytest.raises(PermissionDenied, match="您的角色不能办理"):
        CASE.apply(case(), "close", by="网格员")
    with pytest.raises(ValidationError, match="请写明原因"):
        CASE.apply(case("done"), "reopen", by="书记", reason="  ")
    offers = CASE.offers(case("doing"), "书记")
    assert [(o.allowed, o.why_not) for o in offers] == [(False, "请先填写办理结果。")]


def test_the_table_for_the_docs():
    assert ("办理中", "办结", "已办结", "计划 2.3") in CASE.table()


def test_unknown_states_are_refused_when_declared():
    with pytest.raises(ValueError, match="unknown states"):
        Lifecycle("x", {"a": "甲"}, (Transition("go", "去", ("a",), "b"),))
