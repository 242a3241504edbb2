"""Questions and judgements of the demo city: many signals, every state, few of each; judged in two years, some open."""

import pytest

from hehuo.assessment.editions import current_edition
from hehuo.assessment.judgements import standing_of
from hehuo.assessment.models import Judgement
from hehuo.config.demo.judgements import RAN_OUT, WAITING, WITHDRAWN
from hehuo.org.models import Settlement
from hehuo.programme.models import Finding, QuestionState, VerificationQuery
from hehuo.programme.questions.asking import hits_of
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city")]


def test_eight_signals_and_every_state_occur_and_units_are_not_buried():
    asked = list(VerificationQuery.objects.values_list("rule_code", "state", "settlement"))
    assert len({code for code, _, _ in asked}) >= 8
    assert {state for _, state, _ in asked} == set(QuestionState.values)
    assert len(asked) <= 30
    assert max(sum(place == one for _, _, one in asked) for _, _, place in asked) <= 8


def test_the_rules_find_in_the_demo_only_what_was_asked():
    known = set(
        VerificationQuery.objects.values_list(
            "rule_code", "settlement", "target_model", "target_id", "occasion"
        )
    )
    found = {(code, *hit.key) for code, hit in hits_of(list(Settlement.objects.order_by("pk")), TODAY)}
    assert found <= known


def test_one_confirmed_question_is_a_problem_of_supervision():
    (finding,) = Finding.objects.filter(kind="question")
    assert finding.query.state == QuestionState.PROBLEM and finding.state == "problem_confirmed"


def test_judgements_of_two_years_leave_some_open():
    places = {place.pk: place.code for place in Settlement.objects.all()}
    stands = {places[pk] for pk, by_part in standing_of(places, current_edition(), TODAY).items() if by_part}
    assert set(places.values()) - stands == {*WAITING, *RAN_OUT, WITHDRAWN}
    assert {row.occurred_on.year for row in Judgement.objects.all()} == {TODAY.year - 1, TODAY.year}
    assert all(row.evidence for row in Judgement.objects.all())
