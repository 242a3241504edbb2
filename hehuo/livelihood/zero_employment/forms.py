"""What is typed on the page of a zero-employment case: an opening offered, a job begun, an exemption."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from hehuo.livelihood.employment.models import EmploymentSpell
from hehuo.livelihood.jobs.models import JobOpening, JobRecommendation
from hehuo.livelihood.jobs.queries import open_openings
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.livelihood.zero_employment.queries import recommendations_of
from hehuo.records.display import Display
from hehuo.residents.models import Person
from hehuo.residents.people.queries import labour_force, members_at


def _day(label: str, *, required: bool = True) -> forms.DateField:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    return forms.DateField(label=label, required=required, widget=picker)


class _Masked(forms.ModelChoiceField):
    """Options named as the reader may see them."""

    user: Any = None

    def label_from_instance(self, obj: Any) -> str:
        return Display(type(obj), self.user).object(obj)


def _select(label: str, rows: Any, user: Any) -> _Masked:
    found = _Masked(
        rows, label=label, empty_label="请选择", widget=forms.Select(attrs={"class": "form-select"})
    )
    found.user = user
    return found


class OfferForm(forms.Form):
    """One suitable opening for a member of the labour force."""

    def __init__(self, *args: Any, case: ZeroEmploymentCase, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="offer", **kwargs)
        today = timezone.localdate()
        members = members_at(case.household, today)
        force = labour_force(case.settlement, today, among=members.values("pk"))
        able = {w.person_id for w in force if w.household_id == case.household_id}
        openings = open_openings(case.settlement, today).select_related("employer")
        self.fields["person"] = _select("成员", members.filter(pk__in=able), user)
        self.fields["opening"] = _select("岗位", openings, user)

    def offered(self) -> tuple[Person, JobOpening]:
        """Who, and which opening."""
        return self.cleaned_data["person"], self.cleaned_data["opening"]


class StartForm(forms.Form):
    """A recommendation of the household that has led to work."""

    def __init__(self, *args: Any, case: ZeroEmploymentCase, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="start", **kwargs)
        rows = recommendations_of(case)
        rows = rows.exclude(
            state__in=(JobRecommendation.State.DECLINED, JobRecommendation.State.NOT_HIRED, "left", "started")
        )
        self.fields["recommendation"] = _select("哪次推荐", rows, user)
        self.fields["on"] = _day("上岗日期")
        self.fields["on"].initial = timezone.localdate()
        self.fields["proof_kind"] = forms.ChoiceField(
            label="印证", choices=EmploymentSpell.Proof.choices, widget=forms.Select(attrs={"class": "form-select"})
        )  # fmt: skip
        self.fields["consent_on"] = _day("本人同意日期", required=False)
        self.fields["consent_on"].help_text = "推荐台账已登记同意的不填"


class ExemptForm(forms.Form):
    """Why the household is left out for a while, and when somebody looks again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="exempt", **kwargs)
        kinds = [pair for pair in ZeroEmploymentCase.Exempt.choices if pair[0] != "none"]
        self.fields["exempt"] = forms.ChoiceField(
            label="豁免情形", choices=kinds, widget=forms.Select(attrs={"class": "form-select"})
        )
        self.fields["review_on"] = _day("复核日期")
        self.fields["review_on"].help_text = "不超过 6 个月"
        self.fields["reason"] = forms.CharField(
            label="依据", max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
        )
