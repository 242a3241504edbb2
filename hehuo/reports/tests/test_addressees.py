"""主送 and 抄送: counties, bureaus, townships, communities; who opens what, receipts of each, nobody else reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from hehuo.kit.testing.world import SINCE
from hehuo.notices.models import Notice
from hehuo.org.models import OrgUnit, Post, User
from hehuo.org.roles import Role
from hehuo.reports import workflow
from hehuo.reports.addressees import (
    choices_for,
    groups_for,
    places_of,
    recipients_of,
    words_for,
)
from hehuo.reports.models import DocumentRecipient, IssuedDocument
from hehuo.reports.paper import Paper, Text
from hehuo.reports.steps import BY_NAME, form_of, steps_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_pdf(monkeypatch):
    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", lambda paper: b"%PDF-")


def unit_with_person(stage, code, name, level, area, role):
    """A unit and who opens its post."""
    unit = OrgUnit.objects.create(code=code, name=name, level=level, area=area)
    user = User.objects.create_user(username=code, full_name=f"{name}人员")
    Post.objects.create(user=user, role=role, area=area, unit=unit, valid_from=SINCE)
    return unit, user


@pytest.fixture
def bureaus(stage):
    city, county = stage.world.city, stage.world.here.county
    made = {
        "civil": unit_with_person(stage, "city-minzheng", "市民政局", "city", city, Role.CITY_BUREAU),
        "money": unit_with_person(stage, "city-caizheng", "市财政局", "city", city, Role.CITY_FINANCE),
        "water": unit_with_person(stage, "county-shuiwu", "甲县水务局", "county", county, Role.COUNTY_BUREAU),
        "town": unit_with_person(stage, "town-1", "幸福镇人民政府", "township", county, Role.TOWNSHIP),
    }
    OrgUnit.objects.create(code="jia-hq", name="甲县指挥部", level="county", area=county)
    OrgUnit.objects.create(
        code="community-1", name="幸福社区居民委员会", level="community", area=stage.world.here.area
    )
    return made


def issued(stage, main, copies, *, area=None, by=None, signer=None, public=False):
    paper = Paper("minutes", "关于抓好落实的通知", [Text("请抓好落实。")])
    by = by or stage.office
    document = workflow.draft(
        paper, area=area or stage.world.city, by=by, recipients=main, copies=copies, is_public=public
    )
    document = workflow.submit(document, by=by)
    return workflow.issue(workflow.sign(document, by=signer or stage.leader), by=by)


def sees(user, document):
    return IssuedDocument.objects.visible_to(user).filter(pk=document.pk).exists()


def test_a_city_and_a_county_choose_in_groups(stage, bureaus):
    city = {group.label: [m.name for m in group.members] for group in groups_for(stage.world.city)}
    assert city == {
        "县级指挥部": ["甲县", "乙县"], "市直责任单位": ["市民政局", "市财政局"], "安置点（社区）": ["幸福家园", "团结新区"],
        "乡镇（街道）": ["幸福镇人民政府"],
    }  # fmt: skip
    county = {g.label: [m.name for m in g.members] for g in groups_for(stage.world.here.county)}
    assert county == {
        "安置点（社区）": ["幸福家园"], "乡镇（街道）": ["幸福镇人民政府"], "县直单位": ["甲县水务局"],
    }  # fmt: skip


def test_words_name_units_or_the_whole_group(stage, bureaus):
    city, (civil, _), (money, _) = stage.world.city, bureaus["civil"], bureaus["money"]
    here = stage.world.here
    assert words_for(city, [here.county, civil]) == "甲县易地扶贫搬迁工程建设指挥部，市民政局"
    assert words_for(city, [money, civil, here.area]) == "市民政局、市财政局，幸福社区居民委员会"
    third = OrgUnit.objects.create(code="city-jiaoyu", name="市教育局", level="city", area=city)
    assert words_for(city, [civil, money, third]) == "市直有关单位"
    assert "市教育局（没有账号，另送纸质件）" in dict(dict(choices_for(city))["市直责任单位"]).values()


def test_everybody_signs_and_nobody_else_reads(stage, bureaus, no_pdf):
    (civil, clerk), (money, finance), (town, townsman) = bureaus["civil"], bureaus["money"], bureaus["town"]
    document = issued(stage, [stage.world.here.county, civil, stage.world.here.area], [money, town])
    for user in (stage.county, clerk, finance, townsman, stage.secretary):
        assert sees(user, document), user
    for user in (stage.stranger, bureaus["water"][1], stage.world.stranger, stage.first):
        assert not sees(user, document), user
    assert Notice.objects.open().filter(subject_id=document.pk).count() == 5
    workflow.mark_read(document, by=clerk)
    workflow.mark_read(document, by=finance)
    assert [(str(row), row.manner, row.read_by) for row in recipients_of(document) if row.read_at] == [
        ("市民政局", "main", clerk), ("市财政局", "copy", finance),
    ]  # fmt: skip
    assert Notice.objects.open().filter(subject_id=document.pk).count() == 3
    assert not Notice.objects.open().filter(to_post__user=clerk).exists()


def test_a_unit_without_an_account_signs_on_paper(stage, bureaus, no_pdf):
    """The office enters it once; a day before the issue, a second entry and a stranger are refused."""
    school = OrgUnit.objects.create(code="city-jiaoyu", name="市教育局", level="city", area=stage.world.city)
    civil, clerk = bureaus["civil"]
    document = issued(stage, [civil, school], [])
    bare = document.recipients.get(unit=school)
    form = form_of(BY_NAME["paper-receipt"], document)
    assert [label for _pk, label in form.fields["recipient"].choices] == [
        "市教育局（没有账号，另送纸质件）",
        "市民政局",
    ]
    entry = {"recipient_id": bare.pk, "signed_by": "王老师", "on": document.issued_on}
    with pytest.raises(PermissionDenied):
        workflow.receive_on_paper(document, by=clerk, **entry)
    for wrong, words in (
        ({"signed_by": " "}, "签收人姓名"),
        ({"on": document.issued_on - timedelta(1)}, "印发日期"),
    ):
        with pytest.raises(ValidationError, match=words):
            workflow.receive_on_paper(document, by=stage.office, **{**entry, **wrong})
    row = workflow.receive_on_paper(document, by=stage.office, **entry)
    assert (row.paper_signed_by, row.paper_received_on, row.read_by) == (
        "王老师",
        document.issued_on,
        stage.office,
    )
    with pytest.raises(ValidationError, match="已经签收"):
        workflow.receive_on_paper(document, by=stage.office, **entry)
    assert "paper-receipt" in [step.name for step in steps_for(document, stage.office)]
    workflow.mark_read(document, by=clerk)
    assert "paper-receipt" not in [step.name for step in steps_for(document, stage.office)]


def test_a_successor_opens_the_post_of_the_unit_that_it_followed(stage, bureaus, no_pdf):
    old, _clerk = bureaus["civil"]
    document = issued(stage, [old], [])
    new = OrgUnit.objects.create(code="city-new", name="市新局", level="city", area=stage.world.city)
    OrgUnit.objects.filter(pk=old.pk).update(successor=new)
    later = User.objects.create_user(username="later", full_name="新局人员")
    Post.objects.create(user=later, role=Role.CITY_BUREAU, area=stage.world.city, unit=new, valid_from=SINCE)
    assert sees(later, document)
    assert old not in places_of(stage.world.city, [f"orgunit-{old.pk}"])


def test_a_county_writes_to_its_bureaus_and_communities(stage, bureaus, no_pdf):
    county, second = stage.world.here.county, stage.county
    signer = User.objects.create_user(username="chief", full_name="指挥长")
    Post.objects.create(user=signer, role=Role.COUNTY_HQ, area=county, valid_from=SINCE)
    water, clerk = bureaus["water"]
    document = issued(stage, [stage.world.here.area], [water], area=county, by=second, signer=signer)
    assert sees(stage.secretary, document)
    assert sees(clerk, document)
    assert not sees(bureaus["civil"][1], document)
    assert not sees(stage.world.stranger, document)


def test_copies_do_not_check_the_facts_nor_see_the_draft(stage, bureaus):
    (civil, clerk), (money, finance) = bureaus["civil"], bureaus["money"]
    paper = Paper("minutes", "关于抓好落实的通知", [Text("请抓好落实。")])
    document = workflow.draft(
        paper, area=stage.world.city, by=stage.office, recipients=[civil], copies=[money]
    )
    document = workflow.ask_units(document, by=stage.office)
    assert [sees(clerk, document), sees(finance, document)] == [True, False]
    with pytest.raises(PermissionDenied):
        workflow.answer(document, by=finance, agreed=True)
    workflow.answer(document, by=clerk, agreed=True)
    document = workflow.submit(document, by=stage.office)
    assert sees(clerk, document)


def test_a_draft_that_was_never_sent_is_seen_by_no_addressee(stage, bureaus):
    civil, clerk = bureaus["civil"]
    paper = Paper("minutes", "关于抓好落实的通知", [Text("请抓好落实。")])
    document = workflow.draft(paper, area=stage.world.city, by=stage.office, recipients=[civil])
    workflow.submit(document, by=stage.office)
    assert not sees(clerk, document)


def test_what_is_public_is_read_by_everybody_once_issued(stage, bureaus, no_pdf):
    document = issued(stage, [stage.world.here.county], [], public=True)
    assert sees(stage.stranger, document)
    assert sees(stage.secretary, document)
    workflow.mark_read(document, by=stage.stranger)
    assert not document.recipients.get().read_at
    workflow.withdraw(document, by=stage.office, reason="日期有误")
    assert [sees(user, document) for user in (stage.stranger, stage.county)] == [False, True]


def test_one_place_has_one_way(stage, bureaus):
    civil, _ = bureaus["civil"]
    paper = Paper("minutes", "标题", [Text("正文")])
    with pytest.raises(ValidationError, match="市民政局同时勾选"):
        workflow.draft(paper, area=stage.world.city, by=stage.office, recipients=[civil], copies=[civil])
    document = workflow.draft(paper, area=stage.world.city, by=stage.office, recipients=[civil])
    for wrong in ({"area": stage.world.city, "unit": civil}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentRecipient.objects.create(document=document, **wrong)


def test_the_form_writes_the_words_and_refuses_one_in_both(stage, bureaus, client):
    (civil, _), (money, _) = bureaus["civil"], bureaus["money"]
    paper = Paper("minutes", "会议纪要", [Text("正文")])
    document = workflow.draft(paper, area=stage.world.city, by=stage.office)
    client.force_login(stage.office)
    address = reverse("document-edit", args=[document.pk])
    words = {"title": "会议纪要", "body": "正文", "copies": 0, "addressee": "", "copies_to": ""}
    county = f"area-{stage.world.here.county.pk}"
    both = {**words, "recipients": [f"orgunit-{civil.pk}"], "copies_sent": [f"orgunit-{civil.pk}"]}
    assert "市民政局同时勾选在主送和抄送里" in client.post(address, both).content.decode()
    good = {**words, "recipients": [county], "copies_sent": [f"orgunit-{money.pk}"]}
    assert client.post(address, good).status_code == 302
    document.refresh_from_db()
    assert (document.addressee, document.copies_to) == ("甲县易地扶贫搬迁工程建设指挥部", "市财政局")
    more = {
        **good,
        "addressee": document.addressee,
        "copies_to": "市直有关单位",
        "recipients": [county, f"orgunit-{civil.pk}"],
    }
    client.post(address, more)
    document.refresh_from_db()
    assert document.addressee == "甲县易地扶贫搬迁工程建设指挥部，市民政局"
    assert document.copies_to == "市直有关单位"
    page = client.get(reverse("document", args=[document.pk])).content.decode()
    assert "主送（2 个）" in page
    assert "抄送（1 个）" in page


def test_pages_ask_the_same_for_few_and_many_addressees(
    stage, bureaus, client, django_assert_num_queries, no_pdf
):
    def queries(main):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        document = issued(stage, main, [])
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("document", args=[document.pk])).status_code == 200
        return len(found)

    client.force_login(stage.office)
    few = queries([stage.world.here.county])
    everybody = [place for group in groups_for(stage.world.city) for place in group.members]
    assert queries(everybody) == few
