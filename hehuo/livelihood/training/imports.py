"""培训班 and 报名 from workbooks."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from hehuo.livelihood.training.lifecycle import ATTENDANCE_PERCENT, attended_enough
from hehuo.livelihood.training.models import (
    Certificate,
    Enrolment,
    TrainingClass,
    TrainingExemption,
    TrainingPlan,
)
from hehuo.livelihood.training.queries import DONE
from hehuo.livelihood.training.services import (
    certify_places,
    check_enrolment,
    save_certificate,
    save_exemption,
)
from hehuo.residents.models import Person
from hehuo.residents.rolls import TOLD_BY, PeopleImporter
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


class ClassImporter(Importer):
    """One row a class."""

    model = TrainingClass
    key = ("class_no",)
    columns: ClassVar = (
        Column("class_no", "班次", ("班次编号", "班级编号", "培训班编号", "期次"), required=True, example="2018-01"),
        Column("trade", "工种", ("培训工种", "培训内容", "培训专业", "培训项目"), required=True, example="缝纫"),
        Column("provider_name", "培训机构", ("承训单位", "培训单位", "机构名称"), required=True, example="凉都职业培训学校"),
        Column("provider_uscc", "机构统一社会信用代码", ("统一社会信用代码", "信用代码"), required=True, parse=parse.uscc),
        Column("place", "地点", ("培训地点", "上课地点"), required=True, example="社区培训室"),
        Column("starts_on", "开班日期", ("开班时间", "开始时间", "培训开始时间"), required=True, example="2018-09-03"),
        Column("ends_on", "结束日期", ("结业时间", "结束时间", "培训结束时间"), required=True, example="2018-09-21"),
        Column("hours_planned", "计划学时", ("学时", "课时", "培训课时"), required=True, example="60"),
        Column("teacher", "教师", ("授课教师", "任课教师"), required=True, example="李老师"),
        Column("open_report_no", "开班报告", ("开班报告编号", "开班批复")),
        Column("has_timetable", "有课程表", ("课程表",), example="是"),
        Column("has_roll", "有花名册", ("花名册", "学员花名册"), example="是"),
        Column("has_attendance", "有考勤记录", ("考勤表", "签到表", "考勤记录"), example="是"),
        Column("has_result", "有考核结果", ("考核结果", "结业考核"), example="是"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A class happened when it began."""
        if values.get("starts_on"):
            values["occurred_on"] = values["starts_on"]


class EnrolmentImporter(PeopleImporter):
    """One row a person and class; completed needs four fifths of the hours here as well."""

    model = Enrolment
    key = ("training_class", "person")
    columns: ClassVar = (
        *TOLD_BY,
        Column("training_class", "班次", ("班次编号", "班级编号", "培训班编号", "期次"), required=True,
               parse=Reference(TrainingClass, "class_no"), example="2018-01", note="先登记培训班"),
        Column("state", "办理状态", ("培训状态", "是否结业", "学习状态"), example="已结业"),
        Column("wish_match", "符合意愿", ("是否符合意愿",)),
        Column("hours_due", "应到课时", ("应到学时", "总课时"), example="60"),
        Column("hours_present", "实到课时", ("实到学时", "出勤课时"), example="58"),
        Column("completed_on", "结业日期", ("结业时间", "毕业时间"), example="2018-09-21"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._classes: dict[int, TrainingClass] = {}

    def derive(self, values: dict[str, Any]) -> None:
        """Hours and dates that the class tells."""
        found = self._class_of(values)
        if found is None:
            return
        values["occurred_on"] = found.starts_on
        if values.get("state") in DONE:
            values["hours_due"] = values.get("hours_due") or found.hours_planned
            values["completed_on"] = values.get("completed_on") or found.ends_on

    def _class_of(self, values: dict[str, Any]) -> TrainingClass | None:
        pk = values.get("training_class")
        if pk and pk not in self._classes:
            self._classes[pk] = TrainingClass.objects.get(pk=pk)
        return self._classes.get(pk or 0)

    def problems_of(self, values: dict[str, Any], person: Person) -> None:
        """Age, life, one class at a time, enough hours."""
        found = self._class_of(values)
        if found is None:
            return
        check_enrolment(person, found)
        told = Enrolment(
            hours_due=values.get("hours_due") or 0, hours_present=values.get("hours_present") or 0
        )
        if values.get("state") in DONE and not attended_enough(told):
            raise ValidationError({"hours_present": f"到课不到 {ATTENDANCE_PERCENT}%，不能登记为结业。"})


class PlanImporter(EnteringImporter):
    """培训计划: one row a year, trade and organiser."""

    model = TrainingPlan
    key = ("year", "organiser", "kind", "trade")
    columns: ClassVar = (
        Column("year", "年度", ("年份", "计划年度"), required=True, example="2018"),
        Column("organiser", "组织单位", ("组织部门", "主办单位"), required=True, example=""),
        Column("kind", "类别", ("培训类别", "培训类型"), required=True, example=""),
        Column("trade", "工种", ("培训工种", "培训专业", "培训内容"), required=True, parse=parse.text(40), example="缝纫"),
        Column("basis", "依据", ("计划依据",), required=True, parse=parse.text(20), example="意愿调查"),
        Column("seats", "名额", ("计划人数", "培训人数"), required=True, example="40"),
        Column("hours", "学时", ("计划学时", "课时"), required=True, example="60"),
    )  # fmt: skip


class CertificateImporter(PeopleImporter, EnteringImporter):
    """考核发证: one row a person and class; whoever has finished the class becomes 已取证."""

    model, save = Certificate, staticmethod(save_certificate)
    key = ("person", "certificate_no")
    only_new = ("person",)
    columns: ClassVar = (
        *TOLD_BY,
        Column("training_class", "班次", ("班次编号", "班级编号", "培训班编号", "期次"), parse=Reference(TrainingClass, "class_no"), example="2018-01"),
        Column("exam_score", "成绩", ("考核成绩", "考试成绩"), example="86"),
        Column("certificate_no", "证书号", ("证书编号", "证书号码"), required=True, parse=parse.text(40), example=""),
        Column("level", "等级", ("证书等级", "技能等级"), parse=parse.text(20), example="初级"),
        Column("issuer", "发证机构", ("发证单位",), parse=parse.text(60), example="县人社局"),
        Column("issued_on", "发证日期", ("发证时间", "取证日期"), required=True, example="2018-10-08"),
    )  # fmt: skip

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """As from the form: places of the class follow."""
        for row in Certificate.objects.filter(pk__in=created_ids).order_by("pk"):
            certify_places(row, by=self.user)


class ExemptionImporter(PeopleImporter, EnteringImporter):
    """培训豁免: one row a person and reason, with the proof."""

    model, save, happened = TrainingExemption, staticmethod(save_exemption), "valid_from"
    key = ("person", "kind", "valid_from")
    only_new = ("person",)
    columns: ClassVar = (
        *TOLD_BY,
        Column("kind", "豁免情形", ("情形", "豁免原因", "原因"), required=True, example=""),
        Column("valid_from", "起", ("起始日期", "豁免起"), required=True, example="2018-09-01"),
        Column("valid_to", "止", ("截止日期", "豁免止"), example=""),
        Column("review_on", "复核日期", ("复核时间",), example=""),
        Column("proof", "依据材料", ("证明材料", "依据"), required=True, parse=parse.text(100), example="诊断证明"),
    )  # fmt: skip
