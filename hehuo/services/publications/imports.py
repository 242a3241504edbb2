"""信息平台和网站, 信息资源交互 from workbooks; what is published is written and released on its page."""

from __future__ import annotations

from typing import ClassVar

from hehuo.services.publications.models import InfoPlatform, PlatformExchange
from hehuo.workbooks import Column, parse
from hehuo.workbooks.entering import EnteringImporter


class PlatformImporter(EnteringImporter):
    """信息平台和网站: one row a platform."""

    model, happened = InfoPlatform, "valid_from"
    key = ("name",)
    columns: ClassVar = (
        Column("kind", "类别", ("平台类别", "类型"), required=True, example=""),
        Column("name", "名称", ("平台名称", "网站名称"), required=True, parse=parse.text(60), example="社区微信公众号"),
        Column("address", "网址", ("地址", "域名", "账号"), required=True, parse=parse.text(120), example=""),
        Column("operator", "运维单位", ("主办单位", "运营单位"), required=True, parse=parse.text(60), example="社区居委会"),
        Column("valid_from", "上线日期", ("开通日期", "上线时间"), required=True, example="2018-07-01"),
        Column("valid_to", "下线日期", ("停用日期",), example=""),
    )  # fmt: skip


class ExchangeImporter(EnteringImporter):
    """信息资源交互: one row a system that data is exchanged with."""

    model, happened = PlatformExchange, "valid_from"
    key = ("counterpart",)
    columns: ClassVar = (
        Column("counterpart", "对接系统", ("系统名称", "对接平台"), required=True, parse=parse.text(60), example="县政务服务平台"),
        Column("direction", "方向", ("数据方向",), required=True, example=""),
        Column("content", "字段清单", ("共享内容", "数据项"), required=True, parse=parse.text(200), example="办件编号、事项、办结日期"),
        Column("legal_basis", "依据", ("共享依据", "法律依据"), required=True, parse=parse.text(100), example="政务信息资源共享管理暂行办法"),
        Column("valid_from", "开通日期", ("开通时间", "对接日期"), required=True, example="2018-07-01"),
        Column("valid_to", "停止日期", ("停用日期",), example=""),
    )  # fmt: skip
