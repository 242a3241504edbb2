"""The portable subset."""

from pathlib import Path

import pytest

from hehuo.measures import linter, registry
from hehuo.measures.texts import Measure, Relation

HEADER = dict.fromkeys(("label", "unit", "case", "population", "clause", "met", "remedy"), "x")
GOOD = "select h.settlement_id, h.household_id as case_id, 1 as met from households h"


def measure(sql):
    return linter.faults_of(Measure("m", Path("m.sql"), HEADER, sql))


def relation(sql, **header):
    return linter.faults_of(Relation("r", Path("r.sql"), HEADER | header, sql))


def test_all_texts_are_portable():
    assert linter.faults() == {}


def test_a_plain_measure_is_fine():
    assert measure(GOOD) == []


@pytest.mark.parametrize(
    "where",
    [
        "h.household_id / 2 = 1",
        "h.household_id % 2 = 1",
        "cast(h.household_id as text) = '1'",
        "h.allocated_on + 31 > :as_of and 1.5 < 2",
        "upper(h.household_class) = 'X'",
        "h.household_class like 'x%'",
        "h.allocated_on <= '2018-12-31'",
        "h.allocated_on <= date('now')",
        "h.allocated_on <= current_date",
        "h.allocated_on <= :tomorrow",
        "h.household_id in (select m.household_id from memberships m)",
        "exists (select 1 as x from memberships m)",
    ],
)
def test_what_engines_disagree_about_is_refused(where):
    assert measure(f"{GOOD} where {where}")


@pytest.mark.parametrize(
    "sql",
    [
        "select h.settlement_id, h.household_id as case_id, row_number() over (order by h.household_id) as met from households h",
        "select h.settlement_id, h.household_id as case_id, 1 as met from residents_household h",
        "select h.settlement_id, h.household_id as case_id from households h",
        "select h.household_id as case_id, h.settlement_id, 1 as met from households h",
        f"{GOOD} order by h.household_id",
        f"{GOOD} limit 3",
        f"{GOOD} union {GOOD}",
        f"{GOOD}; {GOOD}",
        "select * from households h",
        "delete from households",
        "select h.settlement_id, h.household_id as case_id, 1 as met from households h cross join job_events j",
        "select h.settlement_id, h.household_id as case_id, 1 as met from households h full join job_events j "
        "on j.settlement_id = h.settlement_id",
    ],
)
def test_other_shapes_are_refused(sql):
    assert measure(sql)


def test_joins_stay_inside_a_settlement_or_follow_the_person():
    within = (
        "join occupancy_spells o on o.settlement_id = h.settlement_id and o.household_id = h.household_id"
    )
    assert measure(f"{GOOD} {within}") == []
    assert measure(f"{GOOD} join occupancy_spells o on o.household_id = h.household_id")
    assert measure(f"{GOOD} join memberships m on m.household_id = h.household_id") == []
    assert measure(f"{GOOD} join memberships m on m.settlement_id = h.settlement_id")


def test_a_relation_may_have_any_columns():
    assert relation("select h.settlement_id, h.household_id from households h") == []


def test_relations_and_columns_of_every_text_are_those_that_a_parser_finds():
    import sqlglot
    from sqlglot import exp

    texts = [*registry.measures().values(), *registry.relations().values()]
    assert len(texts) > 40
    for text in texts:
        tree = sqlglot.parse_one(text.sql)
        own = {cte.alias for cte in tree.find_all(exp.CTE)}
        assert set(text.tables) == {t.name for t in tree.find_all(exp.Table) if t.name not in own}, text.name
        assert list(text.columns) == tree.named_selects, text.name
