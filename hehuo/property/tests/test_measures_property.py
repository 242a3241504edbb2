"""Every relation and measure of property: SQLite or PostgreSQL, DuckDB and the Python references give the same integers."""

import pytest

from hehuo.measures import linter, registry
from hehuo.measures.conformance import kit, mutants
from hehuo.property import measure_sources, measures_reference

SUBJECT = kit.Subject(
    tuple(measures_reference.MEASURES),
    measures_reference.RELATIONS,
    measures_reference.MEASURES,
    measures_reference.FAVOURED,
)


def test_every_measure_of_this_context_has_a_reference():
    ours = {n for n, m in registry.measures().items() if m.path.parents[1] in measure_sources.FOLDERS}
    assert ours == set(measures_reference.MEASURES)


def test_every_text_keeps_to_the_portable_subset():
    texts = [*registry.relations().values(), *registry.measures().values()]
    ours = [text for text in texts if text.path.parents[1] in measure_sources.FOLDERS]
    assert [fault for text in ours for fault in linter.faults_of(text)] == []


@pytest.mark.db_portable
@pytest.mark.django_db
def test_engines_and_references_agree_on_a_thousand_populations():
    assert kit.compare(SUBJECT, seed=3018) >= 1000


def test_nine_of_ten_faults_put_into_the_sql_are_noticed():
    texts = [*registry.relations().values(), *registry.measures().values()]
    ours = [text for text in texts if text.path.parents[1] in measure_sources.FOLDERS]
    made, alive = mutants.score(SUBJECT, ours)
    assert made >= 40
    assert len(alive) * 10 <= made, "\n".join(alive)
