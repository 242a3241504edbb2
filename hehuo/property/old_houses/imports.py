"""旧房台账 from county workbooks, with the heads of the ledger that settlements kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from hehuo.org.rights import may_approve
from hehuo.property.old_houses.models import OldHouse
from hehuo.property.old_houses.services import DECIDED, check_dates, state_by_dates
from hehuo.residents.workbook_words import HomeImporter, household_column, words
from hehuo.workbooks import Column
from hehuo.workbooks.shapes import Row

HAD = words(OldHouse.Had.choices, {
    "own": ("独立住房", "独栋", "有"), "shared": ("共有", "连体", "共有/连体", "连体房"), "none": ("无", "借住", "租住", "灭失", "没有"),
})  # fmt: skip
EXEMPTION = words(OldHouse.Exemption.choices, {
    "none": ("否", "不保留"), "village_list": ("传统村落", "特色村寨", "传统村落名录"), "applying": ("申报中",), "shared_wall": ("连体房",),
    "relic": ("文物保护",),
})  # fmt: skip
RECLAIM = words(OldHouse.Reclaim.choices, {
    "farmland": ("复垦", "复耕"), "forest": ("复绿", "林地", "草地", "林草地"), "unsuitable": ("不适宜复垦", "否"),
})  # fmt: skip


class OldHouseImporter(HomeImporter):
    """One row a household's old house; how far it has come follows from the dates."""

    model = OldHouse
    key = ("household",)
    columns: ClassVar = (
        household_column(),
        Column("has_old_house", "原有住房", ("旧房情况", "有无旧房", "原住房情况"), required=True, parse=HAD, example="独立"),
        Column("place", "旧房位置", ("旧房地址", "旧房坐落", "原住房地址"), example="高坪乡白岩村三组"),
        Column("structure", "结构", ("房屋结构", "旧房结构"), example="土木"),
        Column("area_m2", "原住房面积（平方米）", ("原住房面积", "旧房面积", "原有住房面积"), example="90.00"),
        Column("agreement_no", "拆除协议编号", ("协议编号", "拆旧协议编号")),
        Column("signed_on", "签订日期", ("协议签订时间", "签协议时间", "拆旧协议签订时间"), example="2018-05-01"),
        Column("due_on", "应拆期限", ("应拆时间", "拆除期限", "约定拆除时间"), example="2019-05-01"),
        Column("exemption", "免拆类别", ("保护住房种类", "保留类别", "免拆类型", "保护房类型"), parse=EXEMPTION),
        Column("exemption_doc_no", "免拆认定文号", ("认定文号",)),
        Column("exemption_certified_on", "免拆认定日期", ("认定日期", "认定时间")),
        Column("demolished_on", "拆除日期", ("拆除时间", "旧房拆除时间", "拆旧时间"), example="2018-12-01"),
        Column("demolished_area_m2", "拆除面积（平方米）", ("拆除面积", "旧房拆除面积")),
        Column("demolition_mode", "拆除方式"),
        Column("site_checked_on", "现场核验日期", ("核验日期", "现场核查日期")),
        Column("checked_by_name", "核验人", ("核查人",)),
        Column("award_fen", "拆除奖励（元）", ("兑现拆房奖励", "拆旧奖励", "拆除奖励", "奖励金额")),
        Column("award_paid_on", "奖励兑现日期", ("奖励兑现时间", "兑现时间")),
        Column("reclaim_kind", "复垦复绿", ("复垦/复绿", "复垦类型", "复垦复绿类型"), parse=RECLAIM),
        Column("reclaim_area_m2", "复垦面积（平方米）", ("复垦复绿面积", "复垦面积")),
        Column("reclaim_due_on", "复垦期限", ("应复垦时间",)),
        Column("reclaim_done_on", "复垦完成日期", ("复垦时间", "复垦完成时间")),
        Column("accepted_on", "验收日期", ("复垦验收时间", "验收时间")),
        Column("accept_no", "验收文号", ("验收编号",)),
        Column("quota_linked", "纳入增减挂钩", ("是否纳入增减挂钩",)),
    )  # fmt: skip

    def check_row(self, values: dict[str, Any]) -> Any:
        """Checked, certified and accepted dates come from somebody who may approve; a site check has a name."""
        for name in DECIDED:
            if values.get(name) and not may_approve(self.user, OldHouse.domain):
                yield name, "这一列由有审核权限的同事导入。请清空后导入其他内容。", True
        if values.get("site_checked_on") and not values.get("checked_by_name"):
            yield "checked_by_name", "填写了现场核验日期，请写明核验人。", True

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        known = OldHouse.objects.in_bulk([row.pk for row in rows if row.pk])
        for row in rows:
            told = {name: value for name, value in row.values.items() if value is not None}
            told |= {f"{name}_id": told.pop(name) for name in ("settlement", "household")}
            house = known[row.pk] if row.pk else OldHouse()
            for name, value in told.items():
                setattr(house, name, value)
            try:
                check_dates(house)
            except ValidationError as problem:
                for name, texts in problem.message_dict.items():
                    self.refuse(row, name, texts[0])
                continue
            state = house.state if house.state == OldHouse.State.DISPUTED else state_by_dates(house)
            if not row.pk:
                row.values |= {"state": state, "occurred_on": house.signed_on or house.occurred_on}
            elif row.changed and state != house.state:
                row.changed["state"] = row.values["state"] = state
