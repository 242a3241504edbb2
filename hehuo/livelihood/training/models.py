"""Training chain (item 11, life cycle §3.9): plan, class, enrolment, attendance, certificate, follow-up, exemption."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord


class TrainingPlan(LedgerRecord):
    """培训计划台账."""

    domain = "D"

    class State(models.TextChoices):
        DRAFT = "draft", "草拟"
        APPROVED = "approved", "已批准"
        PUBLISHED = "published", "已公布"

    class Organiser(models.TextChoices):
        HRSS = "hrss", "人社"
        POVERTY = "poverty", "扶贫"
        AGRI = "agri", "农业"
        UNION = "union", "工会"
        YOUTH = "youth", "团委"
        WOMEN = "women", "妇联"
        COMPANY = "company", "企业"

    class Kind(models.TextChoices):
        GUIDING = "guiding", "引导性"
        PRE_JOB = "pre_job", "岗前"
        SKILL = "skill", "技能"
        STARTUP = "startup", "创业"
        FARM = "farm", "农技"
        CITIZEN = "citizen", "市民素质"

    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("办理状态", max_length=10, choices=State.choices, default=State.DRAFT)
    organiser = models.CharField("组织单位", max_length=10, choices=Organiser.choices)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    trade = models.CharField("工种", max_length=40)
    basis = models.CharField("依据", max_length=20, help_text="因人、因产、因岗，可多选，用顿号分开")
    seats = models.PositiveIntegerField("名额")
    hours = models.PositiveIntegerField("学时")

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "培训计划"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hours__gte=8),
                name="livelihood_plan_hours",
                violation_error_message="学时不少于 8。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.trade}{self.get_kind_display()}培训"


class TrainingClass(LedgerRecord):
    """培训班台账; the file is complete when report, roll, timetable, attendance and result are there (11.3)."""

    domain = "D"

    class State(models.TextChoices):
        PROPOSED = "proposed", "拟开班"
        OPENED = "opened", "已报开班"
        RUNNING = "running", "培训中"
        ENDED = "ended", "已结束"
        ASSESSED = "assessed", "已考核"
        SUBSIDY_APPLIED = "subsidy_applied", "已申请补贴"
        PAID = "paid", "已兑现补贴"
        ARCHIVED = "archived", "已归档"
        CANCELLED = "cancelled", "已取消"

    plan = models.ForeignKey(
        TrainingPlan, models.PROTECT, null=True, blank=True, verbose_name="计划", related_name="classes"
    )
    class_no = models.CharField("班次", max_length=20)
    state = models.CharField("办理状态", max_length=16, choices=State.choices, default=State.PROPOSED)
    trade = models.CharField("工种", max_length=40)
    provider_name = models.CharField("培训机构", max_length=80)
    provider_uscc = models.CharField("机构统一社会信用代码", max_length=18)
    place = models.CharField("地点", max_length=60)
    starts_on = models.DateField("开班日期")
    ends_on = models.DateField("结束日期")
    hours_planned = models.PositiveIntegerField("计划学时")
    teacher = models.CharField("教师", max_length=50)
    open_report_no = models.CharField("开班报告", max_length=30, blank=True)
    has_timetable = models.BooleanField("有课程表", default=False)
    has_roll = models.BooleanField("有花名册", default=False)
    has_attendance = models.BooleanField("有考勤记录", default=False)
    has_result = models.BooleanField("有考核结果", default=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "培训班"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["settlement", "class_no"], condition=~Q(status="void"), name="livelihood_class_once",
                violation_error_message="班次编号重复。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="livelihood_class_span", violation_error_message="结束日期不能早于开班日期。"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.class_no} {self.trade}"


class Enrolment(LedgerRecord):
    """报名台账: person × class; completed needs attendance ≥ 80 %."""

    domain = "D"
    grid_path = "person__household__grid_id"

    class State(models.TextChoices):
        WISH = "wish", "有意愿"
        ENROLLED = "enrolled", "已报名"
        ATTENDING = "attending", "参训中"
        COMPLETED = "completed", "已结业"
        CERTIFICATED = "certificated", "已取证"
        FAILED = "failed", "考核未过"
        DROPPED = "dropped", "退出"

    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, verbose_name="班次", related_name="enrolments"
    )
    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="学员", related_name="enrolments"
    )
    state = models.CharField("办理状态", max_length=12, choices=State.choices, default=State.ENROLLED)
    wish_match = models.BooleanField("符合意愿", null=True, blank=True)
    hours_due = models.PositiveSmallIntegerField("应到课时", default=0)
    hours_present = models.PositiveSmallIntegerField("实到课时", default=0)
    completed_on = models.DateField("结业日期", null=True, blank=True)
    was_unemployed = models.BooleanField("报名时未就业", default=False)
    drop_reason = models.CharField("退出原因", max_length=40, blank=True)
    question = models.CharField("待核对事项", max_length=200, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "培训报名"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["training_class", "person"], condition=~Q(status="void"), name="livelihood_enrolment_once",
                violation_error_message="这名学员已在本班。",
            ),
            models.CheckConstraint(
                condition=Q(hours_present__lte=F("hours_due")), name="livelihood_enrolment_hours",
                violation_error_message="实到课时不能大于应到课时。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.training_class}"


class TrainingAttendance(LedgerRecord):
    """考勤台账: roll, QR or paper; there is no biometric value."""

    domain = "D"
    grid_path = "enrolment__person__household__grid_id"

    class Mark(models.TextChoices):
        PRESENT = "present", "到"
        ABSENT = "absent", "缺"
        LEAVE = "leave", "假"

    class Mode(models.TextChoices):
        ROLL = "roll", "点名"
        QR = "qr", "扫码"
        PAPER = "paper", "纸质签到"

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, verbose_name="学员", related_name="attendance")
    session_on = models.DateField("日期")
    slot = models.CharField("课次", max_length=10, default="上午")
    hours = models.PositiveSmallIntegerField("课时", default=4)
    mark = models.CharField("考勤", max_length=8, choices=Mark.choices)
    mode = models.CharField("方式", max_length=6, choices=Mode.choices, default=Mode.ROLL)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(fields=["settlement", "-session_on", "-id"], name="liveliho_trainingatte_day"),
        ]
        abstract = False
        verbose_name = "培训考勤"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "session_on", "slot"], condition=~Q(status="void"), name="livelihood_attendance_once",
                violation_error_message="这一课次已有考勤。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enrolment} {self.session_on}"


class Certificate(LedgerRecord):
    """考核发证台账."""

    domain = "D"
    grid_path = "person__household__grid_id"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="学员", related_name="certificates"
    )
    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, null=True, blank=True, verbose_name="班次", related_name="certificates"
    )
    exam_score = models.DecimalField("成绩", max_digits=5, decimal_places=2, null=True, blank=True)
    certificate_no = models.CharField("证书号", max_length=40, blank=True)
    level = models.CharField("等级", max_length=20, blank=True)
    issuer = models.CharField("发证机构", max_length=60, blank=True)
    issued_on = models.DateField("发证日期", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "考核发证"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["certificate_no"], condition=~Q(certificate_no="") & ~Q(status="void"), name="livelihood_certificate_once",
                violation_error_message="证书号重复。",
            ),
            models.CheckConstraint(
                condition=Q(exam_score__isnull=True) | (Q(exam_score__gte=0) & Q(exam_score__lte=100)), name="livelihood_certificate_score",
                violation_error_message="成绩应在 0 到 100 之间。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.certificate_no}"


class PostTrainingFollowup(LedgerRecord):
    """训后跟踪台账, at month 3 and 6."""

    domain = "D"
    grid_path = "enrolment__person__household__grid_id"

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, verbose_name="学员", related_name="followups")
    due_month = models.PositiveSmallIntegerField("节点（月）", choices=[(3, "3个月"), (6, "6个月")])
    employed = models.BooleanField("已就业")
    related_to_training = models.BooleanField("对口", null=True, blank=True)
    confirmed_mode = models.CharField(
        "核实方式", max_length=20, choices=[("phone", "电话"), ("visit", "入户"), ("match", "数据比对")]
    )

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "训后跟踪"

    def __str__(self) -> str:
        return f"{self.enrolment} {self.get_due_month_display()}"


class TrainingExemption(LedgerRecord):
    """A documented exemption from the trainable base T (item 11)."""

    domain = "D"
    grid_path = "person__household__grid_id"

    class Kind(models.TextChoices):
        CERTIFIED = "certified", "持有效技能证并在岗"
        STABLE_JOB = "stable_job", "稳定就业12个月以上且单位已培训"
        MATERNITY = "maternity", "孕产哺乳期"
        ILLNESS = "illness", "重病（有证明）"
        SOLE_CARER = "sole_carer", "唯一照护人（半年复核）"
        AWAY_OFFERED = "away_offered", "省外务工且两次提供线上培训"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="人", related_name="training_exemptions"
    )
    kind = models.CharField("豁免情形", max_length=12, choices=Kind.choices)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    review_on = models.DateField("复核日期", null=True, blank=True)
    proof = models.CharField("依据材料", max_length=100)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "培训豁免"

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"
