"""劳动力信息台账 (item 11): one row per person and month; and sampled checks of it."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.residents.models import Person


class WorkKind(models.TextChoices):
    """就业形式."""

    UNIT = "unit", "单位就业"
    FLEXIBLE = "flexible", "灵活就业"
    SELF = "self", "个体经营"
    STARTUP = "startup", "自主创业"
    PUBLIC_POST = "public_post", "公益性岗位"
    WORKSHOP = "workshop", "扶贫（帮扶）车间"
    FARMING = "farming", "农业经营"
    ODD_JOBS = "odd_jobs", "零工"


class WorkPlace(models.TextChoices):
    """就业地点."""

    SETTLEMENT = "settlement", "安置点内"
    COUNTY = "county", "县内"
    CITY = "city", "市内县外"
    PROVINCE = "province", "省内市外"
    OUT_PROVINCE = "out_province", "省外"
    ABROAD = "abroad", "境外"


class WageBand(models.TextChoices):
    """月收入档."""

    B1 = "lt1800", "1800元以下"
    B2 = "1800-2999", "1800—2999元"
    B3 = "3000-3999", "3000—3999元"
    B4 = "4000-5999", "4000—5999元"
    B5 = "ge6000", "6000元以上"
    UNSTATED = "unstated", "不愿答"


class LabourProfile(LedgerRecord):
    """A person's labour information for a month; required cells decide completeness (11.1)."""

    domain = "D"
    grid_path = "person__household__grid_id"
    privacy = {"wage_band": "P3", "unemployed_reason": "P2"}

    class EmploymentStatus(models.TextChoices):
        EMPLOYED = "employed", "已就业"
        UNEMPLOYED = "unemployed", "失业（有意愿）"
        UNWILLING = "unwilling", "无就业意愿"
        IN_SCHOOL = "in_school", "在校"
        RETIRED = "retired", "退休或超龄"
        LOST = "lost", "丧失劳动力"
        CARING = "caring", "照料家庭"
        MILITARY = "military", "服役"
        PRISON = "prison", "服刑"
        UNREACHABLE = "unreachable", "失联"

    class Known(models.TextChoices):
        YES = "yes", "有"
        NO = "no", "没有"
        UNCLEAR = "unclear", "不清楚"

    class Industry(models.TextChoices):
        """Sections of GB/T 4754-2017."""

        A = "A", "农、林、牧、渔业"
        B = "B", "采矿业"
        C = "C", "制造业"
        D = "D", "电力、热力、燃气及水生产和供应业"
        E = "E", "建筑业"
        F = "F", "批发和零售业"
        G = "G", "交通运输、仓储和邮政业"
        H = "H", "住宿和餐饮业"
        I = "I", "信息传输、软件和信息技术服务业"  # noqa: E741
        J = "J", "金融业"
        K = "K", "房地产业"
        L = "L", "租赁和商务服务业"
        M = "M", "科学研究和技术服务业"
        N = "N", "水利、环境和公共设施管理业"
        O = "O", "居民服务、修理和其他服务业"  # noqa: E741
        P = "P", "教育"
        Q = "Q", "卫生和社会工作"
        R = "R", "文化、体育和娱乐业"
        S = "S", "公共管理、社会保障和社会组织"
        T = "T", "国际组织"

    class UnemployedReason(models.TextChoices):
        CARE = "care", "照顾老人小孩"
        ILLNESS = "illness", "疾病残疾"
        NO_SKILL = "no_skill", "无技能"
        AGE = "age", "年龄大"
        LANGUAGE = "language", "语言"
        NO_JOB = "no_job", "无合适岗位"
        NOT_AWAY = "not_away", "不愿外出"
        WAITING = "waiting", "等待上岗"
        OTHER = "other", "其他"

    person = models.ForeignKey(
        "residents.Person", models.PROTECT, verbose_name="人", related_name="labour_profiles"
    )
    snapshot_month = models.DateField("月份", help_text="该月第一天")
    labour_class = models.CharField("劳动力类别", max_length=14, choices=Person.Labour.choices, blank=True)
    employment_status = models.CharField(
        "就业状态", max_length=12, choices=EmploymentStatus.choices, blank=True
    )
    employment_type = models.CharField("就业形式", max_length=12, choices=WorkKind.choices, blank=True)
    work_place = models.CharField("就业地点", max_length=12, choices=WorkPlace.choices, blank=True)
    employer_name = models.CharField("单位", max_length=80, blank=True)
    job_title = models.CharField("工种", max_length=40, blank=True)
    industry = models.CharField(
        "行业", max_length=1, choices=Industry.choices, blank=True, help_text="按国民经济行业分类的门类。"
    )
    contract = models.CharField("劳动合同", max_length=8, choices=Known.choices, blank=True)
    insurance = models.CharField("社会保险", max_length=8, choices=Known.choices, blank=True)
    started_on = models.DateField("起始日期", null=True, blank=True)
    months_this_year = models.PositiveSmallIntegerField("年内务工月数", null=True, blank=True)
    wage_band = models.CharField("月收入档", max_length=10, choices=WageBand.choices, blank=True)
    unemployed_reason = models.CharField(
        "未就业原因", max_length=10, choices=UnemployedReason.choices, blank=True
    )
    job_wish = models.CharField("就业意愿", max_length=60, blank=True)
    wage_wish_yuan = models.PositiveIntegerField("期望月工资（元）", null=True, blank=True)
    place_wish = models.CharField("期望就业地点", max_length=12, choices=WorkPlace.choices, blank=True)
    training_wish = models.CharField("培训意愿", max_length=60, blank=True)
    skills = models.CharField("技能", max_length=60, blank=True)
    cert_level = models.CharField("技能等级", max_length=20, blank=True)
    confirmed_on = models.DateField("核实日期", null=True, blank=True)
    confirm_mode = models.CharField("核实方式", max_length=20, blank=True, help_text="如：入户、电话")
    confirmed_by = models.CharField(
        "核实人", max_length=50, blank=True, help_text="谁去核实的；不填的按登记人。"
    )

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "-snapshot_month", "-id", "status", "person", "labour_class", "employment_status", "employment_type"], name="livelihood_labour_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "劳动力信息"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "snapshot_month"], condition=~Q(status="void"), name="livelihood_profile_once",
                violation_error_message="这个人本月已有一条劳动力信息，请直接修改。",
            ),
            models.CheckConstraint(
                condition=Q(months_this_year__isnull=True) | Q(months_this_year__lte=12), name="livelihood_profile_months",
                violation_error_message="年内务工月数应在 0 到 12 之间。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.snapshot_month:%Y-%m}"


class AccuracyCheck(LedgerRecord):
    """A sampled check by phone or visit: how many fields of one person's row were right."""

    domain = "D"
    grid_path = "person__household__grid_id"

    class Book(models.TextChoices):
        LABOUR = "labour", "劳动力信息台账"
        EMPLOYMENT = "employment", "就业台账"

    person = models.ForeignKey("residents.Person", models.PROTECT, verbose_name="人", related_name="+")
    book = models.CharField("台账", max_length=12, choices=Book.choices)
    checked_on = models.DateField("核查日期")
    fields_checked = models.PositiveSmallIntegerField("核查项数")
    fields_right = models.PositiveSmallIntegerField("一致项数")
    mode = models.CharField("方式", max_length=20, choices=[("phone", "电话"), ("visit", "入户")])

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "台账抽查"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fields_right__lte=F("fields_checked")), name="livelihood_check_right_le_checked",
                violation_error_message="一致项数不能大于核查项数。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.get_book_display()}"
