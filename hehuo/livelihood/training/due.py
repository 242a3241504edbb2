"""What comes round by the calendar in the training ledgers: visits after 3 and 6 months, class files, exemptions (item 11)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from hehuo.livelihood.training.lifecycle import FILE_PARTS
from hehuo.livelihood.training.models import PostTrainingFollowup, TrainingClass
from hehuo.livelihood.training.queries import DONE
from hehuo.measures.parameters import months_from
from hehuo.residents.people.queries import running_at

AHEAD_DAYS = 14
VISIT_MONTHS = (3, 6)
LATEST_MONTHS = 12
"""A visit that was missed so long ago is not asked for any more."""
S = TrainingClass.State


def followups(today: date) -> Q:
    """Completed enrolments with a visit that is due and not recorded."""
    wanted = Q()
    for month in VISIT_MONTHS:
        told = PostTrainingFollowup.objects.live().filter(enrolment=OuterRef("pk"), due_month=month)
        wanted |= Q(completed_on__lte=months_from(today, -month)) & ~Q(Exists(told))
    return Q(state__in=DONE, completed_on__gte=months_from(today, -LATEST_MONTHS)) & wanted


def incomplete_files(today: date) -> Q:
    """Classes that are over and whose file lacks a paper (11.3)."""
    lacking = Q()
    for name in FILE_PARTS:
        lacking |= Q(**{name: "" if name == "open_report_no" else False})
    return Q(ends_on__lt=today) & ~Q(state__in=(S.PROPOSED, S.CANCELLED)) & lacking


def exemptions_to_review(today: date) -> Q:
    """Running exemptions whose review comes within a fortnight."""
    return running_at(today) & Q(review_on__lte=today + timedelta(AHEAD_DAYS))
