"""Forms of the account pages. First the role and the county are chosen (in the address), then the place offered fits."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from hehuo.desk.accounts.queries import accounts, places_of
from hehuo.desk.accounts.services import Appointment, unit_named
from hehuo.org.models import Area, OrgUnit, User
from hehuo.org.roles import NEEDS_UNIT, WORKS_AT, Role
from hehuo.org.scope import path_range

OFFERED = [(role.value, role.label) for role in Role if role in WORKS_AT]
LEVELS = {
    Area.Kind.CITY: (OrgUnit.Level.CITY, OrgUnit.Level.COMPANY),
    Area.Kind.COUNTY: (OrgUnit.Level.COUNTY,),
    Area.Kind.TOWNSHIP: (OrgUnit.Level.TOWNSHIP,),
    Area.Kind.SETTLEMENT: (OrgUnit.Level.COMMUNITY,),
    Area.Kind.GRID: (OrgUnit.Level.COMMUNITY,),
}
"""Levels of the units whose people work at an area of this kind; a unit that is typed in gets the first."""


def dressed(form: forms.Form) -> None:
    """The look of the house for every field."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.CheckboxInput):
            field.widget.attrs.setdefault("class", "form-check-input")
        else:
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs.setdefault("class", "form-select" if select else "form-control")


def day_field(label: str, help_text: str = "") -> forms.DateField:
    """A day, today unless said otherwise."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, initial=timezone.localdate, widget=widget, help_text=help_text)


def reason_field(example: str) -> forms.CharField:
    """Why: goes into the log."""
    return forms.CharField(
        label="原因",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=f"写入操作留痕，例如：{example}。",
    )


class ReasonForm(forms.Form):
    """Only why."""

    def __init__(self, *args: Any, example: str = "本人来电说明情况，已核对身份", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field(example)
        dressed(self)


class NameForm(ReasonForm):
    """The corrected name."""

    full_name = forms.CharField(label="姓名", max_length=50)


class EndForm(ReasonForm):
    """The day from which a post is over."""

    on = day_field("自这天起不再任职", "当天起就不能再看这个任职的内容。")


class AppointmentForm(ReasonForm):
    """Place, unit, duty and first day of a post of a role that is already chosen."""

    area = forms.ChoiceField(label="区域")
    unit = forms.ChoiceField(label="单位", required=False)
    unit_name = forms.CharField(
        label="列表里没有的单位",
        max_length=60,
        required=False,
        help_text="写单位全称，保存时登记。已选单位的不填。",
    )
    title = forms.CharField(
        label="职务", max_length=60, required=False, help_text="例如：党支部书记、网格员、业务科长。"
    )
    since = day_field("任职起", "这天起能看这个区域。")

    def __init__(self, *args: Any, role: str, county: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role, self.kinds = role, WORKS_AT[role]
        self.areas = {str(area.pk): area for area in self._areas(county)}
        self._offer_areas()
        self.units = {str(unit.pk): unit for unit in self._units(county)}
        first = [("", "请选择" if role in NEEDS_UNIT else "不选")]
        self.fields["unit"].choices = first + [(pk, unit.name) for pk, unit in self.units.items()]
        if self.kinds == (Area.Kind.CITY,):
            self.fields["area"].widget = forms.HiddenInput()
            self.initial.setdefault("area", next(iter(self.areas), ""))
        self.order_fields(
            ["username", "full_name", "another", "area", "unit", "unit_name", "title", "since", "reason"]
        )
        dressed(self)

    def _areas(self, county: Area | None) -> Any:
        rows = Area.objects.filter(kind__in=self.kinds)
        if county and Area.Kind.CITY not in self.kinds:
            rows = rows.filter(path_range(county.path))
        return rows.order_by("path")

    def _offer_areas(self) -> None:
        """Places by county, each under its own name with what holds it."""
        words = places_of(self.areas.values())
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for pk, area in self.areas.items():
            county, _, rest = words[area.pk].partition(" ")
            groups[county].append((pk, rest or county))
        flat = all(len(lines) == 1 and lines[0][1] == name for name, lines in groups.items())
        offered = [line for lines in groups.values() for line in lines] if flat else list(groups.items())
        self.fields["area"].choices = [("", "请选择"), *offered]

    def _units(self, county: Area | None) -> Any:
        levels = {level for kind in self.kinds for level in LEVELS[Area.Kind(kind)]}
        if self.role == Role.OPERATOR:
            levels = {OrgUnit.Level.COMPANY}
        rows = OrgUnit.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate()), level__in=levels, successor=None
        )
        if county and Area.Kind.CITY not in self.kinds:
            rows = rows.filter(path_range(county.path, "area__path"))
        return rows.select_related("area").order_by("name")

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("unit") and told.get("unit_name", "").strip():
            self.add_error("unit_name", "单位已在上面选好，这里请留空；要登记新单位，请把上面改为不选。")
        return told

    def appointment(self) -> Appointment:
        """The post as filled in; registers a unit that was typed. Inside the transaction of the act."""
        told = self.cleaned_data
        area = self.areas[told["area"]]
        unit = self.units.get(told["unit"])
        name = told["unit_name"].strip()
        if name:
            place = area.get_parent() if area.kind == Area.Kind.GRID else area
            level = OrgUnit.Level.COMPANY if self.role == Role.OPERATOR else LEVELS[Area.Kind(area.kind)][0]
            unit = unit_named(name, level, place)
        return Appointment(self.role, area, told["since"], unit, told["title"].strip())


class OpenForm(AppointmentForm):
    """A new account: whose, and its first post."""

    username = forms.CharField(
        label="账号", max_length=30, help_text="小写字母开头，可用小写字母、数字和短横线；开好后不能改，也不再分给别人。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    full_name = forms.CharField(
        label="姓名", max_length=50, help_text="使用人本人的姓名，一人一号，不开共用账号。"
    )
    another = forms.BooleanField(label="已核对，是同名的另一个人", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, example="新到岗，单位来函", **kwargs)
        self.namesakes: list[User] = []
        if self.is_bound:
            name = (self.data.get("full_name") or "").strip()
            self.namesakes = list(accounts().filter(full_name=name)[:5]) if name else []
        if not self.namesakes:
            del self.fields["another"]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if self.namesakes and not told.get("another"):
            known = "、".join(
                f"{one.username}（{one}{'' if one.is_active else '，已停用'}）" for one in self.namesakes
            )
            raise ValidationError(
                f"已有同名账号：{known}。一人一号：是同一个人的，请到那个账号里加任职、改任职或启用；确是另一个人，请在下面勾选后保存。"
            )
        return told
