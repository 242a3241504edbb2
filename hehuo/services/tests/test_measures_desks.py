"""Every measure of the desks: SQLite or PostgreSQL, DuckDB and the Python references give the same integers."""

import pytest

from hehuo.measures import linter, registry
from hehuo.measures.conformance import kit, mutants
from hehuo.services import desk_sources, reference_desks

SUBJECT = kit.Subject(
    tuple(reference_desks.MEASURES),
    reference_desks.RELATIONS,
    reference_desks.MEASURES,
    reference_desks.FAVOURED,
)


def _ours():
    texts = [*registry.relations().values(), *registry.measures().values()]
    return [text for text in texts if text.path.parents[1] in desk_sources.FOLDERS]


def test_every_text_of_the_desks_has_a_reference_and_keeps_to_the_subset():
    assert {text.name for text in _ours()} == {*reference_desks.MEASURES, *reference_desks.RELATIONS}
    assert [fault for text in _ours() for fault in linter.faults_of(text)] == []


@pytest.mark.db_portable
@pytest.mark.django_db
def test_engines_and_references_agree_on_a_thousand_populations():
    assert kit.compare(SUBJECT, seed=5018) >= 1000


def test_nine_of_ten_faults_put_into_the_sql_are_noticed():
    made, alive = mutants.score(SUBJECT, _ours())
    assert made >= 60
    assert len(alive) * 10 <= made, "\n".join(alive)
