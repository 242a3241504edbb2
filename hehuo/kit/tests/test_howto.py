"""docs/howto/add-a-ledger.md is true: its own code makes a ledger that keeps the whole contract."""

import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import override_settings

from hehuo.kit.ledger import ACTIONS, LedgerView
from hehuo.kit.testing.case import addresses
from hehuo.kit.testing.contract import LedgerContract
from hehuo.org.models import Building
from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField
from hehuo.records.writing import save_record
from hehuo.workbooks import Column, Importer, Reference

HOWTO = Path(__file__).parents[3] / "docs/howto/add-a-ledger.md"
MODULE = "hehuo.residents.stewards.models"


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def stewards(db):
    """Everything the how-to's code defines, with its two tables for the length of one test."""
    module = ModuleType(MODULE)
    vars(module).update(
        LedgerRecord=LedgerRecord, SealedField=SealedField, models=models, LedgerView=LedgerView, Importer=Importer,
        Column=Column, Reference=Reference, Building=Building, LedgerContract=LedgerContract, save_record=save_record,
        date=date,
    )  # fmt: skip
    sys.modules[MODULE] = module
    try:
        for block in blocks():
            exec(compile(block, str(HOWTO), "exec"), vars(module))
        for model in (module.Steward, module.Steward.history.model):
            editor = connection.SchemaEditorClass(connection)
            editor.deferred_sql = []  # indexes and foreign keys are not needed here
            with connection.cursor() as cursor:
                cursor.execute(*editor.table_sql(model))
        module.StewardLedger.importer = module.StewardImporter
        yield module
    finally:
        del sys.modules[MODULE]
        for name in ("steward", "historicalsteward"):
            apps.all_models["residents"].pop(name, None)
        apps.clear_cache()


def test_the_ledger_of_the_howto_keeps_the_contract(stewards, client):
    rules = [name for name in dir(stewards.TestStewards) if name.startswith("test_")]
    assert len(rules) > 20
    skipped = []
    with override_settings(ROOT_URLCONF=addresses(stewards.StewardLedger)):
        for rule in rules:
            with transaction.atomic():
                case = stewards.TestStewards()
                case.set_up(client)
                try:
                    getattr(case, rule)()
                except pytest.skip.Exception:
                    skipped.append(rule)
                transaction.set_rollback(True)
            client.cookies.clear()
    assert skipped == ["test_an_exported_list_can_be_read_again"]


def test_the_tables_of_the_howto_name_what_exists():
    text = HOWTO.read_text(encoding="utf-8")
    named = set(re.findall(r"`-([a-z-]+)`", text)) | {"list"}
    assert named == set(ACTIONS)
    told = re.search(r"\| attribute \| meaning \|\n(.*?)\n\n", text, re.DOTALL)
    for names in re.findall(r"^\| `([a-z_, ]+)` \|", told.group(1), re.MULTILINE):
        for name in names.split(", "):
            assert name == "model" or hasattr(LedgerView, name), name
    for method in re.findall(r"`([a-z_]+)\([a-z_, *]*\)`", text):
        known = any(hasattr(owner, method) for owner in (LedgerView, LedgerContract, Importer))
        assert known or method in ("make", "super"), method
