"""The course of a subject on the ladder, and who answers for it."""

from __future__ import annotations

from typing import Any

from hehuo.org.models import OrgUnit
from hehuo.programme.models import Finding, ResponsibilityTask
from hehuo.programme.supervision.course import Course


def course_of(subject: Any) -> Course:
    """The life cycle of a task or a finding."""
    from hehuo.programme.supervision.findings.lifecycle import FINDING
    from hehuo.programme.supervision.tasks.lifecycle import TASK

    return {ResponsibilityTask: TASK, Finding: FINDING}[type(subject)]


def answering_unit(subject: Any) -> OrgUnit:
    """The unit that is late."""
    return subject.lead if isinstance(subject, ResponsibilityTask) else subject.responsible
