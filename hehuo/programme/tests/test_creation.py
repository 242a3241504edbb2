"""Plan, launch, self-assessment and county review: frozen size, snapshots, single returned items, separate persons."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from hehuo.assessment.snapshots import drift, is_intact
from hehuo.org.models import CreationUnit
from hehuo.programme import scores, steps
from hehuo.programme.models import Campaign, CampaignRules, PopulationFreeze
from hehuo.programme.tests.stage import BASIS, Stage, settle
from hehuo.residents.models import Household

pytestmark = pytest.mark.db_portable


def test_a_plan_needs_the_county_and_an_approval(stage):
    with pytest.raises(PermissionDenied):
        steps.plan_campaign(stage.unit, by=stage.stranger, phase="pilot", authorization_basis=BASIS)
    with pytest.raises(PermissionDenied):
        steps.plan_campaign(stage.unit, by=stage.secretary, phase="pilot", authorization_basis=BASIS)
    with pytest.raises(ValidationError, match="批准依据"):
        steps.plan_campaign(stage.unit, by=stage.county, phase="pilot", authorization_basis="  ")
    stage.plan()
    with pytest.raises(ValidationError, match="已有创建活动"):
        stage.plan()


def test_dates_of_the_plan_are_set_and_met(stage):
    campaign = stage.at("launched")
    assert campaign.deadlines.get(code="M1").due_on == date(2018, 5, 31)
    assert campaign.deadlines.get(code="M1").met_on == date(2018, 5, 29)
    assert campaign.deadlines.get(code="M2").due_on == date(2018, 11, 30)
    assert campaign.deadlines.get(code="M2").met_on is None


def test_size_is_frozen_at_the_cut_off(stage):
    campaign = stage.at("launched")
    frozen = campaign.population
    assert (frozen.households, frozen.persons) == (20, 40)
    Household.objects.create(
        settlement=stage.world.here, household_no="late", head_name="户", household_class="co_relocated",
        allocated_on=date(2017, 9, 1), occurred_on=date(2017, 9, 1), created_by=stage.secretary,
    )  # fmt: skip
    campaign.refresh_from_db()
    assert campaign.population.households == 20
    with pytest.raises(DatabaseError), transaction.atomic():
        PopulationFreeze.objects.filter(pk=frozen.pk).update(households=21)
    with pytest.raises(DatabaseError), transaction.atomic():
        campaign.steps.all().delete()


@pytest.mark.parametrize(("households", "kind"), [(199, "host_merged"), (200, "settlement")])
def test_200_is_in_and_199_is_merged(db, households, kind):
    stage = Stage(households, demonstration=False)
    campaign = stage.plan("roll_out")
    steps.launch(campaign, by=stage.county, at=stage.later())
    assert campaign.unit.kind == kind
    assert campaign.population.households == households


def test_a_household_that_left_or_came_later_does_not_count(stage):
    rows = list(Household.objects.order_by("id")[:2])
    Household.objects.filter(pk=rows[0].pk).update(exited_on=date(2018, 5, 20), exit_reason="moved_away")
    Household.objects.filter(pk=rows[1].pk).update(allocated_on=date(2018, 7, 1))
    campaign = stage.at("launched")
    assert campaign.population.households == 18
    assert rows[0].pk not in campaign.population.household_ids


def test_cut_off_lies_not_in_the_future_and_nobody_launches_an_empty_unit(stage):
    campaign = stage.plan()
    with pytest.raises(ValidationError, match="不能晚于"):
        steps.launch(campaign, by=stage.county, cut_off_on=stage.clock + timedelta(days=9), at=stage.later())
    with pytest.raises(ValidationError, match="没有分房"):
        steps.launch(campaign, by=stage.county, cut_off_on=date(2016, 1, 1), at=stage.later())
    campaign.refresh_from_db()
    assert campaign.state == "planned"


def test_a_difference_needs_a_reason_and_all_is_told_at_once(stage):
    campaign = stage.at("self_assessing")
    codes = [c.code for c in scores.criteria_of(stage.edition)][:2]
    wrong = {codes[0]: (Decimal("99"), "多"), codes[1]: (Decimal("0.5"), " ")}
    with pytest.raises(ValidationError) as refused:
        steps.fill_sheet(campaign.self_sheet, wrong, by=stage.secretary)
    assert set(refused.value.message_dict) == set(codes)
    assert not campaign.self_sheet.entries.exclude(reason="").exists()
    with pytest.raises(PermissionDenied):
        steps.fill_sheet(campaign.self_sheet, {}, by=stage.committee)


def test_a_failed_self_assessment_lists_what_is_short(stage):
    campaign = stage.at("self_failed")
    short = campaign.shortfalls.all()
    assert sum(row.gap for row in short) == Decimal(100) - sum(
        scores.sheet_points(campaign.self_sheet).values()
    )
    round_no = campaign.round_no
    steps.resume_creation(campaign, by=stage.secretary, at=stage.later())
    assert (campaign.state, campaign.round_no, campaign.self_sheet) == ("creating", round_no + 1, None)


def test_rounds_of_two_campaigns_of_a_unit_never_meet(stage):
    first = stage.at("self_failed")
    other = stage.plan("roll_out")
    steps.resume_creation(first, by=stage.secretary, at=stage.later())
    assert first.round_no not in (other.round_no, 1)


def test_who_filled_does_not_sign_and_only_the_county_signs(stage):
    campaign = stage.at("creating")
    steps.open_self_assessment(campaign, by=stage.county, at=stage.later())
    with pytest.raises(PermissionDenied, match=r"由 .* 填写"):
        steps.submit_self_assessment(campaign, by=stage.secretary, filled=stage.full(), at=stage.later())
    steps.submit_self_assessment(campaign, by=stage.county, filled=stage.full(), at=stage.later())
    with pytest.raises(PermissionDenied, match="另一位"):
        steps.sign_self_assessment(campaign, by=stage.county, at=stage.later())
    with pytest.raises(PermissionDenied):
        steps.sign_self_assessment(campaign, by=stage.secretary, at=stage.later())
    with pytest.raises(ValidationError, match="签署"):
        steps.start_county_review(campaign, by=stage.reviewer, at=stage.later())


def test_a_self_assessor_does_not_review(stage):
    campaign = stage.at("self_passed")
    steps.sign_self_assessment(campaign, by=stage.county, at=stage.later())
    with pytest.raises(PermissionDenied, match="参加过本次自评"):
        steps.start_county_review(campaign, by=stage.county, at=stage.later())


def test_one_item_goes_back_and_the_rest_stays(stage):
    campaign = stage.at("county_reviewing")
    before = scores.self_points(campaign)
    back = steps.return_item(campaign, by=stage.reviewer, item_no=3, reason="缺会议记录", at=stage.later())
    with pytest.raises(ValidationError, match="正在改正"):
        steps.return_item(campaign, by=stage.reviewer, item_no=3, reason="再退", at=stage.later(0))
    with pytest.raises(ValidationError, match="请选择"):
        steps.return_item(campaign, by=stage.reviewer, item_no=17, reason="没有", at=stage.later(0))
    with pytest.raises(ValidationError, match="第 3 条已退回"):
        steps.pass_county_review(campaign, by=stage.reviewer, filled=stage.full(), at=stage.later(0))
    with pytest.raises(PermissionDenied):
        steps.correct_item(back, by=stage.reviewer, reason="自己改", at=stage.later(0))
    codes = [c.code for c in scores.criteria_of(stage.edition) if c.item_no == 3]
    filled = {codes[0]: (Decimal("0.50"), "补了一次会议")}
    steps.correct_item(back, by=stage.secretary, reason="已补记录", filled=filled, at=stage.later())
    campaign.refresh_from_db()
    after = scores.self_points(campaign)
    assert after[codes[0]] == Decimal("0.50")
    assert {c: p for c, p in after.items() if c not in codes} == {
        c: p for c, p in before.items() if c not in codes
    }
    assert is_intact(back.snapshot)
    with pytest.raises(ValidationError):
        steps.correct_item(back, by=stage.secretary, reason="再改", at=stage.later())
    steps.pass_county_review(campaign, by=stage.reviewer, filled=stage.full("0.95"), at=stage.later())
    assert campaign.state == "county_passed"


def test_below_the_pass_rule_the_county_cannot_pass(stage):
    campaign = stage.at("county_reviewing")
    with pytest.raises(ValidationError, match="未达合格线"):
        steps.pass_county_review(campaign, by=stage.reviewer, filled=stage.full("0.5"), at=stage.later())


def test_county_review_may_be_turned_off_by_the_city(stage):
    campaign = stage.at("self_passed")
    steps.sign_self_assessment(campaign, by=stage.county, at=stage.later())
    with pytest.raises(ValidationError, match="须做县级初核"):
        steps.skip_county_review(campaign, by=stage.county, at=stage.later(0))
    CampaignRules.objects.create(valid_from=date(2018, 1, 1), county_review=False)
    with pytest.raises(ValidationError, match="不做县级初核"):
        steps.start_county_review(campaign, by=stage.reviewer, at=stage.later(0))
    steps.skip_county_review(campaign, by=stage.county, at=stage.later())
    assert campaign.state == "county_passed"


def test_what_was_submitted_can_be_shown_for_ever_and_the_drift_since(stage):
    campaign = stage.at("applied")
    snapshots = {s.data["snapshot"] for s in campaign.steps.all() if "snapshot" in s.data}
    assert len(snapshots) == 3
    submitted = campaign.submitted
    kept = dict(submitted.data)
    settle(stage.world.there, 1, stage.secretary)
    Household.objects.filter(settlement=stage.world.here).update(moved_in_on=date(2018, 6, 1))
    rows = drift(submitted)
    submitted.refresh_from_db()
    assert submitted.data == kept
    assert is_intact(submitted)
    assert [row.no for row in rows] == list(range(1, 17))
    assert sum(row.then for row in rows) == submitted.total
    with pytest.raises(DatabaseError), transaction.atomic():
        type(submitted).objects.filter(pk=submitted.pk).update(total=100)


def test_withdrawn_keeps_its_record_and_may_be_planned_again(stage):
    campaign = stage.at("creating")
    steps.withdraw(campaign, by=stage.county, reason="本年度不创建", at=stage.later())
    again = stage.plan()
    assert again.pk != campaign.pk
    assert Campaign.objects.get(pk=campaign.pk).steps.last().reason == "本年度不创建"
    assert CreationUnit.objects.get(pk=stage.unit.pk).campaigns.count() == 2


def test_who_takes_over_opens_a_sheet_and_the_old_one_stays(stage):
    campaign = stage.at("self_assessing")
    old = campaign.self_sheet
    with pytest.raises(PermissionDenied, match="就是您"):
        steps.take_over(campaign, by=stage.secretary, reason="换人", at=stage.later(0))
    steps.take_over(campaign, by=stage.committee, reason="原填写人调走", at=stage.later())
    assert campaign.self_sheet.scorer == stage.committee
    old.refresh_from_db()
    assert old.submitted_at is None
