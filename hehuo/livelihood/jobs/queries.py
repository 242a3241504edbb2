"""Job seekers, candidates an employer may see, windows of the two-quarter rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.livelihood.employment.queries import employed_people
from hehuo.livelihood.jobs.lifecycle import RUNNING
from hehuo.livelihood.jobs.models import JobOpening, JobRecommendation
from hehuo.residents.models import Person
from hehuo.residents.people.queries import labour_force


def job_seekers(settlement: Any, at: date) -> Any:
    """The pool: labour force without a confirmed job on the day (left jobs come back here by themselves)."""
    working = employed_people(settlement, at)
    return Person.objects.filter(
        pk__in=[w.person_id for w in labour_force(settlement, at) if w.person_id not in working]
    )


def candidates_for_employer(employer: Any) -> Any:
    """Only people who agreed; before consent an employer sees nobody."""
    hidden = (JobRecommendation.State.PROPOSED, JobRecommendation.State.DECLINED)
    rows = JobRecommendation.objects.live().filter(
        opening__employer=employer, candidate_consent_on__isnull=False
    )
    return rows.exclude(state__in=hidden).select_related("person", "opening")


def open_openings(settlement: Any, at: date) -> Any:
    """Openings one can be recommended for on the day."""
    return JobOpening.objects.live().filter(
        settlement=settlement, state=JobOpening.State.OPEN, valid_from__lte=at, valid_to__gte=at
    )


def running_recommendations(person: Any) -> Any:
    """What is under way for a person."""
    return JobRecommendation.objects.live().filter(person=person, state__in=RUNNING)
