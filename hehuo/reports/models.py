"""Papers on their way from draft to archive, who was sent them, and the city's own Word templates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hehuo.evidence.quoting import Quoted
from hehuo.org.models import Area, Post
from hehuo.org.roles import Role
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Paper, paper_from_data, tables_from_data, texts_of

USER = settings.AUTH_USER_MODEL
LONGEST_LINE = 400
"""Characters of 主送 and 抄送; longer ones are worded as a group."""
OFFICES = {
    Area.Kind.CITY: frozenset({Role.CITY_OFFICE, Role.CITY_LEADER}),
    Area.Kind.COUNTY: frozenset({Role.COUNTY_HQ}),
}
"""Roles that keep the papers of a city or a county."""
ADDRESSED = {
    Area.Kind.CITY: frozenset({Role.CITY_OFFICE}),
    Area.Kind.COUNTY: frozenset({Role.COUNTY_HQ}),
    Area.Kind.SETTLEMENT: frozenset({Role.SECRETARY}),
}
"""Who opens the post of an area."""
UNIT_DESKS = frozenset(
    {Role.CITY_BUREAU, Role.CITY_FINANCE, Role.COUNTY_BUREAU, Role.TOWNSHIP, Role.OPERATOR}
)
"""Who opens the post of the unit of the own post."""


def posts_of(user: Any) -> list[Post]:
    """Posts held today, with their areas and units."""
    rows = Post.objects.filter(user=user).held_at(timezone.localdate())
    return list(rows.select_related("area", "unit__successor__successor"))


def desk_of(posts: list[Post]) -> Q:
    """Recipients in whose name the holder of these posts opens post: area, unit and the units that it followed."""
    areas = [post.area_id for post in posts if post.role in ADDRESSED.get(post.area.kind, ())]
    units: set[int] = set()
    for post in posts:
        if post.unit and post.role in UNIT_DESKS:
            units |= {post.unit.pk, post.unit.current().pk}
    followed = Q(unit__in=units) | Q(unit__successor__in=units) | Q(unit__successor__successor__in=units)
    return (Q(area__in=areas) if areas else Q(pk__in=[])) | (followed if units else Q(pk__in=[]))


class State(models.TextChoices):
    """The way of a paper (domain §3.4)."""

    DRAFT = "draft", "拟稿"
    CHECKING = "checking", "核对事实"
    TO_SIGN = "to_sign", "待签发"
    SIGNED = "signed", "已签发"
    ISSUED = "issued", "已印发"
    ARCHIVED = "archived", "已归档"
    WITHDRAWN = "withdrawn", "已撤回"
    DROPPED = "dropped", "不再办理"


OUT = (State.ISSUED, State.ARCHIVED, State.WITHDRAWN)
"""States in which the paper has left the house."""
ASKED = (State.CHECKING, State.TO_SIGN, State.SIGNED)
"""States in which those who were asked about the facts may read it."""


class Retention(models.TextChoices):
    """How long an official paper is kept."""

    TEN = "10", "10 年"
    THIRTY = "30", "30 年"
    EVER = "permanent", "永久"


class DocumentQuerySet(models.QuerySet):
    """Papers by right."""

    def visible_to(self, user: Any) -> models.QuerySet:
        """Papers of the own headquarters; papers sent to the own area or unit; what is public and in force; all that went out for the
        auditor; for the city's leader what a county cannot sign itself. Drafts only go to those who check the facts."""
        wanted = Q(is_public=True, state__in=[State.ISSUED, State.ARCHIVED])
        posts = posts_of(user)
        for post in posts:
            if post.role in OFFICES.get(post.area.kind, ()):
                wanted |= Q(area=post.area)
            if post.role == Role.AUDITOR:
                wanted |= Q(state__in=OUT)
            if post.role == Role.CITY_LEADER and post.area.kind == Area.Kind.CITY:
                wanted |= Q(signed_above=True, state__in=[State.TO_SIGN, State.SIGNED, *OUT])
        mine = DocumentRecipient.objects.filter(desk_of(posts))
        asked = mine.filter(manner=DocumentRecipient.Manner.MAIN)
        wanted |= Q(pk__in=mine.values("document"), state__in=OUT)
        wanted |= Q(pk__in=asked.values("document"), state__in=ASKED, check_due_on__isnull=False)
        return self.filter(wanted)


class IssuedDocument(Quoted, models.Model):
    """公文 (Appendix `bulletin`): content while it is drafted, number and hashes of the files once it is issued."""

    page, found_by, out_states = "document", ("title", "number"), OUT

    kind = models.CharField("文种", max_length=40)
    area = models.ForeignKey("org.Area", models.PROTECT, verbose_name="发文单位", related_name="+")
    title = models.CharField("标题", max_length=120)
    addressee = models.CharField("主送单位", max_length=LONGEST_LINE, blank=True)
    body = models.TextField("正文")
    tables = models.JSONField("附表", default=list)
    remark = models.CharField("附注", max_length=100, blank=True)
    copies_to = models.CharField("抄送", max_length=LONGEST_LINE, blank=True)
    copies = models.PositiveSmallIntegerField("份数", default=0)
    subject_model = models.CharField("来源", max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField("来源记录", null=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    findings = models.ManyToManyField("programme.Finding", verbose_name="所列督查问题", related_name="papers")
    is_public = models.BooleanField("印发后公开", default=False)
    check_due_on = models.DateField("核对期限", null=True)
    created_by = models.ForeignKey(USER, models.PROTECT, verbose_name="拟稿人", related_name="+")
    created_at = models.DateTimeField("拟稿时间", auto_now_add=True)
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="签发人", related_name="+")
    signed_at = models.DateTimeField("签发时间", null=True)
    signed_above = models.BooleanField("由上级代签发", default=False)
    send_back_reason = models.CharField("退回意见", max_length=300, blank=True)
    names_confirmed = models.JSONField("签发人确认可写的姓名", default=list)
    names_reason = models.CharField("姓名确认理由", max_length=300, blank=True)
    code = models.CharField("发文机关代字", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    serial = models.PositiveIntegerField("顺序号", null=True)
    number = models.CharField("发文字号", max_length=60, blank=True)
    issued_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="印发人", related_name="+")
    issued_on = models.DateField("印发日期", null=True)
    word_sha256 = models.CharField("文件校验值", max_length=64, blank=True)
    pdf_sha256 = models.CharField("PDF 校验值", max_length=64, blank=True)
    pdf_in_template = models.BooleanField("PDF 用本级模板版式", default=False)
    template = models.ForeignKey(
        "reports.WordTemplate", models.PROTECT, null=True, verbose_name="模板", related_name="+"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="更正的文件", related_name="corrections"
    )
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdraw_reason = models.CharField("撤回原因", max_length=300, blank=True)
    archived_on = models.DateField("归档日期", null=True)
    archive_no = models.CharField("档号", max_length=60, blank=True)
    retention = models.CharField("保管期限", max_length=10, choices=Retention.choices, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "公文"
        ordering = ["-id"]
        indexes = [models.Index(fields=["area", "state"], name="reports_document_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "year", "serial"], condition=Q(serial__isnull=False), name="reports_number_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("created_by")), name="reports_signed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(s) for s in OUT])
                | (Q(serial__isnull=False, issued_on__isnull=False, signed_by__isnull=False) & ~Q(word_sha256="")),
                name="reports_issued_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdraw_reason=""), name="reports_withdrawn_with_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def paper(self) -> Paper:
        """The paper as it would be written now."""
        issuer = issuer_of(self.area)
        return Paper(
            kind=self.kind, title=self.title, addressee=self.addressee,
            blocks=[*texts_of(self.body), *tables_from_data(self.tables)], signer=issuer.name,
            day=self.issued_on or timezone.localdate(), head=issuer.head, number=self.number or "（文号待编）",
            remark=self.remark, copies_to=self.copies_to, office=issuer.office,
            printed=f"共印 {self.copies} 份" if self.copies else "",
        )  # fmt: skip


class DocumentRecipient(models.Model):
    """An addressee, an area or a unit: what it said to the draft, and who of it read the paper first, when.

    A receipt on paper is entered by the issuing office: `read_by` and `read_at` are then who entered it and when."""

    class Answer(models.TextChoices):
        NONE = "", "未答复"
        AGREED = "agreed", "事实无误"
        OBJECTED = "objected", "有不同意见"

    class Manner(models.TextChoices):
        MAIN = "main", "主送"
        COPY = "copy", "抄送"

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="recipients")
    manner = models.CharField("方式", max_length=4, choices=Manner.choices, default=Manner.MAIN)
    area = models.ForeignKey("org.Area", models.PROTECT, null=True, verbose_name="收文区域", related_name="+")
    unit = models.ForeignKey(
        "org.OrgUnit", models.PROTECT, null=True, verbose_name="收文单位", related_name="+"
    )
    answer = models.CharField("核对答复", max_length=10, choices=Answer.choices, blank=True)
    answer_text = models.CharField("意见", max_length=300, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="答复人", related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    read_by = models.ForeignKey(USER, models.PROTECT, null=True, verbose_name="签收人", related_name="+")
    read_at = models.DateTimeField("签收时间", null=True)
    paper_signed_by = models.CharField("纸质件签收人", max_length=40, blank=True)
    paper_received_on = models.DateField("纸质件签收日期", null=True)

    class Meta:
        verbose_name = "收文单位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "area"], name="reports_recipient_once"),
            models.UniqueConstraint(fields=["document", "unit"], name="reports_recipient_unit_once"),
            models.CheckConstraint(
                condition=Q(area__isnull=False, unit__isnull=True) | Q(area__isnull=True, unit__isnull=False),
                name="reports_recipient_area_or_unit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def place(self) -> Any:
        """The area or the unit."""
        return self.area or self.unit


class KeptBulletin(models.Model):
    """What an issued 通报 says and the hashes of its files: later changes of its problems and tasks leave it as it went out."""

    bulletin = models.OneToOneField(
        "programme.Bulletin", models.PROTECT, verbose_name="通报", related_name="kept"
    )
    kind = models.CharField("文种", max_length=40)
    area = models.ForeignKey("org.Area", models.PROTECT, verbose_name="发文单位", related_name="+")
    words = models.JSONField("内容")
    finding_ids = models.JSONField("列入的问题", default=list)
    task_ids = models.JSONField("列入的任务", default=list)
    word_sha256 = models.CharField("文件校验值", max_length=64)
    pdf_sha256 = models.CharField("PDF 校验值", max_length=64, blank=True)
    pdf_in_template = models.BooleanField("PDF 用本级模板版式", default=False)
    template = models.ForeignKey(
        "reports.WordTemplate", models.PROTECT, null=True, verbose_name="模板", related_name="+"
    )
    kept_at = models.DateTimeField("存档时间", auto_now_add=True)

    class Meta:
        verbose_name = "通报存档"

    def __str__(self) -> str:
        return str(self.bulletin)

    def paper(self) -> Paper:
        """The paper as it went out."""
        return paper_from_data(self.words)


class WordTemplate(models.Model):
    """A city's or county's own Word file for one kind of paper; the newest that is not retired is used."""

    kind = models.CharField("文种", max_length=40)
    area = models.ForeignKey("org.Area", models.PROTECT, verbose_name="单位", related_name="+")
    name = models.CharField("文件名", max_length=150)
    sha256 = models.CharField("校验值", max_length=64)
    size = models.PositiveIntegerField("大小（字节）")
    placeholders = models.JSONField("占位符", default=list)
    uploaded_by = models.ForeignKey(USER, models.PROTECT, verbose_name="上传人", related_name="+")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    retired_on = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = "公文模板"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
