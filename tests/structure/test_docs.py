"""Every ledger has a page that is also its help; links between pages lead somewhere."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.apps import apps

from hehuo.desk import print_importing, print_lifecycles
from hehuo.records.models import LedgerRecord
from tests.structure.tree import ROOT, name_of, tracked_files

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def ledgers() -> tuple:
    if not (ROOT / "hehuo/desk/contents.py").exists():
        pytest.skip("no ledger is listed yet")
    return tuple(import_module("hehuo.desk.contents").LEDGERS)


def test_every_ledger_has_a_page():
    pages = {ledger.slug: ledger.help or ledger.slug for ledger in ledgers()}
    missing = [slug for slug, page in pages.items() if not (ROOT / f"docs/ledgers/{page}.md").exists()]
    assert not missing


def test_every_page_belongs_to_a_ledger():
    helped = {ledger.help or ledger.slug for ledger in ledgers()}
    pages = {path.stem for path in (ROOT / "docs/ledgers").glob("*.md")} - {"index", "README"}
    assert pages <= helped


def test_slugs_are_unique():
    slugs = [ledger.slug for ledger in ledgers()]
    assert len(slugs) == len(set(slugs))
    assert slugs


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in tracked_files():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (path.parent / target).exists()
            ):
                broken.append(f"{name_of(path)} → {target}")
    assert not broken


def test_labels_of_ledgers_are_chinese():
    ledgers_of_ours = [model for model in apps.get_models() if issubclass(model, LedgerRecord)]
    unlabelled = [
        f"{model._meta.label}.{field.name}"
        for model in ledgers_of_ours
        for field in model._meta.concrete_fields
        if field.editable and not field.auto_created and not CHINESE.search(str(field.verbose_name))
    ]
    unnamed = [
        model._meta.label for model in ledgers_of_ours if not CHINESE.search(str(model._meta.verbose_name))
    ]
    assert len(ledgers_of_ours) > 10
    assert not unlabelled
    assert not unnamed


def test_labels_of_choices_are_chinese():
    latin = [
        f"{model._meta.label}.{field.name}: {label}"
        for model in apps.get_models()
        if model.__module__.startswith("hehuo.")
        for field in model._meta.concrete_fields
        for _, label in field.flatchoices
        if label and not CHINESE.search(str(label)) and any(letter.isalpha() for letter in str(label))
    ]
    assert not latin


@pytest.mark.parametrize("name", print_lifecycles.pages())
def test_the_state_tables_in_the_docs_are_those_of_the_code(name):
    page = (print_lifecycles.DOCS / name).read_text(encoding="utf-8")
    assert page == print_lifecycles.pages()[name](), "python -m hehuo.desk.print_lifecycles"


def test_every_ledger_is_imported_or_says_why_not():
    without = {ledger.slug for ledger in ledgers() if ledger.importer is None}
    assert without == set(print_importing.NO_IMPORT)
    assert all(reason.endswith("。") for reason in print_importing.NO_IMPORT.values())


def test_the_page_of_imports_is_that_of_the_ledgers():
    told = print_importing.PAGE.read_text(encoding="utf-8")
    assert told == print_importing.as_markdown(), "python -m hehuo.desk.print_importing"
