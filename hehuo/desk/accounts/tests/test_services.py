"""Every rule of the accounts, and that each act leaves its trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.audit import trail
from hehuo.audit.models import Entry
from hehuo.desk.accounts import services
from hehuo.desk.accounts.queries import accounts, alone_in_office, state_of
from hehuo.desk.accounts.services import Appointment
from hehuo.kit.testing.world import make_user
from hehuo.notices.models import Notice
from hehuo.notices.services import notify
from hehuo.org.models import OrgUnit, Post, User
from hehuo.org.rights import roles_of
from hehuo.org.roles import WORKS_AT, Role
from hehuo.programme.supervision.people import ask_unit
from hehuo.reports.addressees import posts_opening

pytestmark = pytest.mark.django_db
WHY = "单位来函"


def today():
    return timezone.localdate()


def as_secretary(world, **changes):
    return Appointment(**{"role": Role.SECRETARY, "area": world.here.area, "since": today(), **changes})


def last_entry():
    return Entry.objects.order_by("-seq").first()


def test_a_new_account_has_one_post_and_a_first_password(world):
    account, password = services.open_account(
        " Xingfu-Shuji ", "王新", as_secretary(world), by=world.administrator, reason=WHY
    )
    assert account.username == "xingfu-shuji"
    assert account.check_password(password) and account.first_password and len(password) == 14
    assert [(p.role, p.area, p.valid_from) for p in account.posts.all()] == [
        (Role.SECRETARY, world.here.area, today())
    ]
    entry = last_entry()
    assert (entry.action, entry.actor, entry.object_id) == ("open_account", world.administrator, account.pk)
    assert entry.data["reason"] == WHY and password not in str(entry.data)
    assert trail.verify().broken_at is None


def test_first_passwords_differ():
    assert len({services.first_password() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("username", "name", "says"),
    [
        ("", "王新", "小写字母"), ("9abc", "王新", "小写字母"), ("王新", "王新", "小写字母"), ("ab", "王新", "3 到 30"),
        ("taken", "王新", "已有人用"), ("TAKEN", "王新", "已有人用"), ("fresh", "王", "2 到 50"), ("fresh", " ", "姓名"),
    ],
)  # fmt: skip
def test_bad_names_are_refused_and_nothing_is_left(world, username, name, says):
    User.objects.create_user("taken", full_name="甲", is_active=False)
    before = User.objects.count(), Entry.objects.count()
    with pytest.raises(ValidationError, match=says):
        services.open_account(username, name, as_secretary(world), by=world.administrator, reason=WHY)
    assert (User.objects.count(), Entry.objects.count()) == before


def test_every_act_needs_a_reason(world):
    with pytest.raises(ValidationError, match="原因"):
        services.disable(world.secretary, by=world.administrator, reason="  ")


def test_nobody_but_an_administrator_acts(world):
    for by in (
        world.secretary,
        world.county_reviewer,
        world.nobody,
        make_user("负责人", Role.DPO, world.city),
    ):
        with pytest.raises(PermissionDenied):
            services.reset_password(world.committee, by=by, reason=WHY)


def test_an_administrator_of_a_county_is_none(world):
    local = make_user("县", Role.SYSADMIN, world.here.county)
    with pytest.raises(PermissionDenied):
        services.reset_password(world.committee, by=local, reason=WHY)


OWN_ACTS = {
    "appoint": lambda w, me: services.appoint(me, as_secretary(w), by=me, reason=WHY),
    "change": lambda w, me: services.change_post(me.posts.get(), as_secretary(w), by=me, reason=WHY),
    "end": lambda w, me: services.end_post(me.posts.get(), today(), by=me, reason=WHY),
    "disable": lambda w, me: services.disable(me, by=me, reason=WHY),
    "password": lambda w, me: services.reset_password(me, by=me, reason=WHY),
    "factor": lambda w, me: services.reset_second_factor(me, by=me, reason=WHY),
    "unlock": lambda w, me: services.unlock(me, by=me, reason=WHY),
    "rename": lambda w, me: services.rename(me, "别的名字", by=me, reason=WHY),
}


@pytest.mark.parametrize("name", OWN_ACTS)
def test_the_own_account_is_left_to_another_administrator(world, name):
    with pytest.raises(PermissionDenied, match="自己的账号"):
        OWN_ACTS[name](world, world.administrator)
    assert roles_of(User.objects.get(pk=world.administrator.pk)) == {Role.SYSADMIN}


@pytest.mark.parametrize("act", ["disable", "end", "change"])
def test_the_last_administrator_stays(world, act):
    post = world.second.posts.get()
    world.administrator.is_active = False
    world.administrator.save()
    acts = {
        "disable": lambda: services.disable(world.second, by=None, reason=WHY),
        "end": lambda: services.end_post(post, today(), by=None, reason=WHY),
        "change": lambda: services.change_post(post, as_secretary(world), by=None, reason=WHY),
    }
    with pytest.raises(ValidationError, match="唯一能用的系统管理员"):
        acts[act]()


def test_an_administrator_whose_term_ends_soon_does_not_count(world):
    Post.objects.filter(user=world.administrator).update(valid_to=today() + timedelta(days=5))
    with pytest.raises(ValidationError, match="唯一能用的系统管理员"):
        services.disable(world.second, by=world.administrator, reason=WHY)


def test_another_administrator_may_be_disabled(world):
    services.disable(world.second, by=world.administrator, reason=WHY)
    world.second.refresh_from_db()
    assert not world.second.is_active


@pytest.mark.parametrize("role", Role.values)
def test_each_role_is_held_where_it_works(world, role):
    areas = {
        "city": world.city, "county": world.here.county, "township": world.township, "settlement": world.here.area,
        "grid": world.grids[0].area,
    }  # fmt: skip
    unit = OrgUnit.objects.create(code="u", name="市民政局", level=OrgUnit.Level.CITY, area=world.city)
    for kind, area in areas.items():
        new = Appointment(role, area, today(), unit if role == Role.CITY_BUREAU else None)
        if kind in WORKS_AT.get(role, ()):
            services.check_appointment(None, new)
        else:
            with pytest.raises(ValidationError):
                services.check_appointment(None, new)


def test_a_bureau_needs_its_unit_and_a_unit_its_area(world):
    with pytest.raises(ValidationError, match="选单位"):
        services.check_appointment(None, Appointment(Role.CITY_BUREAU, world.city, today()))
    foreign = services.unit_named("乙县民政局", OrgUnit.Level.COUNTY, world.there.county)
    with pytest.raises(ValidationError, match="不在“甲县”"):
        services.check_appointment(None, Appointment(Role.COUNTY_BUREAU, world.here.county, today(), foreign))
    assert services.unit_named("乙县民政局", OrgUnit.Level.COUNTY, world.there.county) == foreign


def test_who_keeps_accounts_or_watches_holds_nothing_else(world):
    for user, role in (
        (world.second, Role.CITY_OFFICE),
        (world.inspector, Role.SYSADMIN),
        (world.inspector, Role.DPO),
    ):
        with pytest.raises(ValidationError, match="不能兼任"):
            services.appoint(user, Appointment(role, world.city, today()), by=world.administrator, reason=WHY)


def test_one_more_post_opens_one_more_place(world):
    new = Appointment(Role.GRID_MEMBER, world.grids[1].area, today(), title="网格员")
    services.appoint(world.grid_worker, new, by=world.administrator, reason=WHY)
    assert world.grid_worker.posts.count() == 2
    with pytest.raises(ValidationError, match="已有"):
        services.appoint(world.grid_worker, new, by=world.administrator, reason=WHY)


def test_a_change_keeps_both_terms(world):
    old = world.committee.posts.get()
    services.change_post(old, as_secretary(world), by=world.administrator, reason="轮岗")
    old.refresh_from_db()
    assert old.valid_to == today()
    assert roles_of(User.objects.get(pk=world.committee.pk)) == {Role.SECRETARY}
    entry = last_entry()
    assert entry.action == "change_post" and entry.data["before"]["role"] == Role.COMMITTEE


def test_a_change_ahead_keeps_the_old_post_until_then(world):
    day = today() + timedelta(days=10)
    services.change_post(
        world.committee.posts.get(), as_secretary(world, since=day), by=world.administrator, reason=WHY
    )
    assert roles_of(User.objects.get(pk=world.committee.pk)) == {Role.COMMITTEE}
    assert {p.role for p in Post.objects.held_at(day).filter(user=world.committee)} == {Role.SECRETARY}


@pytest.mark.parametrize(("days", "says"), [(-90000, "任职起"), (91, "最多提前")])
def test_days_of_a_post_are_in_order(world, days, says):
    on = today() + timedelta(days=days) if days > 0 else world.committee.posts.get().valid_from
    with pytest.raises(ValidationError, match=says):
        services.end_post(world.committee.posts.get(), on, by=world.administrator, reason=WHY)


def test_a_post_that_ended_is_not_ended_again(world):
    post = world.committee.posts.get()
    services.end_post(post, today(), by=world.administrator, reason=WHY)
    assert roles_of(User.objects.get(pk=world.committee.pk)) == frozenset()
    with pytest.raises(ValidationError, match="已经结束"):
        services.end_post(post, today(), by=world.administrator, reason=WHY)


def test_disabling_tells_those_who_asked(world):
    notify("请核对", by=world.county_reviewer, to_user=world.committee)
    notify("请再核对", by=world.county_reviewer, to_user=world.committee)
    assert services.disable(world.committee, by=world.administrator, reason="调离") == 1
    told = Notice.objects.get(to_user=world.county_reviewer)
    assert "2 件事没有办结" in told.ask and told.url == "/todo/started/"
    with pytest.raises(ValidationError, match="已经停用"):
        services.disable(world.committee, by=world.administrator, reason="调离")


def test_enabling_gives_a_new_first_password(world):
    services.disable(world.committee, by=world.administrator, reason="借调")
    password = services.enable(world.committee, by=world.administrator, reason="回岗")
    world.committee.refresh_from_db()
    assert world.committee.is_active and world.committee.first_password
    assert world.committee.check_password(password)
    with pytest.raises(ValidationError, match="没有停用"):
        services.enable(world.committee, by=world.administrator, reason="回岗")


def test_a_reset_password_is_told_to_the_owner_and_forgets_failures(world):
    AccessAttempt.objects.create(
        username=world.committee.username, ip_address="10.0.0.1", failures_since_start=5
    )
    password = services.reset_password(world.committee, by=world.administrator, reason="忘记密码")
    world.committee.refresh_from_db()
    assert world.committee.check_password(password) and world.committee.first_password
    assert not AccessAttempt.objects.filter(username=world.committee.username).exists()
    assert Notice.objects.filter(to_user=world.committee, ask__contains="密码已由系统管理员重置").exists()
    assert password not in "".join(str(row) for row in Entry.objects.values_list("data", flat=True))


def test_a_reset_second_factor_is_gone_with_its_spare_codes(world):
    with pytest.raises(ValidationError, match="没有设置"):
        services.reset_second_factor(world.county_reviewer, by=world.administrator, reason="换手机")
    TOTPDevice.objects.create(user=world.county_reviewer, name="动态口令", confirmed=True)
    StaticDevice.objects.create(user=world.county_reviewer, name="备用码")
    services.reset_second_factor(world.county_reviewer, by=world.administrator, reason="换手机")
    assert not TOTPDevice.objects.filter(user=world.county_reviewer).exists()
    assert not StaticDevice.objects.filter(user=world.county_reviewer).exists()
    assert last_entry().action == "notify"
    assert Entry.objects.filter(action="reset_second_factor", object_id=world.county_reviewer.pk).exists()


def test_unlocking_forgets_failures(world):
    with pytest.raises(ValidationError, match="没有输错"):
        services.unlock(world.committee, by=world.administrator, reason=WHY)
    for agent in ("a", "b"):
        AccessAttempt.objects.create(
            username=world.committee.username, ip_address="10.0.0.1", user_agent=agent, failures_since_start=3
        )
    assert state_of(accounts().get(pk=world.committee.pk)) == "locked"
    services.unlock(world.committee, by=world.administrator, reason=WHY)
    assert state_of(accounts().get(pk=world.committee.pk)) == "active"


def test_old_or_few_failures_lock_nobody(world):
    AccessAttempt.objects.create(
        username=world.committee.username, ip_address="10.0.0.1", failures_since_start=4
    )
    AccessAttempt.objects.create(
        username=world.committee.username, ip_address="10.0.0.2", failures_since_start=4
    )
    old = AccessAttempt.objects.create(
        username=world.secretary.username, ip_address="10.0.0.1", failures_since_start=9
    )
    AccessAttempt.objects.filter(pk=old.pk).update(attempt_time=timezone.now() - timedelta(minutes=16))
    for user in (world.committee, world.secretary):
        assert state_of(accounts().get(pk=user.pk)) == "active"


def test_who_is_alone_in_office_is_named(world):
    assert [p.role for p in alone_in_office(world.secretary)] == [Role.SECRETARY]
    make_user("另一位书记", Role.SECRETARY, world.here.area)
    assert alone_in_office(world.secretary) == []


def test_a_name_is_corrected_and_the_old_one_is_logged(world):
    services.rename(world.committee, "张正", by=world.administrator, reason="写错字")
    world.committee.refresh_from_db()
    assert world.committee.full_name == "张正"
    assert last_entry().data["before"] == "社区工作人员"


def test_a_unit_is_asked_through_accounts_that_can_sign_in(world):
    """A task that only a disabled account could see would be lost."""
    unit = services.unit_named("甲县民政局", OrgUnit.Level.COUNTY, world.here.county)
    new = Appointment(Role.COUNTY_BUREAU, world.here.county, today(), unit)
    made, _ = services.open_account("minzheng-1", "周一", new, by=world.administrator, reason=WHY)
    other, _ = services.open_account("minzheng-2", "周二", new, by=world.administrator, reason=WHY)
    services.disable(made, by=world.administrator, reason=WHY)
    assert [post.user for post in posts_opening(unit)] == [other]
    assert ask_unit(unit, "请办", world.here, by=world.inspector, url="/") == 1
