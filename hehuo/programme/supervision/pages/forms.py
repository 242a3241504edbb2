"""Forms of the steps: one small form each; input is kept when something is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, Count, Min, Prefetch, Q, When
from django.utils import timezone

from hehuo.org.models import Post, User
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.programme.forms import day_field, text_area
from hehuo.programme.models import Finding, SpotSite
from hehuo.programme.scores import criteria_of
from hehuo.programme.supervision.findings.steps.reopen_finding import term_from
from hehuo.programme.supervision.ladder.rungs import pending_extension
from hehuo.programme.supervision.pages.boxes import UnitField, UnitsField, answering_units
from hehuo.programme.supervision.people import EXPERT_ROLES
from hehuo.programme.supervision.spot_checks.lifecycle import LEAST
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.programme.supervision.tasks.matrix import items_of

DECLARATION = "本人近三年未在该县任职，与该单位无利害关系，无须回避"


def experts() -> Any:
    """People who may judge today: inspectors first, each with the post for the label."""
    held = Post.objects.held_at(timezone.localdate()).filter(role__in=EXPERT_ROLES)
    first = Case(When(posts__role=Role.INSPECTOR, then=0), default=1)
    rows = User.objects.filter(posts__in=held, is_active=True).annotate(place=Min(first))
    return rows.order_by("place", "username").prefetch_related(
        Prefetch("posts", held.select_related("unit"), to_attr="expert_posts")
    )


class ExpertField(forms.ModelChoiceField):
    """People with what tells them apart: unit and title."""

    def label_from_instance(self, person: User) -> str:
        """薛琼巧　市级验收（督查）人员　验收员."""
        post = person.expert_posts[0]  # type: ignore[attr-defined]
        words = [str(post.unit or post.get_role_display()), post.title]
        return f"{person}　{'　'.join(word for word in words if word)}"


def item_choices(edition: Any) -> list[tuple[Any, str]]:
    """Items of an edition, after an empty choice."""
    items = items_of(edition) if edition else []
    return [("", "不对应条目"), *((item["no"], f"第 {item['no']} 项 {item['title']}") for item in items)]


class Styled:
    """Bootstrap classes and a polite empty choice for every field."""

    fields: dict[str, Any]

    def dress(self) -> None:
        """Give every widget its class."""
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = "请选择"
            tick = isinstance(
                field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
            )
            kind = "form-check-input" if tick else "form-control"
            kind = "form-select" if type(field.widget) is forms.Select else kind
            field.widget.attrs.setdefault("class", kind)


class ActForm(Styled, forms.Form):
    """Base: remarks; `subject` and `user` for choices."""

    reason = text_area("说明", required=False)

    def __init__(self, *args: Any, subject: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.user = subject, user
        self.order_fields([name for name in self.fields if name != "reason"])
        self.prepare()
        self.dress()

    def prepare(self) -> None:
        """Set choices."""


class ReasonForm(ActForm):
    """A step that must say why."""

    reason = text_area("原因（说明）")


class DecideForm(ReasonForm):
    """Decide a dispute."""

    lead = UnitField(label="改由哪个单位牵头", required=False, help_text="维持原牵头单位的，不选。")

    def prepare(self) -> None:
        self.fields["lead"].queryset = answering_units()  # type: ignore[attr-defined]


class AssignForm(ActForm):
    """Send a task out, and change what is not right yet."""

    lead = UnitField(label="牵头单位", required=False, empty_label=None)
    supports = UnitsField(label="配合单位", required=False)
    due_on = day_field("时限", required=False, help_text="当天 24 时截止，须是工作日。")
    reason = text_area("说明", required=False, help_text="调整了单位或时限的，写明原因。")

    def prepare(self) -> None:
        for name in ("lead", "supports"):
            self.fields[name].queryset = answering_units()  # type: ignore[attr-defined]
        self.initial.update(
            {
                "lead": self.subject.lead_id, "due_on": self.subject.due_on,
                "supports": list(self.subject.supports.values_list("pk", flat=True)),
            }
        )  # fmt: skip


class SubmitForm(ReasonForm):
    """The result, and where it can be seen."""

    link = forms.CharField(
        label="成果链接", max_length=300, required=False,
        help_text="本系统内台账、文书或任务页面的地址，从浏览器地址栏复制；没有的不填。",
    )  # fmt: skip


class OwnerForm(ActForm):
    """Name the responsible person of the unit."""

    owner = forms.CharField(label="责任人", max_length=50, help_text="写职务和姓名。")


class ExtendForm(ReasonForm):
    """A later deadline."""

    due_on = day_field("延期到")

    def prepare(self) -> None:
        asked = pending_extension(self.subject)
        if asked:
            self.initial["due_on"] = asked.data.get("to")
            self.fields["due_on"].help_text = f"单位申请：{asked.reason}"[:200]


class AskExtensionForm(ReasonForm):
    """The later deadline that the unit asks for."""

    due_on = day_field("申请延期到")


class TalkForm(ReasonForm):
    """When, where, with whom, and what was agreed."""

    held_on = day_field("约谈日期")
    place = forms.CharField(label="地点", max_length=100)
    attendees = forms.CharField(label="参加人员", max_length=200, help_text="写单位、职务和姓名，不写群众。")
    reason = text_area("商定的事项")

    def prepare(self) -> None:
        self.initial["held_on"] = timezone.localdate()


class ReopenForm(ReasonForm):
    """What is not put right yet, and the new deadline."""

    due_on = day_field("新的整改时限", help_text="单位 5 个工作日内重报方案，到这一天整改完成。")

    def prepare(self) -> None:
        self.initial["due_on"] = term_from(self.subject, timezone.localdate())


class CloseForm(ReasonForm):
    """The re-check."""

    method = forms.ChoiceField(label="复查方式", choices=[("on_site", "现场复查"), ("data", "数据核验")])
    residents_confirm = forms.BooleanField(label="已听取群众意见，群众确认已整改", required=False)
    reason = text_area("销号依据")


class DrawForm(ActForm):
    """The seed of the draw."""

    seed = forms.CharField(
        label="随机种子",
        max_length=64,
        required=False,
        help_text="可由各方当场报数组成；不填的由系统随机生成。抽取以后不能重抽。",
    )


class TeamForm(ActForm):
    """A team for one site; each member declares for themselves afterwards."""

    site = forms.ModelChoiceField(SpotSite.objects.none(), label="抽查点")
    first = ExpertField(User.objects.none(), label="组长")
    second = ExpertField(
        User.objects.none(), label="成员", required=False, help_text="只补派一人的，这里不选。"
    )

    def prepare(self) -> None:
        serving = Count("members", filter=Q(members__declined_on__isnull=True))
        free = self.subject.sites.annotate(serving=serving).filter(serving__lt=LEAST).select_related("unit")
        self.fields["site"].queryset = free  # type: ignore[attr-defined]
        for name in ("first", "second"):
            self.fields[name].queryset = experts()  # type: ignore[attr-defined]


class FactsForm(ActForm):
    """The fact sheet of an inspection."""

    facts = forms.CharField(
        label="现场情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="只写事实，不写群众姓名、住址、电话。",
    )
    identity_shown_at = forms.TimeField(
        label="亮明身份时间",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="暗访必填。",
    )
    homes_entered = forms.IntegerField(label="入户数", min_value=0, initial=0)
    consent = forms.BooleanField(label="入户前已征得住户同意", required=False)
    no_covert_filming = forms.BooleanField(label="没有偷拍群众", required=False)


class FindingForm(ActForm):
    """A problem with the points that it takes."""

    criterion = forms.ChoiceField(label="对应子项")
    points = forms.DecimalField(label="扣分", max_digits=4, decimal_places=2)
    fact = forms.CharField(
        label="问题事实",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不写群众姓名、住址、电话。",
    )
    basis = forms.CharField(label="依据", max_length=200)
    requirement = forms.CharField(label="整改要求", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    responsible = UnitField(label="责任单位")
    urgency = forms.ChoiceField(
        label="整改类型", choices=Finding.Urgency.choices, initial=Finding.Urgency.NORMAL
    )
    due_on = day_field("长期整改的时限", required=False)
    residents_concerned = forms.BooleanField(label="涉及群众，销号前须群众确认", required=False)

    def prepare(self) -> None:
        del self.fields["reason"]
        wanted = (
            codes_of_items(self.subject, rule_from(self.subject.rule))
            if hasattr(self.subject, "rule")
            else None
        )
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            (c.code, f"{c.code} {c.title}（{c.full.normalize():f} 分）")
            for c in criteria_of(self.subject.edition)
            if wanted is None or c.code in wanted
        ]
        self.fields["responsible"].queryset = answering_units()  # type: ignore[attr-defined]


class SiteFindingForm(FindingForm):
    """A problem at a site of a spot check."""

    site = forms.ModelChoiceField(SpotSite.objects.none(), label="抽查点")
    field_order = ["site"]

    def prepare(self) -> None:
        super().prepare()
        self.order_fields(["site"])
        self.fields["site"].queryset = self.subject.sites.select_related("unit")  # type: ignore[attr-defined]


class ReplyForm(ReasonForm):
    """The unit's reply for one of its sites."""

    site = forms.ModelChoiceField(SpotSite.objects.none(), label="抽查点")

    def prepare(self) -> None:
        mine = self.subject.sites.filter(
            unit__settlements__in=scope_of(self.user).settlement_ids, replied_on__isnull=True
        )
        self.fields["site"].queryset = mine.distinct().select_related("unit")  # type: ignore[attr-defined]


class ReviseForm(ActForm):
    """Title and text of a bulletin."""

    title = forms.CharField(label="标题", max_length=120)
    body = forms.CharField(label="正文", max_length=6000, widget=forms.Textarea(attrs={"rows": 16}))

    def prepare(self) -> None:
        self.initial.update(title=self.subject.title, body=self.subject.body)


class IssueForm(ActForm):
    """The imprint."""

    copies = forms.IntegerField(label="印数", min_value=1, max_value=999, initial=50)
