"""Every measure of items 13 and 16: SQLite or PostgreSQL, DuckDB and the Python references give the same integers."""

import pytest

from hehuo.measures import linter, registry
from hehuo.measures.conformance import kit, mutants
from hehuo.services import place_sources, reference_places

SUBJECT = kit.Subject(
    tuple(reference_places.MEASURES),
    reference_places.RELATIONS,
    reference_places.MEASURES,
    reference_places.FAVOURED,
)


def _ours():
    texts = [*registry.relations().values(), *registry.measures().values()]
    return [text for text in texts if text.path.parents[1] in place_sources.FOLDERS]


def test_every_text_has_a_reference_and_keeps_to_the_subset():
    names = {text.name for text in _ours()}
    assert names == {*reference_places.MEASURES, "facilities_in_use", "open_shops"}
    assert [fault for text in _ours() for fault in linter.faults_of(text)] == []


@pytest.mark.db_portable
@pytest.mark.django_db
def test_engines_and_references_agree_on_a_thousand_populations():
    assert kit.compare(SUBJECT, seed=6018) >= 1000


def test_nine_of_ten_faults_put_into_the_sql_are_noticed():
    made, alive = mutants.score(SUBJECT, _ours())
    assert made >= 60
    assert len(alive) * 10 <= made, "\n".join(alive)
