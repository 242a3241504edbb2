"""Asking, reminding, reading and finishing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hehuo.audit.models import Entry
from hehuo.kit.testing.world import SINCE, build_world, make_user
from hehuo.notices import queries
from hehuo.notices.models import Notice, NoticeKind, Receipt
from hehuo.notices.services import finish, finish_about, mark_read, notify, remind, supervise, withdraw
from hehuo.org.models import Post
from hehuo.org.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DUE = date(2019, 6, 10)


@pytest.fixture
def world(db):
    return build_world()


def titles(lines) -> list[str]:
    return [line.title for line in lines]


def ask(world, text="请核对户籍", **more):
    more = more or {"to_user": world.secretary}
    return notify(text, by=world.county_reviewer, **more)


# Who is reached by a role and an area: holders at, above or below it.
REACHED = [
    ("secretary", Role.SECRETARY, lambda w: w.here.area, True),
    ("committee", Role.SECRETARY, lambda w: w.here.area, False),
    ("stranger", Role.COMMITTEE, lambda w: w.here.area, False),
    ("stranger", Role.COMMITTEE, lambda w: w.city, True),
    ("committee", Role.COMMITTEE, lambda w: w.here.county, True),
    ("county_reviewer", Role.COUNTY_REVIEWER, lambda w: w.here.area, True),
    ("county_reviewer", Role.COUNTY_REVIEWER, lambda w: w.there.area, False),
    ("inspector", Role.INSPECTOR, lambda w: w.here.area, True),
    ("grid_worker", Role.GRID_MEMBER, lambda w: w.grids[0].area, True),
    ("grid_worker", Role.GRID_MEMBER, lambda w: w.grids[1].area, False),
    ("grid_worker", Role.GRID_MEMBER, lambda w: w.here.area, True),
    ("nobody", Role.SECRETARY, lambda w: w.here.area, False),
]


@pytest.mark.parametrize(("who", "role", "area", "reached"), REACHED)
def test_a_role_is_reached_by_area(world, who, role, area, reached):
    place = area(world)
    place.refresh_from_db()
    notice = ask(world, to_role=role, area=place)
    user = getattr(world, who)
    assert bool(queries.waiting_for(user)) is reached
    assert (user in queries.recipients_of(notice)) is reached


def test_two_posts_do_not_mix_role_and_place(world):
    user = make_user("兼职人员", Role.COMMITTEE, world.here.area)
    Post.objects.create(user=user, role=Role.SECRETARY, area=world.there.area, valid_from=SINCE)
    ask(world, to_role=Role.SECRETARY, settlement=world.here)
    assert queries.waiting_for(user) == []
    ask(world, to_role=Role.SECRETARY, settlement=world.there)
    assert len(queries.waiting_for(user)) == 1


def test_a_post_is_reached_while_it_is_held(world):
    post = Post.objects.get(user=world.secretary)
    notice = ask(world, to_post=post)
    assert len(queries.waiting_for(world.secretary)) == 1
    Post.objects.filter(pk=post.pk).update(valid_to=timezone.localdate())
    assert queries.waiting_for(world.secretary) == [] and queries.recipients_of(notice) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (lambda w: {"to_role": Role.SECRETARY}, "收件角色及其区域"),
        (lambda w: {"to_user": w.secretary, "to_role": Role.SECRETARY, "settlement": w.here}, "请指定一个"),
        (lambda w: {"settlement": w.here}, "请指定一个"),
        (lambda w: {"to_user": w.secretary, "url": "//elsewhere/x"}, "本系统内"),
        (lambda w: {"to_user": w.secretary, "url": "javascript:alert(1)"}, "本系统内"),
    ],
)
def test_unsound_notices_are_refused(world, more, words):
    with pytest.raises(ValidationError, match=words):
        ask(world, **more(world))
    with pytest.raises(ValidationError, match="写明"):
        notify(" ", by=world.secretary, to_user=world.secretary)


def test_the_database_wants_one_recipient(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(ask="无收件人")


def test_nearest_deadline_first_with_a_pinned_number_of_queries(world, django_assert_num_queries):
    for text, due in (("三", None), ("二", DUE), ("一", DUE - timedelta(days=1))):
        ask(world, text, to_user=world.secretary, settlement=world.here, due_on=due, url="/todo/")
    ask(world, "知悉", to_user=world.secretary, kind=NoticeKind.COPY)
    with django_assert_num_queries(2):
        lines = queries.waiting_for(world.secretary)
    assert titles(lines) == ["一", "二", "三"]
    assert (lines[0].kind, lines[0].place, lines[0].read) == ("待办", "幸福家园", False)
    assert titles(queries.copied_to(world.secretary)) == ["知悉"]
    assert len(queries.started_by(world.county_reviewer)) == 4


def test_what_is_rolled_back_was_never_asked(world):
    with pytest.raises(RuntimeError), transaction.atomic():
        ask(world)
        raise RuntimeError
    assert not Notice.objects.exists() and not Entry.objects.filter(action="notify").exists()


def test_the_same_key_asks_once_while_open(world):
    first = ask(world, to_user=world.secretary, key="case:1")
    assert ask(world, to_user=world.secretary, key="case:1") == first
    assert Entry.objects.filter(action="notify").count() == 1
    finish(first, by=world.secretary)
    assert ask(world, to_user=world.secretary, key="case:1") != first


def test_finishing_twice_changes_nothing(world):
    notice = ask(world)
    finish(notice, by=world.secretary, on=DUE)
    again = finish(notice, by=world.committee)
    assert (again.done_by, again.done_on) == (world.secretary, DUE)
    assert queries.waiting_for(world.secretary) == []
    assert titles(queries.done_by(world.secretary)) == ["请核对户籍"]
    assert Entry.objects.filter(action="finish").count() == 1
    with pytest.raises(ValidationError, match="不需要办理"):
        finish(ask(world, to_user=world.secretary, kind=NoticeKind.COPY), by=world.secretary)


def test_all_that_is_open_about_a_record_is_done_at_once(world):
    more = {"to_user": world.secretary, "subject": world.here}
    ask(world, "一", key="a", **more)
    ask(world, "二", key="b", **more)
    ask(world, "三", to_user=world.secretary, subject=world.there)
    assert finish_about(world.here, by=world.committee, key="a") == 1
    assert finish_about(world.here, by=world.committee) == 1
    assert titles(queries.waiting_for(world.secretary)) == ["三"]


def test_receipts_are_for_recipients_and_once(world):
    notice = ask(world, to_role=Role.COMMITTEE, settlement=world.here)
    colleague = make_user("同事", Role.COMMITTEE, world.here.area)
    mark_read(notice, by=world.committee)
    mark_read(notice, by=world.committee)
    with pytest.raises(PermissionDenied):
        mark_read(notice, by=world.secretary)
    readers = queries.readers_of(notice)
    assert [receipt.user for receipt in readers.read] == [world.committee]
    assert readers.unread == [colleague]
    assert Receipt.objects.count() == 1
    assert queries.waiting_for(world.committee)[0].read


def test_reminders_at_most_once_a_day_by_the_sender(world):
    notice, now = ask(world), timezone.now()
    with pytest.raises(PermissionDenied, match="发起人"):
        remind(notice, by=world.committee)
    remind(notice, by=world.county_reviewer, at=now)
    with pytest.raises(ValidationError, match="24 小时"):
        remind(notice, by=world.county_reviewer, at=now + timedelta(hours=23))
    remind(notice, by=world.county_reviewer, at=now + timedelta(hours=25))
    assert [line.kind for line in queries.copied_to(world.secretary)] == ["催办", "催办"]
    assert len(queries.waiting_for(world.secretary)) == 1
    finish(notice, by=world.secretary)
    assert queries.copied_to(world.secretary) == []
    with pytest.raises(ValidationError, match="不用再催"):
        remind(notice, by=world.county_reviewer, at=now + timedelta(days=3))


def test_supervised_matters_have_a_firm_deadline(world):
    notice = supervise(ask(world), by=world.county_reviewer, due_on=DUE)
    line = queries.waiting_for(world.secretary)[0]
    assert (line.kind, line.due) == ("督办", DUE)
    finish(notice, by=world.secretary)
    with pytest.raises(ValidationError, match="不用督办"):
        supervise(notice, by=world.county_reviewer, due_on=DUE)


def test_the_sender_withdraws_with_a_reason(world):
    notice = ask(world)
    with pytest.raises(PermissionDenied):
        withdraw(notice, by=world.secretary, reason="错")
    with pytest.raises(ValidationError, match="原因"):
        withdraw(notice, by=world.county_reviewer, reason=" ")
    withdraw(notice, by=world.county_reviewer, reason="发错")
    assert queries.waiting_for(world.secretary) == []
    with pytest.raises(ValidationError, match="已经办结或撤回"):
        withdraw(notice, by=world.county_reviewer, reason="发错")
    with pytest.raises(ValidationError, match="撤回"):
        finish(notice, by=world.secretary)


def test_anonymous_visitors_have_nothing():
    from django.contrib.auth.models import AnonymousUser

    nobody = AnonymousUser()
    assert queries.waiting_for(nobody) == queries.done_by(nobody) == queries.started_by(nobody) == []
