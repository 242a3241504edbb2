"""What the pages of all events have in common."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.culture.holding import cannot_count, count_heads, save_gathering
from hehuo.culture.participation.models import Attendance, Confirmation
from hehuo.culture.stepping import SteppingLedger
from hehuo.kit.asking import Step, StepForm
from hehuo.kit.ledger import Child

WHEN = ("held_on", "starts_at", "ends_at")
WHERE = ("venue", "place", "joint_with")
PEOPLE = ("headcount_declared", "sign_in_mode", "has_sign_in")


class CountForm(StepForm):
    """清点人数."""

    people = forms.IntegerField(label="清点人数", min_value=1, max_value=100_000)


COUNT = Step("count", "登记清点人数", "由登记人以外的同事在现场或事后清点；不签到的活动靠它印证。", CountForm, count_heads, cannot_count)  # fmt: skip


def rows_of_event(link: str) -> tuple[Child, ...]:
    """Who signed in and who confirmed."""
    return (
        Child(Confirmation, link, ("confirmed_on", "mode", "attended", "took_place"), ledger="confirmations"),
        Child(Attendance, link, ("person", "attendee_name", "signed_at", "mode"), ledger="attendance"),
    )


class GatheringLedger(SteppingLedger):
    """An event: how many came is declared, then counted, scanned or signed."""

    facts = {"核对": ("headcount_checked", "headcount_scanned", "question")}
    asking = (COUNT,)
    ordering = ("-held_on", "-id")

    def perform_save(self, form: Any) -> Any:
        """It fits its venue and day."""
        return self.saved_by(save_gathering, self.entered(form))
