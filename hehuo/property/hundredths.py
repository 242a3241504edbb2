"""Areas and shares with two decimals, kept as whole hundredths, so that sums and measures are exact."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

CENT = Decimal("0.01")


class HundredthsField(models.IntegerField):
    """A non-negative `Decimal` with two decimals in Python, an integer of hundredths in the database and in SQL texts."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        """Hundredths to a decimal."""
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Any:
        """A decimal with exactly two decimals; `ValidationError` for anything else."""
        if value is None or value == "":
            return None
        try:
            found = Decimal(str(value))
            exact = found.quantize(CENT)
        except InvalidOperation:
            raise ValidationError("这里要填数字。") from None
        if exact != found:
            raise ValidationError("最多两位小数。")
        return exact

    def get_prep_value(self, value: Any) -> int | None:
        """A decimal to hundredths."""
        found = self.to_python(value)
        return None if found is None else int(found.scaleb(2))

    def formfield(self, **kwargs: Any) -> Any:
        """A decimal input; never below zero."""
        given = {"form_class": forms.DecimalField, "max_digits": 11, "decimal_places": 2, "min_value": 0}
        return models.Field.formfield(self, **{**given, **kwargs})
