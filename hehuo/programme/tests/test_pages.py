"""Pages of campaigns: every page opens for its people, nothing for strangers, input stays, queries do not grow."""

import pytest
from django.urls import reverse

from hehuo.programme import scores, steps
from hehuo.programme.models import RewardScheme
from hehuo.programme.tests.stage import BASIS, Stage

LIST_QUERIES = 11


def page(client, user, name, /, *args, **data):
    client.force_login(user)
    address = reverse(name, args=args)
    return client.post(address, data) if data else client.get(address)


@pytest.mark.parametrize(
    "state", ["planned", "county_reviewing", "objection_handling", "rewarded", "revoked"]
)
def test_the_page_of_a_campaign_opens_and_says_what_is_next(stage, client, state):
    campaign = stage.at(state)
    for user in (stage.office, stage.county, stage.secretary):
        answer = page(client, user, "campaign", campaign.pk)
        assert answer.status_code == 200
        assert campaign.get_state_display() in answer.content.decode()
    assert page(client, stage.stranger, "campaign", campaign.pk).status_code == 404


def test_a_closed_step_says_why(stage, client):
    campaign = stage.at("self_passed")
    text = page(client, stage.secretary, "campaign", campaign.pk).content.decode()
    assert "由县级指挥部办理。" in text
    text = page(client, stage.reviewer, "campaign-step", campaign.pk, "start-county-review").content.decode()
    assert "请先由县级指挥部签署自评。" in text


def test_a_step_is_taken_on_its_page_and_input_stays_when_it_is_wrong(stage, client):
    campaign = stage.at("creating")
    answer = page(
        client, stage.county, "campaign-step", campaign.pk, "withdraw", reason="", attachments="批复甲"
    )
    assert "批复甲" in answer.content.decode()
    assert answer.status_code == 200
    answer = page(
        client, stage.county, "campaign-step", campaign.pk, "withdraw", reason="调整", attachments=""
    )
    assert answer.status_code == 302
    campaign.refresh_from_db()
    assert campaign.state == "withdrawn"
    again = page(
        client, stage.county, "campaign-step", campaign.pk, "withdraw", reason="再撤", attachments=""
    )
    assert again.status_code == 409


def test_a_difference_without_a_reason_keeps_what_was_typed(stage, client):
    campaign = stage.at("self_assessing")
    code = scores.criteria_of(stage.edition)[0].code
    typed = {f"points-{code}": "0.77", f"reason-{code}": "", "do": "save"}
    text = page(client, stage.secretary, "campaign-self-assessment", campaign.pk, **typed).content.decode()
    assert "请写明理由" in text
    assert 'value="0.77"' in text
    huge = page(
        client,
        stage.secretary,
        "campaign-self-assessment",
        campaign.pk,
        **{**typed, f"points-{code}": "1e400"},
    )
    assert "请填写数字" in huge.content.decode()


def test_members_see_nothing_of_others_before_they_have_scored(stage, client):
    campaign = stage.at("city_accepting")
    for name in ("campaign-self-assessment", "campaign-review", "campaign-compare"):
        assert page(client, stage.first, name, campaign.pk).status_code == 403
    text = page(client, stage.first, "campaign", campaign.pk).content.decode()
    assert "都提交评分以后显示" in text
    assert page(client, stage.first, "campaign-score", campaign.pk).status_code == 200
    assert page(client, stage.office, "campaign-score", campaign.pk).status_code == 403
    assert page(client, stage.office, "campaign-compare", campaign.pk).status_code == 200


def test_the_drawn_households_are_shown_to_the_group_only(stage, client):
    campaign = stage.at("city_accepting")
    number = campaign.samples.get().rows.first().household.household_no
    assert number in page(client, stage.first, "campaign", campaign.pk).content.decode()
    assert number not in page(client, stage.county, "campaign", campaign.pk).content.decode()


def test_a_reward_table_is_entered_in_yuan_and_read_to_the_cent(stage, client):
    typed = {"name": "办法", "document_no": "", "budget": "1,000.05", "size-1": "1", "amount-1": "0.10"}
    wrong = page(client, stage.office, "reward-scheme-new", **{**typed, "amount-1": "0.105"})
    assert 'value="0.105"' in wrong.content.decode()
    assert page(client, stage.office, "reward-scheme-new", **typed).status_code == 302
    scheme = RewardScheme.objects.get()
    assert (scheme.budget_fen, scheme.bands.get().amount_fen) == (100_005, 10)
    assert page(client, stage.office, "reward-schemes").status_code == 200
    assert page(client, stage.county, "reward-schemes").status_code == 403


def test_the_list_asks_the_same_number_of_questions_for_one_and_three(
    stage, client, django_assert_max_num_queries
):
    stage.at("city_accepting")
    client.force_login(stage.office)
    with django_assert_max_num_queries(LIST_QUERIES) as one:
        client.get(reverse("campaigns"))
    for phase in ("roll_out", "consolidation"):
        steps.plan_campaign(
            stage.unit, by=stage.county, phase=phase, authorization_basis=BASIS, edition=stage.edition
        )
    with django_assert_max_num_queries(LIST_QUERIES) as three:
        answer = client.get(reverse("campaigns"))
    assert len(answer.context["lines"]) == 3
    assert len(three) == len(one)


def test_the_page_asks_no_more_for_a_larger_sample(client, db, django_assert_max_num_queries):
    stage = Stage(40)
    campaign = stage.at("city_accepting")
    client.force_login(stage.office)
    with django_assert_max_num_queries(52):
        assert len(client.get(reverse("campaign", args=[campaign.pk])).context["sample_rows"]) == 15
