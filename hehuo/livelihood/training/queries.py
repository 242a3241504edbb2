"""Who has been trained, who is due for a follow-up, which class files are incomplete."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.livelihood.training.lifecycle import missing_papers
from hehuo.livelihood.training.models import Enrolment, PostTrainingFollowup, TrainingClass
from hehuo.measures.parameters import months_from

DONE = (Enrolment.State.COMPLETED, Enrolment.State.CERTIFICATED, Enrolment.State.FAILED)


def trained_people(settlement: Any, at: date) -> set[int]:
    """People (never person-times) with a completed training."""
    rows = Enrolment.objects.live().filter(settlement=settlement, state__in=DONE, completed_on__lte=at)
    return set(rows.values_list("person_id", flat=True))


def due_training_followups(settlement: Any, at: date) -> list[tuple[Enrolment, int]]:
    """(enrolment, month) whose follow-up is due and missing; older than a year is left."""
    rows = Enrolment.objects.live().filter(
        settlement=settlement,
        state__in=DONE,
        completed_on__lte=months_from(at, -3),
        completed_on__gte=months_from(at, -12),
    )
    done = set(
        PostTrainingFollowup.objects.live()
        .filter(enrolment__in=rows)
        .values_list("enrolment_id", "due_month")
    )
    return [
        (row, month)
        for row in rows
        for month in (3, 6)
        if (row.pk, month) not in done and row.completed_on and months_from(row.completed_on, month) <= at
    ]


def incomplete_class_files(settlement: Any, at: date) -> dict[TrainingClass, list[str]]:
    """Ended classes and what their file lacks."""
    rows = TrainingClass.objects.live().filter(settlement=settlement, ends_on__lte=at)
    rows = rows.exclude(state__in=(TrainingClass.State.PROPOSED, TrainingClass.State.CANCELLED))
    return {row: missing for row in rows if (missing := missing_papers(row))}
