"""Every measure of the neighbourhood: SQLite or PostgreSQL, DuckDB and the Python references give the same integers."""

import pytest

from hehuo.measures import linter, registry
from hehuo.measures.conformance import kit, mutants
from hehuo.neighbourhood import measure_sources, measures_reference

SUBJECT = kit.Subject(
    tuple(measures_reference.MEASURES),
    measures_reference.RELATIONS,
    measures_reference.MEASURES,
    measures_reference.FAVOURED,
)


def _ours():
    return [m for m in registry.measures().values() if m.path.parents[1] in measure_sources.FOLDERS]


def test_every_measure_of_this_context_has_a_reference_and_keeps_to_the_subset():
    assert {m.name for m in _ours()} == set(measures_reference.MEASURES)
    assert [fault for m in _ours() for fault in linter.faults_of(m)] == []


@pytest.mark.db_portable
@pytest.mark.django_db
def test_engines_and_references_agree_on_a_thousand_populations():
    assert kit.compare(SUBJECT, seed=4018) >= 1000


def test_nine_of_ten_faults_put_into_the_sql_are_noticed():
    made, alive = mutants.score(SUBJECT, _ours())
    assert made >= 60
    assert len(alive) * 10 <= made, "\n".join(alive)
