"""What steps on land and shares ask for: a day, agreement, parcels."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.property.assets.models import Asset
from hehuo.records.display import Display


class DayForm(StepForm):
    """Only the day."""


class AgreeForm(StepForm):
    """同意流转."""

    all_agree = forms.BooleanField(
        label="共有人都已书面同意", required=False,
        help_text="包括配偶和承包户全部成员。放弃土地不得作为搬迁条件。",
    )  # fmt: skip


class ParcelsForm(StepForm):
    """Free assets of one holder that have been agreed to; the first hundred are offered."""

    MOST = 100

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.rows_of(Asset).filter(settlement_id=self.record.settlement_id, state=Asset.State.AGREED)
        household = self.household()
        if household:
            rows = rows.filter(household_id=household)
        picked = rows.order_by("asset_code").values_list("pk", flat=True)[: self.MOST]
        display = Display(Asset, self.user)
        field = forms.ModelMultipleChoiceField(
            Asset.objects.filter(pk__in=list(picked)), label="地块（资产）", widget=forms.CheckboxSelectMultiple,
            help_text="这里只列出已登记同意流转、还没有签入其他合同的资产。",
        )  # fmt: skip
        field.label_from_instance = lambda asset: (  # type: ignore[method-assign]
            f"{display.object(asset)}，{asset.place}，{asset.area_mu or asset.floor_m2 or ''}"
            f"{'亩' if asset.area_mu else '平方米' if asset.floor_m2 else ''}"
        )
        self.fields["assets"] = field

    def household(self) -> int | None:
        """Whose assets are offered."""
        return self.record.household_id
