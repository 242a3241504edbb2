"""Foreign keys, like imports, point down the floors or stay in their room."""

from __future__ import annotations

from django.apps import apps

from tests.structure.tree import HOUSE, floors, name_of


def room_of(model) -> str | None:
    """The room of one of our models; None for a library's."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "hehuo" else None


def our_models():
    return [model for model in apps.get_models(include_auto_created=True) if room_of(model)]


def relations_upwards() -> list[str]:
    wrong = []
    for model in our_models():
        here = room_of(model)
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            there = room_of(field.related_model)
            if there is None or there == here:
                continue
            if floors()[there] >= floors()[here]:
                wrong.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")
    return wrong


def test_foreign_keys_point_down_only():
    assert relations_upwards() == []


def test_models_and_their_histories_are_seen():
    labels = {model._meta.label_lower for model in our_models()}
    assert len(labels) > 20
    assert any(".historical" in label for label in labels)


def test_every_app_is_on_a_floor():
    ours = {
        config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("hehuo.")
    }
    assert ours <= set(floors())
    assert {"org", "audit", "kit", "measures"} <= ours


def test_every_package_of_the_house_is_on_a_floor():
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert rooms <= set(floors()), "List new rooms in .importlinter"


def test_a_room_with_tables_has_migrations():
    with_tables = {room_of(model) for model in our_models()}
    missing = [
        room for room in sorted(with_tables) if not (HOUSE / room / "migrations/0001_initial.py").exists()
    ]
    assert not missing, [name_of(HOUSE / room) for room in missing]
