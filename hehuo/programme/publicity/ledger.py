"""宣传报道台账 and its workbook."""

from __future__ import annotations

from typing import Any, ClassVar

from hehuo.kit.ledger import LedgerView
from hehuo.programme.models import PublicityEntry
from hehuo.records.writing import save_record
from hehuo.workbooks import Column, Importer


class PublicityImporter(Importer):
    """One row a report."""

    model = PublicityEntry
    key = ("published_on", "channel", "outlet", "topic")
    columns: ClassVar = (
        Column("published_on", "刊播日期", ("发布日期", "刊发日期", "播出日期"), required=True, example="2018-09-12"),
        Column("channel", "渠道", ("媒体类型", "宣传方式"), required=True, example="电视"),
        Column("level", "级别", ("媒体级别",), required=True, example="市级"),
        Column("outlet", "媒体或发布单位", ("媒体名称", "刊播单位"), required=True, example="市广播电视台"),
        Column("topic", "主题（标题）", ("标题", "主题", "报道题目"), required=True, example="搬出大山住新家"),
        Column("item_no", "涉及的考核条目", ("考核条目",), example="第8项"),
        Column("about", "报道范围", ("范围",), example="本安置点"),
        Column("reach", "覆盖人次（估计）", ("阅读量", "发放份数", "覆盖人次"), example="3000"),
        Column("link", "链接", ("网址",), example="https://news.example/1"),
        Column("copy_at", "样件存放处", ("存档位置", "样报存放"), example="社区档案柜 2018-宣传"),
        Column("shows_residents", "出现群众姓名或肖像", ("涉及群众",), example="否"),
        Column("consented", "已取得本人书面同意", ("本人同意",), example="否"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """It happened on the day of publication."""
        if values.get("published_on"):
            values["occurred_on"] = values["published_on"]

    def check_row(self, values: dict[str, Any]) -> Any:
        """A link, or where a copy is kept."""
        if values.get("channel") == PublicityEntry.Channel.WEB and not values.get("link"):
            yield "link", "网站和新媒体请填写链接。", True
        elif not values.get("link") and not values.get("copy_at"):
            yield "copy_at", "请填写链接，或写明样件存放处。", True


class PublicityLedger(LedgerView):
    """Reports and leaflets."""

    model, slug, section, item, help = PublicityEntry, "publicity", "宣传报道", "", "publicity"
    purpose = "登记电视、广播、报刊、网站、村村通广播和宣传单对创建工作的宣传，留链接或样件备查。"
    columns = ("published_on", "channel", "level", "outlet", "topic", "reach", "link", "copy_at")
    filters = ("settlement", "channel", "level", "item_no", "about", "published_on")
    fields = {
        "报道": ("published_on", "channel", "level", "outlet", "topic"),
        "内容": ("item_no", "about", "reach"),
        "备查": ("link", "copy_at"),
        "群众": ("shows_residents", "consented"),
    }
    search = ("topic", "outlet")
    totals = ("reach",)
    ordering = ("-published_on", "-id")
    importer = PublicityImporter

    def perform_save(self, form: Any) -> Any:
        """It happened on the day of publication."""
        entry = self.entered(form)
        entry.occurred_on = entry.published_on
        return save_record(entry, by=self.request.user)
