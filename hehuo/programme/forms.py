"""Forms of the steps: one small form each; input is kept when something is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import CreationUnit, Settlement, User
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.programme.models import Campaign, Objection, SampleRow
from hehuo.programme.scores import criteria_of
from hehuo.programme.steps.form_acceptance_group import DECLARATION


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A date with the browser's calendar."""
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
    )


def text_area(label: str, **kwargs: Any) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class StepForm(forms.Form):
    """Base: remarks and names of attached papers; `campaign` and `user` for choices."""

    reason = text_area("说明", required=False)
    attachments = forms.CharField(
        label="附件名称",
        required=False,
        max_length=500,
        help_text="多份材料用顿号分开；文件请上传到佐证材料。",
    )

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.user = campaign, user
        self.order_fields([n for n in self.fields if n not in ("reason", "attachments")])
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = "请选择"
            kind = (
                "form-check-input"
                if isinstance(field.widget, (forms.CheckboxInput, forms.RadioSelect))
                else "form-control"
            )
            kind = "form-select" if type(field.widget) is forms.Select else kind
            field.widget.attrs.setdefault("class", kind)

    @property
    def papers(self) -> list[str]:
        """Names of attached papers."""
        return [name.strip() for name in self.cleaned_data.get("attachments", "").split("、") if name.strip()]


class ReasonForm(StepForm):
    """A step that must say why."""

    reason = text_area("原因")


class PlanForm(forms.Form):
    """List a unit in the county's plan."""

    unit = forms.ModelChoiceField(CreationUnit.objects.none(), label="创建单位")
    phase = forms.ChoiceField(label="阶段", choices=Campaign.Phase.choices)
    edition = forms.ModelChoiceField(
        StandardEdition.objects.none(), label="考核标准", help_text="启动后不再更换。"
    )
    authorization_basis = forms.CharField(
        label="批准依据", max_length=200, help_text="市（县）党委、政府批准开展创建活动的文件名称和文号。"
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        own = (
            Settlement.objects.all()
            if scope.everything
            else Settlement.objects.filter(pk__in=scope.settlement_ids)
        )
        self.fields["unit"].queryset = CreationUnit.objects.filter(settlements__in=own).distinct()
        self.fields["edition"].queryset = StandardEdition.objects.filter(state="published").defer("data")
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "请选择"
            field.widget.attrs["class"] = (
                "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            )


class LaunchForm(StepForm):
    """Edition and cut-off day."""

    cut_off_on = day_field(
        "规模截止日期",
        help_text="按这一天已分房的搬迁户数确定创建单位和奖补规模。",
        initial=timezone.localdate,
    )
    edition = forms.ModelChoiceField(
        StandardEdition.objects.none(), label="考核标准", help_text="启动后不再更换。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = StandardEdition.objects.filter(state="published").defer("data")
        self.fields["edition"].initial = self.campaign.edition_id


class ItemReturnForm(ReasonForm):
    """Which item goes back."""

    item_no = forms.TypedChoiceField(label="条目", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {c.item_no: c.item_title for c in criteria_of(self.campaign.edition)}
        self.fields["item_no"].choices = [(no, f"第 {no} 条 {title}") for no, title in titles.items()]


class CorrectForm(StepForm):
    """Answer a returned item; the points are taken from the ledgers anew."""

    item_return = forms.ModelChoiceField(Campaign.objects.none(), label="退回项")
    reason = text_area("改正情况", help_text="请先在台账里改正；提交后系统重新计算这一条的得分。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.campaign.returns.filter(corrected_on__isnull=True)
        self.fields["item_return"].queryset = rows
        self.fields["item_return"].initial = rows.first()
        self.fields["item_return"].label_from_instance = lambda row: f"第 {row.item_no} 条：{row.reason}"


class DocumentForm(StepForm):
    """A step that issues a document."""

    document_no = forms.CharField(label="文号", max_length=60, required=False)


class GroupForm(StepForm):
    """Members with recusal declarations."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="成员",
        widget=forms.CheckboxSelectMultiple,
        help_text="不少于两人；近三年在该县任职的须回避。",
    )
    leader = forms.ModelChoiceField(User.objects.none(), label="组长", required=False)
    declaration = forms.CharField(label="回避声明", max_length=200, initial=DECLARATION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            is_active=True, posts__role__in=[Role.INSPECTOR, Role.CITY_BUREAU]
        ).distinct()
        self.fields["members"].queryset = self.fields["leader"].queryset = people.order_by("full_name")


class SampleForm(StepForm):
    """Seed and size of the draw."""

    seed = forms.CharField(
        label="随机种子",
        max_length=64,
        required=False,
        help_text="不填由系统生成；同一种子总是抽出同一批户。",
    )
    size = forms.IntegerField(
        label="样本户数", required=False, min_value=1, help_text="不填按最少户数抽取。抽取后不能重抽。"
    )


class RectifyForm(ReasonForm):
    """What is to be put right, and until when."""

    reason = text_area("存在问题和整改要求")
    due_on = day_field("整改期限")


class ProposeForm(StepForm):
    """Outcome with an opinion."""

    accepted = forms.TypedChoiceField(
        label="结论",
        choices=[("1", "达标"), ("0", "未达标")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = text_area("结论意见")
    red_line = forms.CharField(
        label="一票否决情形",
        max_length=200,
        required=False,
        help_text="经查实伪造资料，或发生负有责任的重大安全事故。",
    )


class ObjectionForm(StepForm):
    """An objection; no name is asked for."""

    channel = forms.ChoiceField(label="渠道", choices=Objection.Channel.choices)
    reason = text_area("异议内容", help_text="请勿填写群众姓名、电话。")


class SettleForm(StepForm):
    """How an objection was settled."""

    objection = forms.ModelChoiceField(Objection.objects.none(), label="异议")
    upheld = forms.TypedChoiceField(
        label="结果", choices=[("0", "异议不成立"), ("1", "异议成立，重新验收")], coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = text_area("核查处理情况")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Objection.objects.filter(notice__campaign=self.campaign, result=Objection.Result.OPEN)
        self.fields["objection"].queryset = rows
        self.fields["objection"].initial = rows.first()
        self.fields["objection"].label_from_instance = lambda row: (
            f"{row.get_channel_display()}：{row.content[:40]}"
        )


class PayForm(StepForm):
    """The payment voucher."""

    voucher_no = forms.CharField(label="拨付凭证号", max_length=60)


class RecheckForm(StepForm):
    """Outcome of a yearly recheck."""

    kept = forms.TypedChoiceField(
        label="结果",
        choices=[("1", "保持命名"), ("0", "限期整改")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    due_on = day_field("整改期限", required=False)
    reason = text_area("复查意见")


class RevokeForm(ReasonForm):
    """A revocation with the hearing of the unit."""

    heard_on = day_field("听取申辩日期")
    hearing = text_area("申辩情况")


class VisitForm(forms.Form):
    """Result of a visit to a drawn household."""

    result = forms.ChoiceField(
        label="结果", choices=[c for c in SampleRow.Result.choices if c[0] != SampleRow.Result.PENDING]
    )
    note = forms.CharField(label="说明", max_length=200, required=False)
