"""The one table of the access matrix: which right each address asks for. An address that is not here fails the test."""

from __future__ import annotations

from collections.abc import Callable

from hehuo.org.rights import MATRIX
from hehuo.org.roles import Role

EVERYBODY = frozenset(Role.values)
OFFICE = frozenset({Role.CITY_OFFICE, Role.CITY_LEADER})


def roles_with(test: Callable[[str], bool], domain: str) -> frozenset[str]:
    """Roles whose letters in the domain pass."""
    return frozenset(role for role, row in MATRIX.items() if test(row[domain]))


NEEDS: dict[str, Callable[[str], bool]] = {
    "read": lambda right: right[0] in "FM",
    "write": lambda right: "w" in right,
    "approve": lambda right: "x" in right,
    "act": lambda right: "w" in right or "x" in right,
    "open": lambda right: right[0] == "F",
    "write in full": lambda right: right[0] == "F" and "w" in right,
}

# Action of a ledger: (method, need in the domain of the ledger's model).
LEDGER_ACTIONS: dict[str, tuple[str, str]] = {
    "list": ("get", "read"), "help": ("get", "read"), "detail": ("get", "read"), "export": ("get", "read"),
    "template": ("get", "write"), "import": ("get", "write"), "import-preview": ("get", "write"),
    "import-batch": ("get", "write"), "import-errors": ("get", "write"), "undo": ("post", "write"),
    "create": ("get", "write"), "choices": ("get", "write"), "update": ("get", "write"), "void": ("post", "write"),
    "ask": ("post", "write"), "verify": ("post", "approve"), "return": ("post", "approve"),
    "bulk-verify": ("post", "approve"), "step": ("post", "act"), "unmask": ("post", "open"),
    # of single ledgers
    "allocation": ("get", "open"), "paylist": ("post", "open"), "statement": ("get", "open"),
    "household": ("get", "read"), "search": ("post", "write in full"), "offer": ("post", "act"), "sign-in": ("get", "write"),
    "label": ("get", "read"), "board": ("get", "read"), "gtfs": ("get", "write"), "plan": ("post", "write"), "usual": ("post", "write"), "look": ("post", "write"), "start": ("post", "act"), "exempt": ("post", "act"),
}  # fmt: skip

# Ledgers that are narrower than the matrix: (slug, need) → roles.
SUPERVISORS = frozenset({Role.CITY_OFFICE, Role.INSPECTOR, Role.COUNTY_HQ, Role.COUNTY_REVIEWER})
NARROWER: dict[tuple[str, str], frozenset[str]] = {
    ("questions", "write"): SUPERVISORS,
    ("questions", "approve"): frozenset(),
    **{
        ("data-requests", need): frozenset({Role.SECRETARY, Role.COMMITTEE})
        for need in ("write", "act", "open")
    },
    ("data-requests", "read"): frozenset({Role.SECRETARY, Role.COMMITTEE, Role.COUNTY_HQ}),
    ("data-requests", "approve"): frozenset({Role.SECRETARY}),
}

JUDGES = SUPERVISORS

SUPERVISION = OFFICE | {
    Role.AUDITOR, Role.INSPECTOR, Role.CITY_BUREAU, Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.COUNTY_BUREAU, Role.TOWNSHIP,
    Role.SECRETARY, Role.COMMITTEE,
}  # fmt: skip
SUPERVISED = ("tasks", "spot-checks", "inspections", "findings", "bulletins")
# Ledgers whose records open to those who handle them only: the right in the domain is not enough (domain §6.4).
CONFIDENTIAL = frozenset({"mediation-cases", "mediation-sessions", "case-handlers"})

READS_A = roles_with(NEEDS["read"], "A")
TASKERS = frozenset(
    {Role.SECRETARY, Role.COMMITTEE, Role.TOWNSHIP, Role.COUNTY_HQ, Role.COUNTY_BUREAU, Role.CITY_OFFICE}
)
CAMPAIGNS = READS_A - {Role.GRID_MEMBER}

PAPERS = frozenset(role for role, row in MATRIX.items() if set(row.values()) != {"-"})
PAPER_OFFICES = frozenset({Role.CITY_OFFICE, Role.COUNTY_HQ})

# Every other address by name: (method, roles that may enter).
ROOMS: dict[str, tuple[str, frozenset[str]]] = {
    "logout": ("post", EVERYBODY), "second-factor": ("get", EVERYBODY), "password-change": ("get", EVERYBODY),
    "home": ("get", EVERYBODY), "todo": ("get", EVERYBODY), "todo-count": ("get", EVERYBODY),
    "todo-done": ("get", EVERYBODY), "todo-started": ("get", EVERYBODY), "todo-copied": ("get", EVERYBODY),
    "raised-at": ("get", EVERYBODY), "raised-link": ("get", roles_with(NEEDS["write"], "F")),
    "my-shifts": ("get", EVERYBODY), "my-shift-step": ("get", EVERYBODY),
    "message": ("get", EVERYBODY), "message-act": ("post", EVERYBODY), "evidence-for": ("get", EVERYBODY),
    "evidence-download": ("get", EVERYBODY), "evidence-preview": ("get", EVERYBODY),
    "evidence-alike": ("get", EVERYBODY), "evidence-withdraw": ("post", EVERYBODY), "evidence": ("get", EVERYBODY), "evidence-cite": ("get", EVERYBODY),
    "evidence-proof": ("get", EVERYBODY), "evidence-step": ("post", EVERYBODY),
    "data-request-held": ("get", frozenset({Role.SECRETARY, Role.COMMITTEE})), "search": ("get", EVERYBODY), "record": ("get", EVERYBODY), "asked-about": ("get", EVERYBODY), "notices": ("get", EVERYBODY),
    "heat": ("get", READS_A), "gaps": ("get", READS_A), "gap": ("get", READS_A), "cells": ("get", READS_A), "scorecards": ("get", READS_A), "scorecard": ("get", READS_A),
    "judgements": ("get", JUDGES), "scorecard-judgements": ("get", JUDGES), "scorecard-judgement-withdraw": ("post", JUDGES),
    "scorecard-decisions": ("get", OFFICE), "scorecard-version": ("get", READS_A), "scorecard-trend": ("get", READS_A), "scorecard-cases": ("get", READS_A),
    "mediation-counts": ("get", roles_with(lambda right: right[0] in "AF", "G") | {Role.INSPECTOR}),
    "plans": ("get", READS_A), "plan-picture": ("get", READS_A), "plan-picture-rows": ("get", roles_with(NEEDS["read"], "A") & roles_with(NEEDS["open"], "C")),
    "plan-points": ("get", roles_with(NEEDS["write"], "F")),
    "analysis": ("get", READS_A), "planner": ("get", READS_A), "planner-place": ("get", READS_A), "planner-efforts": ("get", READS_A),
    "planner-effort": ("get", frozenset({Role.CITY_OFFICE})), "planner-tasks": ("post", TASKERS),
    "interview-draw": ("get", roles_with(NEEDS["write"], "A") & roles_with(NEEDS["open"], "C")),
    "standards": ("get", READS_A), "standard": ("get", READS_A), "standard-diff": ("get", READS_A),
    "standard-import": ("get", OFFICE), "standard-finding": ("post", OFFICE), "standard-publish": ("post", OFFICE), "standard-in-force": ("post", OFFICE),
    "campaigns": ("get", CAMPAIGNS), "campaign": ("get", CAMPAIGNS), "campaign-compare": ("get", CAMPAIGNS),
    "campaign-self-assessment": ("get", CAMPAIGNS),
    "campaign-review": ("get", CAMPAIGNS), "campaign-score": ("get", CAMPAIGNS), "campaign-visit": ("post", CAMPAIGNS),
    "campaign-step": ("post", CAMPAIGNS), "campaign-plan": ("get", frozenset({Role.COUNTY_HQ})),
    "reward-schemes": ("get", OFFICE | {Role.CITY_FINANCE, Role.AUDITOR}),
    "documents": ("get", PAPERS), "document": ("get", PAPERS), "document-make": ("get", PAPERS),
    "documents-of": ("get", PAPERS), "document-register": ("get", PAPERS),
    "document-draft": ("post", PAPERS), "document-pack": ("get", PAPERS), "document-edit": ("get", PAPERS),
    "document-file": ("get", PAPERS), "document-step": ("post", PAPERS), "document-templates": ("get", PAPER_OFFICES),
    "document-template": ("get", PAPER_OFFICES), "document-template-retire": ("post", PAPER_OFFICES),
    "funds": ("get", READS_A), "rehearsal": ("get", OFFICE), "rehearsal-run": ("get", OFFICE), "rehearsal-unit": ("get", OFFICE), "reward-simulation": ("get", OFFICE | {Role.CITY_FINANCE, Role.AUDITOR}),
    "reward-clawback": ("get", OFFICE | {Role.CITY_FINANCE, Role.AUDITOR}),
    "reward-clear": ("get", frozenset({Role.CITY_FINANCE})), "reward-scheme-new": ("get", OFFICE), "reward-scheme-approve": ("post", OFFICE),
}  # fmt: skip

ROOMS |= {f"supervised-{kind}": ("get", SUPERVISION) for kind in SUPERVISED}
ROOMS |= {f"supervised-{kind}-export": ("get", SUPERVISION) for kind in SUPERVISED}
ROOMS |= {f"supervised-{kind}-one": ("get", SUPERVISION) for kind in SUPERVISED}
ROOMS |= {f"supervised-{kind}-act": ("post", SUPERVISION) for kind in SUPERVISED}
ROOMS |= {
    f"supervised-{kind}": ("get", frozenset({Role.CITY_OFFICE}))
    for kind in ("tasks-new", "split", "spot-checks-new", "bulletins-new")
}
ROOMS |= {
    "supervised-inspections-new": ("get", OFFICE), "responsibility-matrix": ("get", SUPERVISION),
    "spot-judge": ("get", frozenset({Role.INSPECTOR, Role.CITY_BUREAU})),
    "spot-worker": ("get", frozenset({Role.INSPECTOR, Role.CITY_BUREAU})),
}  # fmt: skip

ADMINISTRATORS = frozenset({Role.SYSADMIN})
ROOMS |= dict.fromkeys(
    ("accounts", "account-new", "account", "account-deed", "places", "places-template"),
    ("get", ADMINISTRATORS),
) | {"audit": ("get", ADMINISTRATORS | {Role.DPO})}

OPEN = frozenset({"login", "facility-code", "come"})
"""Addresses that a stranger may open."""
