"""Drafting: new tasks, splitting the standard, spot checks, inspections, bulletins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.models import StandardEdition
from hehuo.org.models import Settlement, User
from hehuo.org.pinyin import initials
from hehuo.org.rights import requires
from hehuo.programme.forms import day_field
from hehuo.programme.models import Bulletin, InspectionKind, ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.drafting import findings_of_period, tasks_of_period
from hehuo.programme.supervision.bulletins.steps import draft_bulletin
from hehuo.programme.supervision.inspections.steps import plan_inspection
from hehuo.programme.supervision.pages.access import drafts, plans_inspections, problems_of
from hehuo.programme.supervision.pages.boxes import GroupedBoxes, UnitField, UnitsField, answering_units
from hehuo.programme.supervision.pages.forms import DECLARATION, ExpertField, Styled, experts, item_choices
from hehuo.programme.supervision.spot_checks.outlook import outlook
from hehuo.programme.supervision.spot_checks.rules import LEDGERS, Rule, ledger_models
from hehuo.programme.supervision.spot_checks.steps import draft_check
from hehuo.programme.supervision.tasks.matrix import items_of
from hehuo.programme.supervision.tasks.steps import create_task, list_plan_dates, split_items


def edition_of_drafts() -> StandardEdition | None:
    """What a draft starts with: the edition in force, the same as pages show; None before any is published."""
    if not StandardEdition.objects.filter(state=StandardEdition.State.PUBLISHED).exists():
        return None
    return current_edition()


class NewForm(Styled, forms.Form):
    """Base of the drafting forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        self.dress()

    def prepare(self) -> None:
        """Set choices."""
        if "edition" in self.fields:
            published = StandardEdition.objects.filter(state="published").defer("data")
            self.fields["edition"].queryset = published  # type: ignore[attr-defined]
            self.fields["edition"].initial = edition_of_drafts()


class TaskForm(NewForm):
    """One task."""

    source = forms.ChoiceField(label="来源", choices=ResponsibilityTask.Source.choices, initial="meeting")
    title = forms.CharField(label="任务", max_length=120)
    deliverable = forms.CharField(label="成果", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    lead = UnitField(label="牵头单位")
    supports = UnitsField(label="配合单位", required=False)
    due_on = day_field("时限", help_text="当天 24 时截止，须是工作日。")
    item_no = forms.TypedChoiceField(
        label="对应考核条目",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="选了条目的，进度由系统按得分读取，不用填报。",
    )
    settlement = forms.ModelChoiceField(
        Settlement.objects.order_by("code"), label="只涉及一个安置点的，选安置点", required=False
    )

    def prepare(self) -> None:
        super().prepare()
        for name in ("lead", "supports"):
            self.fields[name].queryset = answering_units()  # type: ignore[attr-defined]
        self.edition = edition_of_drafts()
        self.fields["item_no"].choices = item_choices(self.edition)  # type: ignore[attr-defined]

    def make(self, user: Any) -> Any:
        """Draft the task."""
        data = self.cleaned_data
        item_no = data["item_no"]
        return create_task(
            data["title"], data["deliverable"], data["lead"], data["due_on"], by=user, source=data["source"],
            supports=list(data["supports"]), edition=self.edition if item_no else None, item_no=item_no, settlement=data["settlement"],
        )  # fmt: skip


class SplitForm(NewForm):
    """Split the standard, and list the dates of the plan."""

    edition = forms.ModelChoiceField(StandardEdition.objects.none(), label="考核标准")
    due_on = day_field("时限", help_text="分解到各条目牵头单位的任务，当天 24 时截止，须是工作日。")
    plan_dates = forms.BooleanField(
        label="同时列入方案规定的时限（县级方案、启动、示范点、抽查等）", required=False
    )

    def make(self, user: Any) -> Any:
        """Split; answers with the first new task."""
        data = self.cleaned_data
        made = list_plan_dates(data["edition"], by=user) if data["plan_dates"] else []
        try:
            made += split_items(data["edition"], data["due_on"], by=user)
        except ValidationError:
            if not made:
                raise
        return made[0]


def ledgers_by_context() -> list[tuple[str, list[tuple[str, str]]]]:
    """Ledgers that may be sampled under the name of their context, both in pinyin order."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for label, model in ledger_models().items():
        context = apps.get_app_config(model._meta.app_label).verbose_name
        groups.setdefault(str(context), []).append((label, str(model._meta.verbose_name)))
    return [
        (name, sorted(groups[name], key=lambda pair: pinyin(pair[1]))) for name in sorted(groups, key=pinyin)
    ]


def pinyin(words: str) -> tuple[str, str]:
    """Sorts Chinese words by their initials."""
    return initials(words), words


class SpotCheckForm(NewForm):
    """The rule, fixed before the draw."""

    title = forms.CharField(label="名称", max_length=80)
    edition = forms.ModelChoiceField(StandardEdition.objects.none(), label="考核标准")
    planned_on = day_field("计划日期")
    items = forms.MultipleChoiceField(label="核定条目", widget=forms.CheckboxSelectMultiple)
    demonstrations = forms.IntegerField(label="每个启动单位抽示范点（个）", min_value=1, initial=1)
    others = forms.IntegerField(label="其他单位共抽（个）", min_value=0, initial=5)
    ledgers = forms.MultipleChoiceField(label="抽查台账", widget=GroupedBoxes, initial=LEDGERS)
    record_least = forms.IntegerField(label="每类台账至少抽（条）", min_value=1, initial=10)
    record_percent = forms.IntegerField(label="每类台账抽取比例（%）", min_value=0, max_value=100, initial=5)
    households = forms.IntegerField(label="每个抽查点入户（户）", min_value=1, initial=15)
    tolerance = forms.DecimalField(
        label="自评平均偏高超过多少分算不合格", min_value=0, max_digits=5, decimal_places=2, initial=3
    )
    factor = forms.IntegerField(label="不合格层扩大倍数", min_value=2, initial=2)
    accepted = forms.BooleanField(
        label="已看过上面的提醒，仍按此规则拟定",
        required=False,
        help_text="保存时出现提醒的，核对后勾选再保存。",
    )

    def prepare(self) -> None:
        super().prepare()
        if not self.is_bound:
            del self.fields["accepted"]
        edition = self.fields["edition"].initial
        items = items_of(edition) if edition else []
        self.fields["items"].choices = [(i["no"], f"{i['no']} {i['title']}") for i in items]  # type: ignore[attr-defined]
        self.fields["items"].initial = [i["no"] for i in items]
        self.fields["ledgers"].choices = ledgers_by_context()  # type: ignore[attr-defined]

    def make(self, user: Any) -> Any:
        """Draft the check."""
        data = self.cleaned_data
        rule = Rule(
            others=data["others"], items=tuple(int(n) for n in data["items"]), demonstrations=data["demonstrations"],
            ledgers=tuple(data["ledgers"]), record_least=data["record_least"], record_percent=data["record_percent"],
            households=data["households"], tolerance=str(data["tolerance"]), factor=data["factor"],
        )  # fmt: skip
        seen = outlook(data["edition"], rule)
        if seen.interval and not data.get("accepted"):
            raise ValidationError([seen.interval, "请修改抽查数，或勾选最后一项后再保存。"])
        return draft_check(data["title"], data["edition"], data["planned_on"], rule, by=user)


class InspectionForm(NewForm):
    """Where, how, when, who."""

    kind = forms.ChoiceField(label="方式", choices=InspectionKind.choices, help_text="暗访不通知被检查单位。")
    settlement = forms.ModelChoiceField(Settlement.objects.order_by("code"), label="安置点")
    edition = forms.ModelChoiceField(StandardEdition.objects.none(), label="考核标准")
    visit_on = day_field("检查日期")
    focus = forms.CharField(label="检查重点", max_length=200)
    first = ExpertField(User.objects.none(), label="检查人员一")
    second = ExpertField(User.objects.none(), label="检查人员二")
    declaration = forms.CharField(label="回避声明", max_length=200, initial=DECLARATION)

    def prepare(self) -> None:
        super().prepare()
        for name in ("first", "second"):
            self.fields[name].queryset = experts()  # type: ignore[attr-defined]

    def make(self, user: Any) -> Any:
        """Plan the inspection."""
        data = self.cleaned_data
        people = [(data["first"], data["declaration"]), (data["second"], data["declaration"])]
        return plan_inspection(
            data["settlement"],
            data["kind"],
            data["visit_on"],
            data["focus"],
            people,
            edition=data["edition"],
            by=user,
        )


class BulletinForm(NewForm):
    """A period; problems and tasks of it are listed by themselves."""

    kind = forms.ChoiceField(label="类型", choices=Bulletin.Kind.choices)
    title = forms.CharField(label="标题", max_length=120)
    period_from = day_field("期间起")
    period_to = day_field("期间止")
    units = UnitsField(
        label="另外涉及的单位", required=False, help_text="列入的问题和任务的责任单位自动带出。"
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["units"].queryset = answering_units()  # type: ignore[attr-defined]
        today = timezone.localdate()
        first = (today.month - 1) // 3 * 3 + 1
        self.fields["period_from"].initial = date(today.year, first, 1)
        self.fields["period_to"].initial = today

    def make(self, user: Any) -> Any:
        """Draft with the period's problems and tasks."""
        data = self.cleaned_data
        period = (data["period_from"], data["period_to"])
        return draft_bulletin(
            data["title"], data["kind"], period, by=user, findings=findings_of_period(*period), tasks=tasks_of_period(*period),
            units=list(data["units"]),
        )  # fmt: skip


FORMS: dict[str, tuple[type[Any], str, str]] = {
    "tasks": (TaskForm, "拟定任务", "写明成果和时限；下达以后牵头单位 2 个工作日内签收。"),
    "split": (
        SplitForm,
        "分解考核标准",
        "按考核标准的责任单位，逐条分解到牵头单位和配合单位；今年已分解的不会重复。",
    ),
    "spot-checks": (SpotCheckForm, "拟定抽查", "规则在抽样以前定下，抽样以后不能改，也不能重抽。"),
    "inspections": (InspectionForm, "安排督查", "至少两人，须声明回避。"),
    "bulletins": (BulletinForm, "拟写通报", "期间内的督查问题和提请通报的任务自动列入，您再修改文字。"),
}


def new_view(slug: str) -> Any:
    """The drafting page of a kind."""
    may = plans_inspections if slug == "inspections" else drafts

    @requires(may)
    def supervised_new(request: HttpRequest) -> HttpResponse:
        """The form; input is kept when something is wrong."""
        form_class, heading, purpose = FORMS[slug]
        form = form_class(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = form.make(request.user)
            except (ValidationError, PermissionDenied) as problem:
                form.add_error(None, problems_of(problem))
            else:
                messages.success(request, f"已保存“{made}”。请看下一步。")
                return redirect(address_of(made))
        back = reverse(f"supervised-{'tasks' if slug == 'split' else slug}")
        context = {"form": form, "heading": heading, "purpose": purpose, "back": back}
        return render(request, "supervision/new.html", context)

    return supervised_new


NEWS = {slug: new_view(slug) for slug in FORMS}
