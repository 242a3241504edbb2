"""The form of a job event: which openings were shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from hehuo.kit.asking import StepForm
from hehuo.kit.forms import RecordForm
from hehuo.livelihood.jobs.models import JobEvent, JobOpening
from hehuo.records.choices import open_to

RECENT_DAYS = 92
MOST_OFFERED = 100


class FollowUpForm(StepForm):
    """登记 30 日回访: how many were asked and how many of them have work."""

    asked = forms.IntegerField(
        label="回访人数", min_value=1, help_text="电话或上门问到的人数，不超过覆盖人数。"
    )
    hired = forms.IntegerField(label="其中已入职", min_value=0)


class JobEventForm(RecordForm):
    """Openings are ticked; their number then follows. Without openings in the ledger the number is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = timezone.localdate() - timedelta(days=RECENT_DAYS)
        rows = open_to(self.user, JobOpening).live().exclude(state=JobOpening.State.DRAFT)
        chosen = self.instance.openings.values("pk") if self.instance.pk else JobOpening.objects.none()
        recent = rows.filter(valid_to__gte=since).order_by("-valid_from").values("pk")[:MOST_OFFERED]
        picked = JobOpening.objects.filter(pk__in=[row["pk"] for row in (*recent, *chosen)])
        self.fields["openings"] = forms.ModelMultipleChoiceField(
            picked.select_related("employer"), required=False, label="岗位清单", widget=forms.CheckboxSelectMultiple,
            help_text="勾选当天推送的岗位，条数和岗位数自动算出",
        )  # fmt: skip
        for name in ("openings_count", "jobs_count"):
            self.fields[name].required = False
            self.fields[name].help_text = "勾选了岗位的不用填"

    def clean_openings(self) -> list[JobOpening]:
        """Openings of the event's own settlement."""
        found = list(self.cleaned_data["openings"])
        place = self.cleaned_data.get("settlement")
        if place and any(row.settlement_id != place.pk for row in found):
            raise forms.ValidationError("只能选择本安置点的岗位。")
        return found

    def clean_jobs_count(self) -> int:
        """Empty means: follows from the openings."""
        return self.cleaned_data["jobs_count"] or 0

    class Meta:
        model = JobEvent
        fields = ("settlement",)
