"""Every record of a ledger has its history and its place in the contents; every ledger keeps the inherited contract."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from hehuo.desk.contents import LEDGERS
from hehuo.kit.testing.contract import LedgerContract
from hehuo.records.models import LedgerRecord
from tests.structure.tree import HOUSE, ROOT, is_test, python_modules

IN_A_PANEL = {"evidence.EvidenceFile", "evidence.Proof"}
"""Records that every ledger shows in its panel 印证 and that have no page of their own."""


def ledger_records() -> list:
    return [model for model in apps.get_models() if issubclass(model, LedgerRecord)]


def test_every_record_has_a_history():
    without = [model._meta.label for model in ledger_records() if not hasattr(model, "history")]
    assert not without


def test_every_record_is_a_ledger_or_a_child_of_one():
    listed = {ledger.model for ledger in LEDGERS}
    children = {child.model for ledger in LEDGERS for child in ledger.children}
    labels = {model._meta.label for model in ledger_records()}
    assert labels - {model._meta.label for model in listed | children} == IN_A_PANEL


def test_every_ledger_keeps_the_contract():
    for path in python_modules():
        if HOUSE in path.parents and is_test(path) and path.name.startswith("test_ledger"):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    waiting, tested = [LedgerContract], set()
    while waiting:
        case = waiting.pop()
        waiting += case.__subclasses__()
        tested.add(getattr(case, "view", None))
    assert not {ledger.slug for ledger in LEDGERS if ledger not in tested}
