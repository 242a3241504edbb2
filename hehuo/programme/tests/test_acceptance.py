"""City acceptance: recusal, a draw anybody can repeat, blind scores, two persons and a leader, notice, objections."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from hehuo.kit.testing.world import make_user
from hehuo.org.models import Post, WorkdayOverride
from hehuo.org.roles import Role
from hehuo.programme import guards, sampling, scores, steps
from hehuo.programme.models import CampaignRules, Decision
from hehuo.programme.steps.draw_sample import sampling_frame
from hehuo.programme.steps.form_acceptance_group import Candidate
from hehuo.programme.tests.stage import Stage, moment

pytestmark = pytest.mark.db_portable


def test_who_worked_in_the_county_within_three_years_is_recused(stage):
    campaign = stage.at("applied")
    post = Post.objects.create(
        user=stage.second, role=Role.COUNTY_BUREAU, area=stage.world.here.county, title="科长",
        valid_from=date(2014, 1, 1), valid_to=stage.clock - timedelta(days=400),
    )  # fmt: skip
    people = [Candidate(stage.first), Candidate(stage.second)]
    with pytest.raises(ValidationError, match="近三年"):
        steps.form_acceptance_group(campaign, people, by=stage.office, at=stage.later(0))
    Post.objects.filter(pk=post.pk).update(valid_to=stage.clock - timedelta(days=3 * 366 + 2))
    steps.form_acceptance_group(campaign, people, by=stage.office, at=stage.later(0))


def test_who_declared_recusal_or_is_no_expert_or_alone_is_refused(stage):
    campaign = stage.at("applied")
    stage.second.recused_unit_codes = [stage.unit.code]
    stage.second.save()
    with pytest.raises(ValidationError, match="声明回避"):
        steps.form_acceptance_group(
            campaign, [Candidate(stage.first), Candidate(stage.second)], by=stage.office, at=stage.later(0)
        )
    with pytest.raises(ValidationError, match="不是市级验收人员"):
        steps.form_acceptance_group(
            campaign, [Candidate(stage.first), Candidate(stage.reviewer)], by=stage.office, at=stage.later(0)
        )
    with pytest.raises(ValidationError, match="不少于 2 人"):
        steps.form_acceptance_group(campaign, [Candidate(stage.first)], by=stage.office, at=stage.later(0))
    with pytest.raises(ValidationError, match="先组成验收组"):
        steps.draw_sample(campaign, by=stage.office, at=stage.later(0))


def redrawn(frame, size, seed):
    """The draw again, in a few lines: one stratum, lowest SHA-256 first."""
    assert len({stratum for stratum, _ in frame}) == 1
    return sorted(frame, key=lambda row: hashlib.sha256(f"{seed}|{row[0]}|{row[1]}".encode()).hexdigest())[
        :size
    ]


def test_anybody_can_repeat_the_draw(stage):
    campaign = stage.at("city_accepting")
    sample = campaign.samples.get()
    rows = list(sample.rows.values_list("stratum", "household_id"))
    frame = sampling_frame(campaign)
    assert rows == redrawn(frame, 15, "s1")
    assert rows != redrawn(frame, 15, "s2")
    joined = "\n".join(f"{stratum}|{pk}" for stratum, pk in frame)
    assert sample.frame_hash == hashlib.sha256(joined.encode()).hexdigest()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(sample).objects.filter(pk=sample.pk).update(seed="s2")
    with pytest.raises(DatabaseError), transaction.atomic():
        sample.rows.first().delete()


def test_a_sample_larger_than_its_frame_takes_all_and_a_small_one_is_refused(db):
    stage = Stage(12)
    campaign = stage.at("applied")
    people = [Candidate(stage.first), Candidate(stage.second)]
    steps.form_acceptance_group(campaign, people, by=stage.office, at=stage.later())
    with pytest.raises(ValidationError, match="不少于 15 户"):
        steps.draw_sample(campaign, by=stage.office, size=5, at=stage.later())
    sample = steps.draw_sample(campaign, by=stage.office, size=40, at=stage.later())
    assert sample.rows.count() == sample.frame_size == 12
    with pytest.raises(ValidationError):
        steps.draw_sample(campaign, by=stage.office, at=stage.later())


def test_every_stratum_gets_its_share_and_none_more_than_it_has():
    assert sampling.per_stratum({"A": 90, "B": 9, "C": 1, "D": 0}, 15) == {"A": 12, "B": 2, "C": 1}
    assert sampling.per_stratum({"A": 1, "B": 1, "C": 1}, 2) == {"A": 1, "B": 1}
    assert sampling.per_stratum({"A": 3, "B": 2}, 9) == {"A": 3, "B": 2}


def test_reviewers_are_blind_until_all_are_in_and_score_once(stage):
    campaign = stage.at("city_accepting")
    with pytest.raises(ValidationError) as refused:
        steps.submit_reviewer_score(campaign, {}, by=stage.first, at=stage.later(0))
    assert len(refused.value.message_dict) == len(scores.criteria_of(stage.edition))
    steps.submit_reviewer_score(campaign, stage.full("0.9"), by=stage.first, at=stage.later())
    assert scores.missing_reviewers(campaign) == [str(stage.second)]
    with pytest.raises(PermissionDenied, match="已提交"):
        steps.submit_reviewer_score(campaign, stage.full("0.8"), by=stage.first, at=stage.later(0))
    with pytest.raises(PermissionDenied, match="不是本次验收组成员"):
        other = make_user("验收员三", Role.INSPECTOR, stage.world.city)
        steps.submit_reviewer_score(campaign, stage.full("0.8"), by=other, at=stage.later(0))
    with pytest.raises(ValidationError, match="未提交评分"):
        steps.propose_decision(campaign, by=stage.first, accepted=True, opinion="好", at=stage.later(0))


def test_two_persons_and_a_leader(stage):
    campaign = stage.at("city_accepting")
    with pytest.raises(PermissionDenied):
        steps.record_visit(campaign.samples.get().rows.first(), "met", by=stage.office)
    for row in campaign.samples.get().rows.all():
        steps.record_visit(row, "absent", by=stage.first)
    for person in (stage.first, stage.second):
        steps.submit_reviewer_score(campaign, stage.full("0.9"), by=person, at=stage.later())
    decision = steps.propose_decision(campaign, by=stage.first, accepted=True, opinion="好", at=stage.later())
    assert decision.total == decision.harmonious + decision.vibrant
    with pytest.raises(PermissionDenied, match="另一位同事"):
        steps.countersign_decision(campaign, by=stage.first, at=stage.later(0))
    with pytest.raises(ValidationError, match="第二人会签"):
        steps.decide_acceptance(campaign, by=stage.leader, at=stage.later(0))
    steps.countersign_decision(campaign, by=stage.second, at=stage.later())
    for person in (stage.office, stage.first, stage.county):
        with pytest.raises(PermissionDenied):
            steps.decide_acceptance(campaign, by=person, at=stage.later(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(approved_by=stage.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(countersigned_by=stage.first)
    steps.decide_acceptance(campaign, by=stage.leader, at=stage.later())
    assert campaign.state == "accepted"


def test_the_outcome_follows_the_pass_rule_or_a_red_line(stage):
    campaign = stage.at("city_accepting")
    stage_rows = campaign.samples.get().rows.all()
    for row in stage_rows:
        steps.record_visit(row, "met", by=stage.first)
    for person in (stage.first, stage.second):
        steps.submit_reviewer_score(campaign, stage.full("0.9"), by=person, at=stage.later())
    with pytest.raises(ValidationError, match="一票否决"):
        steps.propose_decision(campaign, by=stage.first, accepted=False, opinion="差", at=stage.later(0))
    with pytest.raises(ValidationError, match="未达合格线"):
        steps.propose_decision(
            campaign, by=stage.first, accepted=True, opinion="好", red_line="伪造资料", at=stage.later(0)
        )
    steps.propose_decision(
        campaign, by=stage.first, accepted=False, opinion="差", red_line="伪造资料", at=stage.later()
    )
    steps.send_back_decision(campaign, by=stage.leader, reason="证据不足", at=stage.later())
    assert guards.decision_of(campaign) is None
    assert campaign.decisions.count() == 1


def test_rectification_once_within_thirty_days_and_the_clock_pauses(stage):
    campaign = stage.at("city_accepting")
    with pytest.raises(ValidationError, match="1 至 30 天"):
        steps.request_rectification(
            campaign,
            by=stage.office,
            reason="灯不亮",
            due_on=stage.clock + timedelta(days=31),
            at=moment(stage.clock, 10),
        )
    steps.request_rectification(
        campaign,
        by=stage.office,
        reason="灯不亮",
        due_on=stage.clock + timedelta(days=30),
        at=moment(stage.clock, 10),
    )
    assert campaign.steps.last().data["working_days_left"] == 30
    round_no = campaign.round_no
    steps.finish_rectification(campaign, by=stage.county, reason="已修好", at=stage.later(20))
    assert campaign.round_no == round_no + 1
    with pytest.raises(ValidationError, match="只有一次"):
        steps.request_rectification(
            campaign,
            by=stage.office,
            reason="再改",
            due_on=stage.clock + timedelta(days=9),
            at=stage.later(0),
        )


def test_deadlines_count_working_days_with_the_citys_corrections(stage):
    WorkdayOverride.objects.create(day=date(2018, 6, 20), is_workday=False, note="市里通知")
    WorkdayOverride.objects.create(day=date(2018, 6, 23), is_workday=True, note="补班")
    CampaignRules.objects.create(valid_from=date(2018, 1, 1), notice_days=5)
    campaign = stage.at("accepted")
    stage.clock = date(2018, 6, 19)
    notice = steps.publish_notice(campaign, by=stage.office, at=moment(stage.clock))
    # 20 off by the city, 21 Thursday, 22 Friday, 23 Saturday worked, 25 Monday, 26 Tuesday
    assert (notice.ends_on, notice.provisional) == (date(2018, 6, 26), False)


def test_dragon_boat_day_is_no_working_day(stage):
    campaign = stage.at("accepted")
    notice = steps.publish_notice(campaign, by=stage.office, at=moment(date(2018, 6, 15)))
    assert notice.ends_on == date(2018, 6, 25)


def test_objections_within_the_notice_and_a_title_only_after_it(stage):
    campaign = stage.at("publicised")
    notice = guards.notice_of(campaign)
    assert notice.unit_name == campaign.unit.name
    with pytest.raises(ValidationError, match="24 时届满"):
        steps.confirm_title(campaign, by=stage.leader, at=moment(notice.ends_on, 23))
    first = steps.file_objection(
        campaign, by=stage.secretary, channel="phone", content="场所未开放", at=moment(notice.ends_on, 9)
    )
    second = steps.file_objection(
        campaign, by=stage.county, channel="letter", content="票数不对", at=moment(notice.ends_on, 23)
    )
    after = notice.ends_on + timedelta(days=1)
    with pytest.raises(ValidationError, match="可以办理"):
        steps.confirm_title(campaign, by=stage.leader, at=moment(after))
    steps.settle_objection(first, by=stage.office, upheld=False, handling="已核查", at=moment(after))
    campaign.refresh_from_db()
    assert campaign.state == "objection_handling"
    steps.settle_objection(second, by=stage.office, upheld=False, handling="已核查", at=moment(after))
    campaign.refresh_from_db()
    with pytest.raises(ValidationError, match="不再受理"):
        steps.file_objection(campaign, by=stage.office, channel="phone", content="迟了", at=moment(after, 10))
    steps.confirm_title(campaign, by=stage.leader, at=moment(after, 11))
    assert campaign.state == "confirmed"


def test_an_upheld_objection_takes_the_notice_down_and_starts_acceptance_over(stage):
    campaign = stage.at("objection_handling")
    round_no = campaign.round_no
    objection = campaign.notices.get().objections.get()
    steps.settle_objection(objection, by=stage.office, upheld=True, handling="情况属实", at=stage.later())
    campaign.refresh_from_db()
    assert (campaign.state, campaign.round_no) == ("city_accepting", round_no + 1)
    assert guards.notice_of(campaign) is None
    assert guards.decision_of(campaign) is None
    assert len(scores.missing_reviewers(campaign)) == 2
