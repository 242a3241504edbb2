"""人 (domain §2.0.4), dated household membership, dated residence status."""

from django.db import models
from django.db.models import F, Q

from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField


class Person(LedgerRecord):
    """A person. May be registered without an ID number (`no_id_reason`); names keep “·”."""

    domain = "C"
    grid_path = "household__grid_id"
    privacy = {
        "id_no": "P3",
        "phone": "P2",
        "name": "P2",
        "birth_date": "P2",
        "health": "P3",
        "ethnicity": "P2",
        "labour_class": "P2",
    }

    class Sex(models.TextChoices):
        UNKNOWN = "0", "未知"
        MALE = "1", "男"
        FEMALE = "2", "女"
        UNSTATED = "9", "未说明"

    class Education(models.TextChoices):
        ILLITERATE = "illiterate", "文盲或半文盲"
        PRIMARY = "primary", "小学"
        JUNIOR = "junior", "初中"
        SENIOR = "senior", "高中"
        COLLEGE = "college", "大专"
        BACHELOR = "bachelor", "本科及以上"

    class Labour(models.TextChoices):
        SKILLED = "skilled", "技能劳动力"
        ORDINARY = "ordinary", "普通劳动力"
        WEAK_OR_HALF = "weak_or_half", "弱劳动力或半劳动力"
        LOST = "lost", "丧失劳动力"
        NONE = "none", "无劳动力"

    class NotInLabour(models.TextChoices):
        """Why a person of working age is outside the labour force for a time (population L)."""

        STUDENT = "student", "全日制在校学生"
        MILITARY = "military", "现役军人"
        PRISON = "prison", "服刑"

    class NoId(models.TextChoices):
        NEWBORN = "newborn", "新生儿未办"
        LOST = "lost", "证件遗失待补"
        UNREGISTERED = "unregistered", "户口待登记"
        UNKNOWN = "unknown", "待核实"

    household = models.ForeignKey(
        "residents.Household",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="现在的户",
        related_name="people",
    )
    name = models.CharField("姓名", max_length=50, db_index=True)
    name_initials = models.CharField("拼音首字母", max_length=50, blank=True, editable=False, db_index=True)
    id_no = SealedField("公民身份号码", kind="id")
    id_no_index = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    no_id_reason = models.CharField("无身份号码原因", max_length=14, choices=NoId.choices, blank=True)
    sex = models.CharField("性别", max_length=1, choices=Sex.choices)
    birth_date = models.DateField("出生日期")
    ethnicity = models.CharField("民族", max_length=20, default="汉族")
    relation = models.CharField("与户主关系", max_length=12, default="其他")
    education = models.CharField("文化程度", max_length=12, choices=Education.choices, blank=True)
    in_school = models.CharField("在校生状况", max_length=20, blank=True)
    health = models.CharField("健康状况", max_length=40, blank=True)
    labour_class = models.CharField("劳动力类别", max_length=14, choices=Labour.choices, blank=True)
    not_in_labour = models.CharField(
        "不计入劳动力的情形", max_length=10, choices=NotInLabour.choices, blank=True
    )
    speaks_mandarin = models.BooleanField("会讲普通话", null=True, blank=True)
    other_languages = models.CharField("其他语言", max_length=60, blank=True)
    political_status = models.CharField("政治面貌", max_length=12, blank=True)
    phone = SealedField("联系电话", kind="phone")
    phone_index = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    deceased_on = models.DateField("死亡日期", null=True, blank=True)
    left_on = models.DateField("离开日期", null=True, blank=True)
    left_reason = models.CharField("离开原因", max_length=60, blank=True)
    question = models.CharField("待核对事项", max_length=200, blank=True, editable=False)

    class Meta(LedgerRecord.Meta):
        indexes = [
            *LedgerRecord.Meta.indexes,
            models.Index(
                fields=["settlement", "-id", "status", "household", "sex", "labour_class", "education", "not_in_labour", "name"], name="residents_person_list"
            ),
        ]  # fmt: skip
        abstract = False
        verbose_name = "人"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["id_no_index"], condition=~Q(id_no_index="") & ~Q(status="void"), name="residents_person_id_once",
                violation_error_message="这个身份号码已经登记过，请先查找原记录。",
            ),
            models.CheckConstraint(
                condition=Q(deceased_on__isnull=True) | Q(deceased_on__gte=F("birth_date")),
                name="residents_person_death_after_birth",
                violation_error_message="死亡日期不能早于出生日期。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Membership(LedgerRecord):
    """A person belongs to a household from `valid_from` until before `valid_to`."""

    domain = "C"
    grid_path = "household__grid_id"

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人", related_name="memberships")
    household = models.ForeignKey(
        "residents.Household", models.PROTECT, verbose_name="户", related_name="memberships"
    )
    relation = models.CharField("与户主关系", max_length=12, default="其他")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    end_reason = models.CharField("变动原因", max_length=40, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "家庭成员"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="residents_membership_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.relation}）"


class ResidenceSpell(LedgerRecord):
    """居住状态, from grid visits, never from phone location."""

    domain = "C"
    grid_path = "person__household__grid_id"

    class State(models.TextChoices):
        AT_SETTLEMENT = "at_settlement", "在安置点居住"
        WORKING_IN_COUNTY = "working_in_county", "县内务工"
        WORKING_IN_PROVINCE = "working_in_province", "省内务工"
        WORKING_OUT_PROVINCE = "working_out_province", "省外务工"
        STUDYING_AWAY = "studying_away", "外出就学"
        MILITARY = "military", "服役"
        CARE_INSTITUTION = "care_institution", "养老（照护）机构"
        OLD_HOME = "old_home", "回旧房居住"
        UNKNOWN = "unknown", "待核实"

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人", related_name="residence_spells")
    state = models.CharField("居住状态", max_length=20, choices=State.choices)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "居住状态"

    def __str__(self) -> str:
        return f"{self.person}：{self.get_state_display()}"
