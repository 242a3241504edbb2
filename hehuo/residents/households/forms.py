"""What the steps of a household ask for: a day, a flat, who goes and who stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from hehuo.kit.asking import StepForm
from hehuo.records.display import Display
from hehuo.residents.households.models import Household
from hehuo.residents.people.queries import members_at, relation_choices
from hehuo.residents.residence.models import Dwelling
from hehuo.residents.residence.queries import standing_allocations


class DayForm(StepForm):
    """Only the day."""


class _FlatForm(StepForm):
    """Finds a flat that nobody holds."""

    def flats(self) -> Any:
        """Flats of the settlement without a running allocation."""
        held = standing_allocations().filter(valid_to__isnull=True).values("dwelling_id")
        return self.rows_of(Dwelling).exclude(pk__in=held).select_related("building")


class AllocateForm(_FlatForm):
    """分房."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dwelling"] = self.searching("dwelling", self.flats(), "住房")
        self.fields["dwelling"].help_text = "按房号查找还没有分出去的房"
        self.fields["second"] = forms.BooleanField(
            label="分第二套", required=False, help_text="只适用于八人以上、已有一套住房的户"
        )


class ChangeDwellingForm(_FlatForm):
    """调房."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_dwelling"] = self.searching("to_dwelling", self.flats(), "新房")
        self.fields["to_dwelling"].help_text = "按房号查找还没有分出去的房"
        self.fields["reason"] = forms.CharField(label="调房原因", max_length=100)


class _MembersForm(StepForm):
    """Picks among the members of the household."""

    def members(self) -> Any:
        """Living members as of today; membership on the day of the step is checked by the service."""
        return members_at(self.record, timezone.localdate())

    def picking(
        self, label: str, kind: type[forms.ModelChoiceField], **kwargs: Any
    ) -> forms.ModelChoiceField:
        """One or several members, named as the user may see them."""
        field = kind(self.members(), label=label, **kwargs)
        display = Display(field.queryset.model, self.user)
        field.label_from_instance = lambda person: f"{display.object(person)}（{person.relation}）"  # type: ignore[method-assign]
        return field


class SplitForm(_MembersForm):
    """分户."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["household_no"] = forms.CharField(label="新户家庭编号", max_length=32)
        self.fields["people"] = self.picking(
            "分出的成员", forms.ModelMultipleChoiceField, widget=forms.CheckboxSelectMultiple
        )
        self.fields["head"] = self.picking("新户户主", forms.ModelChoiceField, empty_label="请选择")
        self.fields["head"].help_text = "在分出的成员中选一位；其他人与新户主的关系随后在人员页面修改"


class MergeForm(StepForm):
    """并户."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.rows_of(Household).exclude(pk=self.record.pk).filter(exited_on__isnull=True)
        self.fields["target"] = self.searching("target", rows, "并入哪一户")
        self.fields["target"].help_text = "按户主姓名、首字母或家庭编号查找"


class HeadForm(_MembersForm):
    """变更户主."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = self.picking("新户主", forms.ModelChoiceField, empty_label="请选择")
        self.fields["old_relation"] = forms.ChoiceField(
            label="原户主与新户主的关系", choices=relation_choices(without="户主")[::-1]
        )


class ExitForm(StepForm):
    """销户."""

    reason = forms.ChoiceField(
        label="销户原因", choices=[c for c in Household.Exit.choices if c[0] != "merged"]
    )
    note = forms.CharField(label="说明", max_length=100, required=False)
