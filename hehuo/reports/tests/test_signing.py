"""Two persons for every paper, also where a county has one account: the city's leader signs in its place, and the page says so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from hehuo.kit.testing.world import make_user
from hehuo.notices.models import Notice
from hehuo.org.models import Post
from hehuo.org.roles import Role
from hehuo.reports import workflow
from hehuo.reports.models import IssuedDocument
from hehuo.reports.paper import Paper, Text
from hehuo.reports.signing import who_signs

pytestmark = pytest.mark.django_db


def drafted(stage):
    paper = Paper("minutes", "甲县会议纪要", [Text("会议议定事项如下。")])
    return workflow.draft(paper, area=stage.world.here.county, by=stage.county)


def test_the_leader_of_the_city_signs_for_a_county_with_one_account(stage, client):
    document = drafted(stage)
    assert "由市指挥部领导市领导代为签发" in who_signs(document)
    assert not IssuedDocument.objects.visible_to(stage.leader).exists()
    client.force_login(stage.county)
    assert "只有拟稿人一个账号" in client.get(reverse("document", args=[document.pk])).content.decode()
    document = workflow.submit(document, by=stage.county)
    assert document.signed_above
    notice = Notice.objects.open().get(subject_id=document.pk)
    assert (notice.to_role, notice.area) == (Role.CITY_LEADER, stage.world.city)
    for person in (stage.county, stage.office, stage.stranger):
        with pytest.raises(PermissionDenied):
            workflow.sign(document, by=person)
    client.force_login(stage.leader)
    address = reverse("document-step", args=[document.pk, "sign"])
    assert client.post(address).status_code == 302
    document.refresh_from_db()
    assert (document.state, document.signed_by) == ("signed", stage.leader)
    assert "（市指挥部领导代签发）" in client.get(reverse("document", args=[document.pk])).content.decode()


def test_a_second_account_signs_at_home(stage):
    chief = make_user("指挥长", Role.COUNTY_HQ, stage.world.here.county)
    document = workflow.submit(drafted(stage), by=stage.county)
    assert not document.signed_above
    assert who_signs(document).startswith("由指挥长签发")
    assert not IssuedDocument.objects.visible_to(stage.leader).exists()
    with pytest.raises(PermissionDenied):
        workflow.sign(document, by=stage.leader)
    assert workflow.sign(document, by=chief).signed_by == chief


def test_an_account_made_meanwhile_may_sign_too(stage):
    document = workflow.submit(drafted(stage), by=stage.county)
    chief = make_user("指挥长", Role.COUNTY_HQ, stage.world.here.county)
    document = workflow.sign(document, by=chief)
    assert (document.signed_by, document.signed_above) == (chief, False)


def test_where_nobody_can_sign_the_paper_stays_and_the_way_out_is_said(stage):
    Post.objects.filter(role=Role.CITY_LEADER).delete()
    document = drafted(stage)
    with pytest.raises(ValidationError, match="请系统管理员另开一个“县级指挥部”账号"):
        workflow.submit(document, by=stage.county)
    document.refresh_from_db()
    assert document.state == "draft"
