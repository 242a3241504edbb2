"""Kinds, states and details that are easily forgotten are there: facilities, shifts, warnings, pictures, talks."""

import re

import pytest

from hehuo.evidence.models import Consent, EvidenceFile
from hehuo.neighbourhood.models import DutyShift
from hehuo.programme.models import SupervisionStep
from hehuo.safety.models import EarlyWarning
from hehuo.services.models import Facility
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city")]

WORDS = re.compile(
    r"天内离线 \d+ 天，达到|检查，已超期 \d+ 天|天内.+ \d+ 次，达到|整改，已逾期 \d+ 天|发布暴雨预警"
)
"""What a warning says in the words of the rules."""


def test_facilities_of_every_kind_some_under_warranty():
    assert set(Facility.objects.values_list("kind", flat=True)) == set(Facility.Kind.values)
    assert Facility.objects.filter(warranty_to__gt=TODAY).exclude(warranty_by="").exists()


def test_somebody_is_on_duty_today():
    assert DutyShift.objects.filter(state="checked_in", duty_on=TODAY).exists()


def test_warnings_say_why_as_the_rules_do():
    why = EarlyWarning.objects.values_list("rule__watches", "why")
    assert [text for _, text in why if not WORDS.search(text)] == []
    assert {watches for watches, _ in why} == {"offline", "unchecked", "repeated", "overdue", "weather"}


def test_pictures_tell_where_and_children_stay_inside():
    assert EvidenceFile.objects.exclude(place="").count() > 12
    (shown,) = EvidenceFile.objects.filter(has_minors=True)
    assert (shown.settlement.code, shown.consent) == ("D03", Consent.INTERNAL)


def test_a_talk_tells_day_place_and_people():
    talks = [step.data for step in SupervisionStep.objects.filter(event="talk")]
    assert talks
    assert all(told["held_on"] and told["place"] and told["attendees"] for told in talks)
