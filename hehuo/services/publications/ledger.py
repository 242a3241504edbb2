"""信息发布, 信息平台和网站, 信息资源交互 (item 16)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step, SteppedLedger
from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.services.publications import forms, services
from hehuo.services.publications.imports import ExchangeImporter, PlatformImporter
from hehuo.services.publications.lifecycle import PUBLICATION
from hehuo.services.publications.models import (
    ExchangeRun,
    InfoPlatform,
    InfoPublication,
    PlatformCheck,
    PlatformExchange,
)

SECTION, ITEM = "内外互融互通", "第16项"


def _ended(record: Any) -> str:
    return f"已于 {record.valid_to} 停止。" if record.valid_to else ""


class PublicationLedger(CaseLedger):
    """Publications of a community."""

    model, slug, section, item, help = InfoPublication, "publications", SECTION, ITEM, "publications"
    purpose = "登记要发布的惠民政策、就业信息、公示和通知，由另一人审过个人信息再发布。"
    columns = ("title", "topic", "state", "published_on", "expires_on", "on_board", "on_site", "on_platform", "on_radio")  # fmt: skip
    filters = ("settlement", "topic", "state", "published_on", "expires_on", "on_site", "on_board")
    fields = {
        "内容": ("topic", "title", "text", "expires_on"),
        "渠道": ("on_board", "on_site", "on_platform", "on_radio"),
    }
    facts = {"办理": ("state", "personal_check", "reviewer", "published_on", "withdrawn_on")}
    search = ("title",)
    lifecycle, steps = PUBLICATION, services.STEPS
    asking = (
        asked(PUBLICATION, "publish", "由拟稿人以外的人看过：没有身份证号、电话、贫困和健康状况。", forms.PublishForm, services.publish),
    )  # fmt: skip
    waiting = (
        Waiting("待审核的信息", {"state": "drafted"}, need="approve"),
        Waiting("退回要改的信息", {"state": "blocked"}),
    )

    def perform_save(self, form: Any) -> InfoPublication:
        """Only drafts are changed."""
        return self.saved_by(services.save_publication, self.entered(form))


class PlatformLedger(SteppedLedger):
    """The platform of public services and the website."""

    model, slug, section, item, help = InfoPlatform, "platforms", SECTION, ITEM, "platforms"
    purpose = "登记社区公共服务综合信息平台和社区网站，定期打开看一看、有没有更新。"
    columns = ("name", "kind", "address", "operator", "valid_from", "valid_to")
    filters = ("settlement", "kind", "valid_from", "valid_to")
    fields = ("kind", "name", "address", "operator", "valid_from", "valid_to")
    search = ("name", "address")
    importer = PlatformImporter
    children = (Child(PlatformCheck, "platform", ("checked_on", "reachable", "newest_on")),)
    asking = (
        Step("check", "登记查看", "打开看过以后登记：能不能打开，最新一条是哪天的。", forms.CheckForm, services.record_check, _ended),
    )  # fmt: skip


class ExchangeLedger(SteppedLedger):
    """Exchanges of data with other systems."""

    model, slug, section, item, help = PlatformExchange, "exchanges", SECTION, ITEM, "exchanges"
    purpose = "登记与县平台、人社、医保等系统的数据交互：凭什么、交什么、最近成功是哪天。"
    columns = ("counterpart", "direction", "content", "legal_basis", "valid_from", "valid_to")
    filters = ("settlement", "direction", "valid_from", "valid_to")
    fields = ("counterpart", "direction", "content", "legal_basis", "valid_from", "valid_to")
    search = ("counterpart", "legal_basis")
    importer = ExchangeImporter
    children = (Child(ExchangeRun, "exchange", ("ran_on", "succeeded", "volume")),)
    asking = (
        Step("run", "登记交互", "每次交互后登记成没成功。", forms.RunForm, services.record_run, _ended),
    )
