"""岗位 from a workbook; every row starts as a draft and is verified by a second person like any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.livelihood.employers.models import Employer
from hehuo.livelihood.jobs.fairness import minimum_wage_yuan, unlawful_words
from hehuo.livelihood.jobs.models import JobEvent, JobOpening, JobRecommendation
from hehuo.livelihood.jobs.services import save_job_event, save_recommendation
from hehuo.residents.rolls import TOLD_BY, PeopleImporter
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter


class OpeningImporter(Importer):
    """One row an opening; the employer is known already."""

    model = JobOpening
    key = ("employer", "title", "valid_from")
    columns: ClassVar = (
        Column("employer", "单位", ("用人单位", "招聘单位", "企业名称", "单位名称"), required=True,
               parse=Reference(Employer, "name"), example="凉都制衣厂", note="先在用人单位台账登记"),
        Column("title", "岗位", ("岗位名称", "招聘岗位", "招聘工种", "工种"), required=True, example="缝纫工"),
        Column("headcount", "人数", ("招聘人数", "需求人数", "用工人数"), required=True, example="10"),
        Column("source_kind", "来源", ("岗位来源", "岗位类别"), required=True, example="周边企业"),
        Column("priority_relocated", "优先搬迁群众", ("优先招用搬迁群众",), example="是"),
        Column("wage_min_yuan", "月工资下限（元）", ("最低工资", "工资下限", "月薪下限"), required=True, example="2500"),
        Column("wage_max_yuan", "月工资上限（元）", ("最高工资", "工资上限", "月薪上限"), required=True, example="4000"),
        Column("requirements", "要求", ("招聘要求", "岗位要求", "任职条件")),
        Column("valid_from", "发布日期", ("发布时间", "开始日期"), required=True, example="2018-11-01"),
        Column("valid_to", "有效期", ("截止日期", "有效期至", "招聘截止"), required=True, example="2018-12-31"),
    )  # fmt: skip

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """What verification would refuse is told now; the row is still taken as a draft."""
        yield from super().check_row(values)
        if values.get("valid_from") and values.get("valid_to") and values["valid_to"] < values["valid_from"]:
            yield "valid_to", "有效期不能早于发布日期。", True
        words = unlawful_words(f"{values.get('title') or ''} {values.get('requirements') or ''}")
        if words:
            yield "requirements", f"有不合规定的内容：{'、'.join(words)}，核验前请改正。", False
        if values.get("wage_min_yuan") is not None and values["wage_min_yuan"] < minimum_wage_yuan():
            yield "wage_min_yuan", f"低于本地最低工资标准 {minimum_wage_yuan()} 元，核验前请核对。", False


def save_counted_event(event: JobEvent, *, by: Any) -> JobEvent:
    """An event told by its counts; openings that were ticked on the page stay."""
    return save_job_event(event, (), by=by)


class EventImporter(EnteringImporter):
    """招聘（推送）活动: one row an event, with the count of openings shown."""

    model, save = JobEvent, staticmethod(save_counted_event)
    key = ("held_on", "kind", "place")
    columns: ClassVar = (
        Column("kind", "类型", ("活动类型", "活动形式"), required=True, example=""),
        Column("held_on", "日期", ("活动日期", "活动时间", "举办时间"), required=True, example="2018-11-05"),
        Column("place", "地点", ("活动地点",), required=True, parse=parse.text(60), example="中心广场"),
        Column("openings_count", "推送岗位条数", ("岗位条数", "岗位信息条数"), required=True, parse=parse.integer(1), example="25"),
        Column("jobs_count", "岗位数", ("提供岗位数", "岗位个数"), example="300"),
        Column("reached", "覆盖人数", ("参加人数", "到场人数"), required=True, example="180"),
        Column("intents", "达成意向", ("意向人数", "达成意向人数"), example="36"),
        Column("materials", "资料", ("活动资料",), parse=parse.text(200), example="岗位手册"),
    )  # fmt: skip


class RecommendationImporter(PeopleImporter, EnteringImporter):
    """岗位推荐: one row a person and opening; what came of it is entered step by step."""

    model, save = JobRecommendation, staticmethod(save_recommendation)
    key = ("person", "opening", "occurred_on")
    only_new = ("person", "opening")
    columns: ClassVar = (
        *TOLD_BY,
        Column("opening", "单位-岗位", ("推荐岗位",), required=True, parse=Reference(JobOpening, "employer__name", "title"),
               example="凉都制衣厂-缝纫工", note="单位名称-岗位名称；先登记岗位"),
        Column("occurred_on", "推荐日期", ("推荐时间", "日期"), required=True, example="2018-11-05"),
        Column("suitable", "合适岗位", ("是否合适",), example="是"),
        Column("candidate_consent_on", "本人同意日期", ("同意日期",), example="2018-11-06"),
    )  # fmt: skip
