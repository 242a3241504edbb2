"""Conditions of steps: each answers with a Chinese reason why not, or ''. They drive buttons and steps alike."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hehuo.org.workdays import is_late
from hehuo.programme import scores
from hehuo.programme.models import Campaign, CampaignRules, Decision, PublicNotice, RewardGrant, SampleRow


def day_of(campaign: Campaign) -> date:
    """The local day of the step."""
    return timezone.localtime(moment_of(campaign)).date()


def none(campaign: Campaign) -> str:
    """No condition."""
    return ""


def moment_of(campaign: Campaign) -> datetime:
    """The moment of the step that is being taken; now for buttons."""
    return getattr(campaign, "_moment", None) or timezone.now()


def rules_of(campaign: Campaign) -> CampaignRules:
    """The city's limits on the day of the step."""
    return CampaignRules.in_force(timezone.localtime(moment_of(campaign)).date())


def decision_of(campaign: Campaign) -> Decision | None:
    """The decision in force."""
    return campaign.decisions.filter(withdrawn_at__isnull=True).first()


def notice_of(campaign: Campaign) -> PublicNotice | None:
    """The notice in force."""
    return campaign.notices.filter(withdrawn_on__isnull=True).first()


def unsigned(campaign: Campaign) -> str:
    """Signed once."""
    return f"{campaign.signed_by} 已签署。" if campaign.signed_by_id else ""


def may_be_reviewed(campaign: Campaign) -> str:
    """County review is on and the self-assessment is signed."""
    if not rules_of(campaign).county_review:
        return "市里已设定不做县级初核，请办理“免县级初核”。"
    return "" if campaign.signed_by_id else "请先由县级指挥部签署自评。"


def review_is_off(campaign: Campaign) -> str:
    """County review may be left out only when the city has turned it off."""
    if rules_of(campaign).county_review:
        return "市里设定须做县级初核。"
    return "" if campaign.signed_by_id else "请先由县级指挥部签署自评。"


def has_open_returns(campaign: Campaign) -> str:
    """There is an item to correct."""
    return "" if campaign.returns.filter(corrected_on__isnull=True).exists() else "没有待改正的退回项。"


def no_open_returns(campaign: Campaign) -> str:
    """Every returned item is corrected."""
    left = campaign.returns.filter(corrected_on__isnull=True).values_list("item_no", flat=True)
    return f"第 {'、'.join(map(str, left))} 条已退回、尚未改正。" if left else ""


def has_group(campaign: Campaign) -> str:
    """A sample needs a group; a sample is drawn once."""
    if scores.current_group(campaign) is None:
        return "请先组成验收组。"
    return "样本已经抽取，不能重抽。" if campaign.samples.exists() else ""


def no_decision(campaign: Campaign) -> str:
    """Scores come before the decision."""
    return "验收结论已提出，不能再评分。" if decision_of(campaign) else ""


def may_still_rectify(campaign: Campaign) -> str:
    """One chance (domain §3.1)."""
    if campaign.rectified_once:
        return "整改机会只有一次，已经用过。"
    return "验收结论已提出。" if decision_of(campaign) else ""


def ready_to_decide(campaign: Campaign) -> str:
    """All scores in, all visits recorded, nothing proposed yet."""
    if decision_of(campaign):
        return "验收结论已提出，等待会签和审定。"
    missing = scores.missing_reviewers(campaign)
    if missing:
        return f"还有 {len(missing)} 位成员未提交评分：{'、'.join(missing)}。"
    left = SampleRow.objects.filter(sample__campaign=campaign, result=SampleRow.Result.PENDING).count()
    return f"还有 {left} 户样本未登记入户结果。" if left else ""


def proposed(campaign: Campaign) -> str:
    """A decision waits for the second person."""
    decision = decision_of(campaign)
    if decision is None:
        return "尚未提出验收结论。"
    return f"{decision.countersigned_by} 已会签。" if decision.countersigned_by_id else ""


def proposed_or_countersigned(campaign: Campaign) -> str:
    """There is a decision to send back."""
    return "" if decision_of(campaign) else "尚未提出验收结论。"


def countersigned(campaign: Campaign) -> str:
    """Two persons have signed."""
    decision = decision_of(campaign)
    if decision is None:
        return "尚未提出验收结论。"
    return "" if decision.countersigned_by_id else "验收结论尚待第二人会签。"


def notice_runs(campaign: Campaign) -> str:
    """Objections come in within the notice period, last day included."""
    notice = notice_of(campaign)
    if notice is None or is_late(moment_of(campaign), notice.ends_on):
        return "公示期已满，不再受理异议。"
    return ""


def notice_is_over(campaign: Campaign) -> str:
    """The period has run to 24:00 of its last day."""
    notice = notice_of(campaign)
    if notice is None:
        return "尚未公示。"
    if not is_late(moment_of(campaign), notice.ends_on):
        return f"公示期到 {notice.ends_on:%Y年%-m月%-d日} 24 时届满。"
    return ""


def may_be_rewarded(campaign: Campaign) -> str:
    """Rewarded once, by an approved table."""
    from hehuo.programme.rewards import scheme_in_force

    if RewardGrant.objects.filter(campaign=campaign).exists():
        return "已经奖补，不重复奖补。"
    return "" if scheme_in_force(day_of(campaign)) else "没有批准的、在有效期内的奖补办法。"


def cleared_by_finance(campaign: Campaign) -> str:
    """Finance has approved the payment and named the payee."""
    grant = RewardGrant.objects.filter(campaign=campaign).first()
    return "" if grant and grant.cleared_at else "请先由市财政在“以奖代补”里审核，写明收款单位。"


def not_yet_rechecked(campaign: Campaign) -> str:
    """Once a year, except after a suspension."""
    year = timezone.localtime(moment_of(campaign)).year
    if campaign.state != "suspended" and campaign.rechecks.filter(year=year).exists():
        return f"{year} 年已经复查。"
    return ""


def is_self_scorer(user: Any, campaign: Campaign) -> str:
    """The sheet is submitted by who filled it."""
    sheet = campaign.self_sheet
    if sheet and sheet.scorer_id != user.pk:
        return f"自评表由 {sheet.scorer} 填写，请由本人提交，或先“接手自评”。"
    return ""


def is_not_self_scorer(user: Any, campaign: Campaign) -> str:
    """One does not take over from oneself."""
    return "自评表就是您在填写。" if campaign.self_sheet and campaign.self_sheet.scorer_id == user.pk else ""


def is_not_self_scorer_signing(user: Any, campaign: Campaign) -> str:
    """The signature is a second person's."""
    if campaign.self_sheet and campaign.self_sheet.scorer_id == user.pk:
        return "自评由您填写，请由另一位负责人签署。"
    return ""


def is_county_scorer(user: Any, campaign: Campaign) -> str:
    """The reviewer who opened the sheet closes it."""
    from hehuo.programme.recusal import not_the_self_assessor

    sheet = campaign.county_sheet
    if sheet and sheet.scorer_id != user.pk:
        return f"初核表由 {sheet.scorer} 填写，请由本人提交，或先“接手初核”。"
    return not_the_self_assessor(user, campaign)


def may_take_over_review(user: Any, campaign: Campaign) -> str:
    """Somebody else, and not a self-assessor."""
    from hehuo.programme.recusal import not_the_self_assessor

    if campaign.county_sheet and campaign.county_sheet.scorer_id == user.pk:
        return "初核表就是您在填写。"
    return not_the_self_assessor(user, campaign)


def is_unscored_member(user: Any, campaign: Campaign) -> str:
    """Members of the group score once a round."""
    if user.pk not in {member.user_id for member in scores.members_of(campaign)}:
        return "您不是本次验收组成员。"
    if user.pk in {sheet.scorer_id for sheet in scores.reviewer_sheets(campaign)}:
        return "您已提交评分。"
    return ""


def is_free_to_judge(user: Any, campaign: Campaign) -> str:
    """Experts sign only in their own group; nobody signs against recusal."""
    from hehuo.org.roles import Role
    from hehuo.programme.acting_roles import acts_as
    from hehuo.programme.recusal import reason_to_recuse

    member = user.pk in {m.user_id for m in scores.members_of(campaign)}
    if not member and not acts_as(user, [Role.CITY_OFFICE], campaign.unit):
        return "您不是本次验收组成员。"
    return reason_to_recuse(user, campaign, timezone.localtime(moment_of(campaign)).date())


def is_second_person(user: Any, campaign: Campaign) -> str:
    """The countersigner is not the proposer."""
    decision = decision_of(campaign)
    if decision and decision.proposed_by_id == user.pk:
        return "结论由您提出，请由另一位同事会签。"
    return is_free_to_judge(user, campaign)


def is_third_person(user: Any, campaign: Campaign) -> str:
    """The leader is neither of the two."""
    decision = decision_of(campaign)
    if decision and user.pk in (decision.proposed_by_id, decision.countersigned_by_id):
        return "您已在结论上签字，请由另一位领导审定。"
    return ""


def is_not_the_approver(user: Any, campaign: Campaign) -> str:
    """Who approves does not pay."""
    grant = RewardGrant.objects.filter(campaign=campaign).first()
    return "审批人不能拨付，请由另一位同事办理。" if grant and grant.approved_by_id == user.pk else ""
