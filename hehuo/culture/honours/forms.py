"""What the steps of an election ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.culture.honours.models import HonourElection, HonourNomination, HonourObjection
from hehuo.culture.honours.voting import standing
from hehuo.evidence.formats import FileKind
from hehuo.evidence.models import Consent, EvidenceFile
from hehuo.evidence.queries import proofs_of
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


class PhotoForm(StepForm):
    """选展示照片: one of the pictures that stand below as proofs of this entry."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = proofs_of(self.record).filter(file__kind=FileKind.PHOTO).values("file")
        rows = EvidenceFile.objects.live().filter(pk__in=held).exclude(consent=Consent.INTERNAL)
        self.fields["photo"] = PhotoChoiceField(
            rows.order_by("-pk"), label="照片", empty_label="请选择",
            help_text="先在记录页面“印证”里上传照片，同意范围选“公示期内可展示”或“可用于宣传”。",
        )  # fmt: skip
        self.fields["on"].label = "本人单独同意展示照片的日期"


class PhotoChoiceField(forms.ModelChoiceField):
    """A picture by its file name."""

    def label_from_instance(self, obj: Any) -> str:
        """合影.jpg（2019-01-20）."""
        return f"{obj.original_name}（{obj.occurred_on}）"


class ReplyForm(StepForm):
    """答复异议."""

    outcome = forms.ChoiceField(label="结论", choices=HonourObjection.Outcome.choices)
    reply = forms.CharField(label="答复内容", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
