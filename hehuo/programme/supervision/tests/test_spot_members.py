"""Members: each declares or steps down for themselves, one to-do until the own judgement is in, the list of the first page."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from hehuo.notices.models import Notice
from hehuo.org.models import Post
from hehuo.org.roles import Role
from hehuo.programme.models import SpotMember
from hehuo.programme.supervision.queries import sites_to_judge
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.tests.cast import WORDS

pytestmark = pytest.mark.db_portable


@pytest.fixture
def drawn(cast):
    cast.units()
    check = cast.drafted()
    checks.draw_check(check, by=cast.office, seed="七方报数-2026", at=cast.later())
    return check


def asked(user):
    return Notice.objects.for_user(user).open()


def send(cast, site):
    return checks.assign_team(site, [(cast.first, ""), (cast.second, "")], by=cast.office, at=cast.later())


def test_the_office_declares_for_nobody(cast, drawn):
    for site in drawn.sites.all():
        send(cast, site)
    with pytest.raises(ValidationError, match="还没有本人声明是否回避：市级验收员、验收员乙"):
        checks.finish_assigning(drawn, by=cast.office, at=cast.later())
    for site in drawn.sites.all():
        checks.declare_recusal(site, WORDS, by=cast.first, at=cast.later())
    with pytest.raises(ValidationError, match="还没有本人声明是否回避：验收员乙"):
        checks.finish_assigning(drawn, by=cast.office, at=cast.later())
    with pytest.raises(PermissionDenied):
        checks.declare_recusal(drawn.sites.first(), WORDS, by=cast.third, at=cast.later())
    with pytest.raises(ValidationError, match="请填写回避声明"):
        checks.declare_recusal(drawn.sites.first(), " ", by=cast.second, at=cast.later())
    for site in drawn.sites.all():
        checks.declare_recusal(site, WORDS, by=cast.second, at=cast.later())
    with pytest.raises(PermissionDenied, match="您已声明"):
        checks.declare_recusal(drawn.sites.first(), WORDS, by=cast.second, at=cast.later())
    checks.finish_assigning(drawn, by=cast.office, at=cast.later())


def test_a_conflict_found_later_refuses_the_declaration(cast, drawn):
    site = drawn.sites.filter(unit__county=cast.counties[0]).first()
    send(cast, site)
    Post.objects.create(
        user=cast.second, role=Role.COUNTY_BUREAU, area=cast.counties[0], valid_from=date(2024, 1, 1)
    )
    with pytest.raises(ValidationError, match="近三年在甲县任职，应当回避。请选择“申请回避”"):
        checks.declare_recusal(site, WORDS, by=cast.second, at=cast.later())
    assert SpotMember.objects.get(site=site, user=cast.second).declaration == ""


def test_who_steps_down_is_replaced_kept_in_the_log_and_not_sent_again(cast, drawn):
    site = drawn.sites.first()
    send(cast, site)
    with pytest.raises(ValidationError, match="原因"):
        checks.decline_site(site, by=cast.second, reason="", at=cast.later())
    checks.decline_site(site, by=cast.second, reason="亲属在该社区工作", at=cast.later())
    assert not asked(cast.second).filter(subject_model="programme.spotmember").exists()
    assert "另派一名成员" in asked(cast.office).latest("pk").ask
    assert drawn.steps.filter(event="decline", reason="亲属在该社区工作").exists()
    assert drawn not in type(drawn).objects.visible_to(type(cast.second).objects.get(pk=cast.second.pk))
    again = type(cast.second).objects.get(pk=cast.second.pk)
    with pytest.raises(ValidationError, match="已声明回避"):
        checks.assign_team(site, [(again, "")], by=cast.office, at=cast.later())
    checks.assign_team(site, [(cast.third, "")], by=cast.office, at=cast.later())
    assert [(str(m), m.is_leader) for m in site.members.all()] == [
        (str(cast.first), True),
        (str(cast.third), False),
    ]
    assert SpotMember.everyone.filter(site=site).count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        SpotMember.everyone.filter(user=cast.second).delete()


def test_one_to_do_for_each_member_and_site_until_the_judgement_is_in(cast, drawn):
    sites = list(drawn.sites.all())
    for site in sites:
        cast.team(site)
    assert asked(cast.first).count() == len(sites)
    checks.finish_assigning(drawn, by=cast.office, at=cast.later())
    checks.begin_on_site(drawn, by=cast.first, at=cast.later())
    assert asked(cast.first).count() == len(sites)
    assert asked(cast.first).order_by("pk").first().url == reverse("spot-judge", args=[drawn.pk, sites[0].pk])
    cast.judge(sites[0], members=sites[0].members.filter(user=cast.first))
    assert asked(cast.first).count() == len(sites) - 1
    assert asked(cast.second).count() == len(sites)


def test_the_list_of_sites_says_where_when_with_whom_and_what(
    cast, drawn, client, django_assert_max_num_queries
):
    sites = list(drawn.sites.all())
    send(cast, sites[0])
    with django_assert_max_num_queries(7) as one:
        found = sites_to_judge(cast.first)
    assert (found[0].unit, found[0].next_word, found[0].leads) == (str(sites[0].unit), "请声明是否回避", True)
    assert found[0].team == (f"{cast.first}（组长）", str(cast.second))
    assert found[0].items == (9, 12)
    assert "入住" in found[0].ledgers[0]
    for site in sites[1:]:
        send(cast, site)
    with django_assert_max_num_queries(len(one)):
        assert len(sites_to_judge(cast.first)) == len(sites)
    client.force_login(cast.first)
    text = client.get("/").content.decode()
    assert all(str(site.unit) in text for site in sites)
    assert "请声明是否回避" in text
    assert not sites_to_judge(cast.office)


def test_the_own_page_takes_declaration_and_recusal(cast, drawn, client):
    site = drawn.sites.first()
    send(cast, site)
    address = reverse("spot-judge", args=[drawn.pk, site.pk])
    client.force_login(cast.first)
    assert "我声明无须回避" in client.get(address).content.decode()
    refused = client.post(address, {"act": "declare", "words": ""})
    assert refused.status_code == 422
    assert "请填写回避声明" in refused.content.decode()
    assert client.post(address, {"act": "declare", "words": "无须回避"}).status_code == 302
    assert "您已声明：无须回避" in client.get(address).content.decode()
    client.force_login(cast.second)
    answer = client.post(address, {"act": "decline", "words": "配偶在该社区任职"}, follow=True)
    assert "另派成员" in answer.content.decode()
    assert client.get(address).status_code == 404
