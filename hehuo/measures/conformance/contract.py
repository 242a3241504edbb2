"""What the measures of every context promise; each context's test inherits it and names its texts and references."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest

from hehuo.measures import linter, registry
from hehuo.measures.conformance import kit, mutants


class MeasureContract:
    """SQLite or PostgreSQL, DuckDB and the Python references give the same integers, and the tests would notice a fault."""

    sources: ClassVar[ModuleType]
    """Has `FOLDERS`, where the texts lie."""
    references: ClassVar[ModuleType]
    """Has `MEASURES`, `RELATIONS` and perhaps `FAVOURED`."""
    seed: ClassVar[int]
    faults_made: ClassVar[int] = 40
    """At least so many faults can be put into the texts."""

    def subject(self) -> kit.Subject:
        """What is compared."""
        told = self.references
        return kit.Subject(tuple(told.MEASURES), told.RELATIONS, told.MEASURES, getattr(told, "FAVOURED", {}))

    def ours(self, texts: Any) -> dict[str, Any]:
        """Texts of this context."""
        return {name: text for name, text in texts.items() if text.path.parents[1] in self.sources.FOLDERS}

    def test_every_text_has_a_reference(self) -> None:
        assert set(self.ours(registry.measures())) == set(self.references.MEASURES)
        assert set(self.ours(registry.relations())) <= set(self.references.RELATIONS)

    def test_every_text_keeps_to_the_portable_subset(self) -> None:
        texts = [*self.ours(registry.relations()).values(), *self.ours(registry.measures()).values()]
        assert [fault for text in texts for fault in linter.faults_of(text)] == []

    @pytest.mark.db_portable
    @pytest.mark.django_db
    def test_engines_and_references_agree_on_a_thousand_populations(self) -> None:
        assert kit.compare(self.subject(), seed=self.seed) >= 1000

    def test_nine_of_ten_faults_put_into_the_sql_are_noticed(self) -> None:
        texts = [*self.ours(registry.relations()).values(), *self.ours(registry.measures()).values()]
        made, alive = mutants.score(self.subject(), texts)
        assert made >= self.faults_made
        assert len(alive) * 10 <= made, "\n".join(alive)
