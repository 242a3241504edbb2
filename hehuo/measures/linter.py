"""The portable subset, checked by sqlglot: `python -m hehuo.measures.linter` ends with 1 when a text leaves it.

One text must give the same whole numbers on SQLite, PostgreSQL, DuckDB and Spark (architecture §4). Allowed are
select, with, inner and left join, group by, distinct, union all, case, coalesce, count, sum, min, max, comparisons,
`in` lists, and plus, minus, times of integers. Dates and thresholds come in as parameters.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import sqlglot
from sqlglot import exp

from hehuo.measures import registry
from hehuo.measures.parameters import KNOWN
from hehuo.measures.relations import RelationError
from hehuo.measures.texts import Measure, SqlText
from hehuo.measures.windows import CALENDARS

ALLOWED: frozenset[type[exp.Expression]] = frozenset(
    {
        exp.Select, exp.From, exp.Table, exp.TableAlias, exp.Alias, exp.Identifier, exp.Column, exp.Join, exp.Where,
        exp.Group, exp.Distinct, exp.Subquery, exp.With, exp.CTE, exp.Union, exp.Having,
        exp.Case, exp.If, exp.Coalesce, exp.Count, exp.Sum, exp.Min, exp.Max, exp.Star,
        exp.And, exp.Or, exp.Not, exp.Paren, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.Null,
        exp.In, exp.Between, exp.Add, exp.Sub, exp.Mul, exp.Literal, exp.Placeholder,
    }
)  # fmt: skip
REQUIRED = ("settlement_id", "case_id", "met")
OPTIONAL = ("weight", "weight_met")
JOINS = (("", ""), ("", "INNER"), ("LEFT", ""), ("LEFT", "OUTER"))
KEYS = {"person_id", "household_id"}


def faults_of(text: SqlText) -> list[str]:
    """Everything in a text that does not belong to the subset, in words."""
    try:
        trees = [t for t in sqlglot.parse(text.sql) if t is not None]
    except sqlglot.errors.SqlglotError as error:
        return [f"cannot be read: {str(error).splitlines()[0]}"]
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        return ["must be one select"]
    tree = trees[0]
    found = [*_nodes(tree), *_tables(text, tree), *_joins(text, tree), *_columns(tree)]
    unknown = sorted(text.parameters - KNOWN)
    found += [f"unknown parameter :{name}" for name in unknown]
    if isinstance(text, Measure):
        found += _shape(tree)
        found += [
            f"header: {key} is empty"
            for key in ("unit", "case", "clause", "met", "remedy")
            if not text.header.get(key)
        ]
    return list(dict.fromkeys(found))


def _nodes(tree: exp.Query) -> Iterator[str]:
    for node in tree.walk():
        if type(node) not in ALLOWED:
            yield f"{type(node).__name__} is outside the portable subset: {node.sql()[:60]}"
        elif isinstance(node, exp.Literal) and not node.is_string and not str(node.this).isdigit():
            yield f"only whole numbers: {node.sql()}"
        elif isinstance(node, exp.Literal) and node.is_string and str(node.this)[:4].isdigit():
            yield f"dates are parameters, not text: {node.sql()}"
        elif isinstance(node, exp.Union) and node.args.get("distinct"):
            yield "union only as union all"
        elif isinstance(node, (exp.Select, exp.Union)) and (node.args.get("order") or node.args.get("limit")):
            yield "order and limit belong to the runner"
        elif isinstance(node, exp.Join) and (node.side, node.kind) not in JOINS:
            yield f"only inner and left joins: {node.sql()[:60]}"
        elif isinstance(node, exp.In) and node.args.get("query"):
            yield "no subquery in a condition; join instead"
        elif isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            yield "columns are named, never *"


def _tables(text: SqlText, tree: exp.Query) -> Iterator[str]:
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    known = {*registry.base_relations(), *registry.relations(), *CALENDARS}
    for table in tree.find_all(exp.Table):
        if table.name not in own | known:
            yield f"no relation is called {table.name}"
        elif table.name == text.name and not isinstance(text, Measure):
            yield f"{table.name} refers to itself"


def _per_person(name: str) -> bool:
    base, derived = registry.base_relations(), registry.relations()
    if name in base:
        return base[name].per_person
    return name in derived and derived[name].per_person


def _source_is_personal(node: exp.Expression) -> bool:
    tables = {t.name for t in node.find_all(exp.Table)}
    return bool(tables) and all(_per_person(name) for name in tables)


def _joins(text: SqlText, tree: exp.Query) -> Iterator[str]:
    """One settlement must count the same alone as among all: joins stay inside a settlement or follow a person."""
    for join in tree.find_all(exp.Join):
        condition, alias = join.args.get("on"), join.this.alias_or_name
        if condition is None:
            yield f"a join needs a condition: {join.sql()[:60]}"
            continue
        equal = {
            e.left.name
            for e in condition.find_all(exp.EQ)
            if isinstance(e.left, exp.Column) and isinstance(e.right, exp.Column)
            and e.left.name == e.right.name and e.left.table != e.right.table and alias in (e.left.table, e.right.table)
            and not e.find_ancestor(exp.Or, exp.Not)
        }  # fmt: skip
        personal = _source_is_personal(join.this) or text.per_person
        if "settlement_id" not in equal and not (personal and equal & KEYS):
            yield f"the join with {alias} must be on settlement_id, or follow a person by person_id"
        if "settlement_id" in equal and _source_is_personal(join.this):
            yield f"{alias} follows the person; do not join it on settlement_id"


def _columns(tree: exp.Query) -> Iterator[str]:
    for column in tree.find_all(exp.Column):
        if not column.table and (scope := column.find_ancestor(exp.Select)) and scope.args.get("joins"):
            yield f"name the table of column {column.name}"


def _shape(tree: exp.Query) -> Iterator[str]:
    for select in [tree] if isinstance(tree, exp.Select) else tree.find_all(exp.Select):
        if select.parent not in (None, tree):
            continue
        names = tuple(select.named_selects)
        if names[:3] != REQUIRED or any(n not in OPTIONAL for n in names[3:]):
            yield f"a measure returns settlement_id, case_id, met [, weight [, weight_met]], not {', '.join(names)}"


def faults() -> dict[str, list[str]]:
    """Faults of all texts, by path; empty when everything is portable."""
    found: dict[str, list[str]] = {}
    for text in [*registry.relations().values(), *registry.measures().values()]:
        wrong = faults_of(text)
        if not wrong:
            try:
                registry.uses(text.tables)
            except RelationError as error:
                wrong = [str(error)]
        if wrong:
            found[str(text.path)] = wrong
    return found


def main() -> int:
    """Print what is wrong; 1 when anything is."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.test")
    django.setup()
    try:
        found = faults()
    except RelationError as error:
        print(error)
        return 1
    for path, wrong in found.items():
        for fault in wrong:
            print(f"{path}: {fault}")
    count = len(registry.relations()) + len(registry.measures())
    print(f"{count} texts, {sum(map(len, found.values()))} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
