"""宣传报道: where creation was told of, so that anybody can look at it (plan: television, radio, press, web, loudspeaker, leaflets)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from hehuo.programme.models.funds import ITEMS
from hehuo.records.models import LedgerRecord, Status


class PublicityEntry(LedgerRecord):
    """One report, broadcast, post or leaflet: topic, reach as a person estimates it, link or where the copy is kept."""

    domain = "A"

    class Channel(models.TextChoices):
        TELEVISION = "television", "电视"
        RADIO = "radio", "广播电台"
        PRESS = "press", "报刊"
        WEB = "web", "网站和新媒体"
        LOUDSPEAKER = "loudspeaker", "村村通广播"
        LEAFLET = "leaflet", "宣传单（栏）"

    class Level(models.TextChoices):
        NATIONAL = "national", "国家级"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        LOCAL = "local", "乡镇和社区"

    class Reach(models.TextChoices):
        HERE = "here", "本安置点"
        COUNTY = "county", "全县"
        CITY = "city", "全市"

    published_on = models.DateField("刊播日期")
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    outlet = models.CharField("媒体或发布单位", max_length=80)
    topic = models.CharField("主题（标题）", max_length=120)
    item_no = models.PositiveSmallIntegerField("涉及的考核条目", choices=ITEMS, null=True, blank=True)
    about = models.CharField("报道范围", max_length=8, choices=Reach.choices, default=Reach.HERE)
    reach = models.PositiveIntegerField(
        "覆盖人次（估计）",
        null=True,
        blank=True,
        help_text="阅读量、收听人数或发放份数，由登记人估计，不计分",
    )
    link = models.CharField("链接", max_length=300, blank=True, validators=[URLValidator(["http", "https"])])
    copy_at = models.CharField(
        "样件存放处", max_length=80, blank=True, help_text="样报、录音录像、样张存在哪里，也可以上传为印证"
    )
    shows_residents = models.BooleanField("出现群众姓名或肖像", default=False)
    consented = models.BooleanField("已取得本人书面同意", default=False)

    class Meta(LedgerRecord.Meta):
        abstract = False
        verbose_name = "宣传报道"
        constraints = [
            *LedgerRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(shows_residents=False) | Q(consented=True), name="programme_publicity_consent",
                violation_error_message="出现群众姓名或肖像的，请先取得本人书面同意再登记、刊播。",
            ),
            models.UniqueConstraint(
                fields=["settlement", "published_on", "channel", "outlet", "topic"], condition=~Q(status=Status.VOID),
                name="programme_publicity_once", violation_error_message="这条报道已经登记过。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.topic

    def clean(self) -> None:
        """A link, or where a copy is kept; without either nobody can look."""
        found: dict[str, Any] = {}
        if self.channel == self.Channel.WEB and not self.link:
            found["link"] = "网站和新媒体请填写链接。"
        elif not self.link and not self.copy_at.strip():
            found["copy_at"] = "请填写链接，或写明样件存放处。"
        if found:
            raise ValidationError(found)
