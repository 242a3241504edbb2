"""Publishing after a look for personal data; checks of platforms; exchanges that took place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.records.personal_data import NUMBERS, in_text
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.services.publications.lifecycle import PUBLICATION
from hehuo.services.publications.models import (
    ExchangeRun,
    InfoPlatform,
    InfoPublication,
    PlatformCheck,
    PlatformExchange,
)

KEPT_FOR = timedelta(days=90)
"""Domain item 16: a publication expires after 90 days when nothing else is said."""
CHANNELS = ("on_board", "on_site", "on_platform", "on_radio")


def save_publication(publication: InfoPublication, *, by: Any) -> InfoPublication:
    """Store a draft as typed; what has been published is withdrawn and written anew, not changed."""
    if publication.state in (InfoPublication.State.PUBLISHED, InfoPublication.State.WITHDRAWN):
        raise ValidationError("已发布的信息不能改动；有误的请撤下后重新拟稿。")
    return save_record(publication, by=by)


def publish(publication: InfoPublication, *, by: Any, on: date, personal_check: str) -> InfoPublication:
    """A second person has looked for personal data; numbers of people are found by machine and refuse."""
    found = in_text(f"{publication.title}\n{publication.text}", kinds=NUMBERS)
    if found:
        words = "、".join(f"{one.kind}“{one.veiled}”" for one in found)
        raise ValidationError(f"内容里有个人号码（{words}），请退回隐去后再发布。")
    if on < timezone.localtime(publication.recorded_at).date() - timedelta(days=365):
        raise ValidationError({"on": "发布日期过早，请核对。"})
    if not any(getattr(publication, name) for name in CHANNELS):
        raise ValidationError("请先在“修改”中选择至少一个发布渠道。")
    expires = publication.expires_on or on + KEPT_FOR
    if expires <= on:
        raise ValidationError({"on": "到期日期须晚于发布日期，请先修改到期日期。"})
    return take_step(
        PUBLICATION, publication, "publish", by=by, second_person="审核", published_on=on, occurred_on=on, reviewer=by,
        personal_check=personal_check, expires_on=expires,
    )  # fmt: skip


def block(publication: InfoPublication, *, by: Any, reason: str) -> InfoPublication:
    """It is not published."""
    check = InfoPublication.PersonalCheck.BLOCKED
    return take_step(PUBLICATION, publication, "block", by=by, reason=reason, personal_check=check)


def redraft(publication: InfoPublication, *, by: Any, reason: str = "") -> InfoPublication:
    """It has been mended and is looked at again."""
    return take_step(PUBLICATION, publication, "redraft", by=by, reason=reason, personal_check="")


def withdraw(publication: InfoPublication, *, by: Any, reason: str) -> InfoPublication:
    """From today nobody reads it."""
    return take_step(
        PUBLICATION, publication, "withdraw", by=by, reason=reason, withdrawn_on=timezone.localdate()
    )


@transaction.atomic
def record_check(
    platform: InfoPlatform, *, by: Any, on: date, reachable: bool = False, newest_on: date | None = None
) -> InfoPlatform:
    """Somebody opened the page on `on`."""
    if platform.valid_from > on:
        raise ValidationError({"on": f"{platform.name} 于 {platform.valid_from} 上线，查看日期不能更早。"})
    check = PlatformCheck(
        settlement_id=platform.settlement_id, platform=platform, checked_on=on, reachable=reachable,
        newest_on=newest_on if reachable else None, occurred_on=on,
    )  # fmt: skip
    save_record(check, by=by)
    return platform


@transaction.atomic
def record_run(
    exchange: PlatformExchange, *, by: Any, on: date, succeeded: bool = False, volume: int = 0
) -> PlatformExchange:  # fmt: skip
    """One exchange of data took place on `on`, or failed."""
    if exchange.valid_from > on:
        raise ValidationError({"on": f"这项交互于 {exchange.valid_from} 开通，日期不能更早。"})
    run = ExchangeRun(
        settlement_id=exchange.settlement_id, exchange=exchange, ran_on=on, succeeded=succeeded,
        volume=volume if succeeded else 0, occurred_on=on,
    )  # fmt: skip
    save_record(run, by=by)
    return exchange


STEPS = {"block": block, "redraft": redraft, "withdraw": withdraw}
