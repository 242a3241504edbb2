"""All relations and measures of the installed contexts. Contexts bring theirs in `AppConfig.ready()`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from hehuo.measures import texts
from hehuo.measures.relations import BaseRelation, PersonLink, RelationError
from hehuo.measures.texts import Measure, Relation
from hehuo.measures.windows import CALENDARS

_base: dict[str, BaseRelation] = {}
_folders: list[Path] = []
_links: list[PersonLink] = []
_relations: dict[str, Relation] = {}
_measures: dict[str, Measure] = {}
_loaded = False


def add_sources(
    base: Sequence[BaseRelation], folders: Sequence[Path], person_link: PersonLink | None = None
) -> None:
    """Register what a context offers: base relations and ledger folders with `relations/` and `measures/`."""
    global _loaded
    for relation in base:
        if _base.setdefault(relation.name, relation) != relation:
            raise RelationError(f"Two relations are called {relation.name}.")
    _folders.extend(f for f in folders if f not in _folders)
    if person_link and person_link not in _links:
        _links.append(person_link)
    _loaded = False


def _load() -> None:
    global _loaded
    if _loaded:
        return
    _relations.clear()
    _measures.clear()
    for cached in (relations_of_measure, models_read, parameters_read, fingerprint):
        cached.cache_clear()
    for folder in _folders:
        for path in sorted((folder / "relations").glob("*.sql")):
            if path.stem in _relations or path.stem in _base or path.stem in CALENDARS:
                raise RelationError(f"Two relations are called {path.stem}.")
            _relations[path.stem] = texts.read(path, Relation)  # type: ignore[assignment]
        for path in sorted((folder / "measures").glob("*.sql")):
            if path.stem in _measures:
                raise RelationError(f"Two measures are called {path.stem}.")
            _measures[path.stem] = texts.read(path, Measure)  # type: ignore[assignment]
    _loaded = True


def base_relations() -> dict[str, BaseRelation]:
    """Base relations by name."""
    return dict(_base)


def relations() -> dict[str, Relation]:
    """Derived relations by name."""
    _load()
    return dict(_relations)


def measures() -> dict[str, Measure]:
    """Measures by name."""
    _load()
    return dict(_measures)


def person_link() -> PersonLink:
    """Where people belong."""
    if not _links:
        raise RelationError("No context has said where people belong.")
    return _links[0]


def exists(name: str) -> bool:
    """Whether there is a measure of that name."""
    _load()
    return name in _measures


def measure(name: str) -> Measure:
    """One measure; `KeyError` names what was asked."""
    _load()
    return _measures[name]


def uses(names: Iterable[str]) -> list[str]:
    """Relations that these texts read, directly or not, each after those that it needs itself."""
    _load()
    order: dict[str, None] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in order:
            return
        if name in path:
            raise RelationError(f"Relations go in a circle: {' → '.join([*path, name])}.")
        if name in _relations:
            for needed in _relations[name].tables:
                visit(needed, (*path, name))
        elif name not in _base and name not in CALENDARS:
            raise RelationError(f"There is no relation {name}.")
        order[name] = None

    for name in names:
        visit(name, ())
    return list(order)


@cache
def relations_of_measure(name: str) -> list[str]:
    """All relations behind one measure."""
    return uses(measure(name).tables)


@cache
def models_read(name: str) -> frozenset[str]:
    """Model labels (lower case) whose change can change this measure."""
    return frozenset(_base[r].model.lower() for r in relations_of_measure(name) if r in _base)


@cache
def parameters_read(name: str) -> frozenset[str]:
    """Parameters on which this measure depends."""
    found = set(measure(name).parameters)
    for relation in relations_of_measure(name):
        if relation in _relations:
            found |= _relations[relation].parameters
        elif relation in CALENDARS:
            found |= {"as_of", "launched_on", "first_window_min_days"}
    return frozenset(found)


@cache
def fingerprint(name: str) -> str:
    """Changes when the text of a measure or of any relation behind it changes."""
    used = [_relations[r].sql for r in relations_of_measure(name) if r in _relations]
    return hashlib.blake2b("\n".join([measure(name).sql, *used]).encode(), digest_size=8).hexdigest()


def base_of_model(label: str) -> BaseRelation | None:
    """The base relation over a model (lower-case label), if measures read it at all."""
    return next((r for r in _base.values() if r.model.lower() == label), None)
