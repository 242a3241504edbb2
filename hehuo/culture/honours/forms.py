"""What the steps of an election ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.culture.honours.models import HonourElection, HonourNomination, HonourObjection
from hehuo.culture.honours.voting import standing
from hehuo.kit.asking import StepForm
from hehuo.records.display import Display

SCOPES = (
    ("shows_publicity", "公示"),
    ("shows_roll", "光荣榜"),
    ("shows_site", "社区网站"),
    ("shows_media", "媒体"),
)


class ConsentForm(StepForm):
    """登记本人同意."""

    paper = forms.CharField(label="书面同意书编号", max_length=40)
    display_name = forms.CharField(
        label="展示名", max_length=30, help_text="由本人选择：全名、“某某”或者“某家”。"
    )
    scopes = forms.MultipleChoiceField(
        label="同意展示的地方", choices=SCOPES, widget=forms.CheckboxSelectMultiple, help_text="只勾选本人同意的。"
    )  # fmt: skip
    guardian = forms.BooleanField(label="监护人已同意（未成年人必须）", required=False)


class VotesForm(StepForm):
    """登记票数: one number for each nomination that is voted on."""

    vote_mode = forms.ChoiceField(label="方式", choices=HonourElection.VoteMode.choices)
    ballots = forms.IntegerField(label="有效票", min_value=1)
    places = forms.IntegerField(
        label="名额", min_value=1, help_text="得票最多的进入公示；末位并列的要再投一次。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "投票（评议）日期"
        display = Display(HonourNomination, self.user)
        self.rows = standing(self.record)
        for row in self.rows:
            name = display.object(row.nominee)
            self.fields[f"votes_{row.pk}"] = forms.IntegerField(
                label=f"{name} 得票", min_value=0, initial=row.votes
            )

    def clean(self) -> dict[str, Any]:
        """The numbers as one mapping."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["votes"] = {
            row.pk: cleaned.pop(f"votes_{row.pk}")
            for row in self.rows
            if cleaned.get(f"votes_{row.pk}") is not None
        }
        return cleaned


class PublicityForm(StepForm):
    """开始公示."""

    until = forms.DateField(
        label="公示截止（含）", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="不少于 5 个工作日，公示当天不算。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "公示开始"


class ReplyForm(StepForm):
    """答复异议."""

    outcome = forms.ChoiceField(label="结论", choices=HonourObjection.Outcome.choices)
    reply = forms.CharField(label="答复内容", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
