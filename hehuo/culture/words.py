"""A few words of a list in one cell, as people write them: “宪法、禁毒”."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible

BETWEEN = re.compile(r"[、，,；;/\s]+")


def words_in(text: str) -> list[str]:
    """The words of a cell, in order, each once."""
    return list(dict.fromkeys(word for word in BETWEEN.split(text.strip()) if word))


@deconstructible
class WordsOf:
    """A validator: every word of the text is one of `allowed`."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def __call__(self, text: str) -> None:
        unknown = [word for word in words_in(text) if word not in self.allowed]
        if unknown:
            raise ValidationError(
                f"没有“{'、'.join(unknown)}”这一项，请从这些里面选填：{'、'.join(self.allowed)}。"
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordsOf) and self.allowed == other.allowed

    def __hash__(self) -> int:
        return hash(self.allowed)

    @property
    def hint(self) -> str:
        """What stands under the field."""
        return f"可多选，用顿号分开：{'、'.join(self.allowed)}"
