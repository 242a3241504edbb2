"""Who counts as trained."""

from __future__ import annotations

from hehuo.livelihood.training.models import Enrolment

DONE = (Enrolment.State.COMPLETED, Enrolment.State.CERTIFICATED, Enrolment.State.FAILED)
