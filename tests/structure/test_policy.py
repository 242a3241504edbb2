"""What pages may not hold: styles or scripts in the page itself, handlers in attributes; the policy sent allows none."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.structure.tree import HOUSE, is_made_elsewhere, is_test, name_of, tracked_files

DIRECTIVES = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script in the page": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/json)", re.IGNORECASE
    ),
    "script address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
}


def inline_in(text: str) -> list[str]:
    """Kinds of inline code in a template."""
    return [kind for kind, pattern in INLINE.items() if pattern.search(text)]


def test_templates_hold_no_inline_code():
    ours = [
        path
        for path in tracked_files()
        if path.suffix == ".html"
        and HOUSE in path.parents
        and not (is_made_elsewhere(path) or is_test(path))
        and "documents" not in path.parts
    ]
    assert len(ours) > 30
    assert not {name_of(path): found for path in ours if (found := inline_in(path.read_text()))}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p style="color:red">', ["style attribute"]),
        ("<style>p {}</style>", ["style element"]),
        ('<a onclick="go()">', ["handler attribute"]),
        ("<script>go()</script>", ["script in the page"]),
        ('<a href="javascript:go()">', ["script address"]),
        ('<script defer src="/static/a.js"></script><a class="style" href="/on/">', []),
        ('<script id="a" type="application/json">{}</script>', []),
    ],
)
def test_inline_code_is_found(source, found):
    assert inline_in(source) == found


def test_the_policy_allows_nothing_inline_and_nobody_else():
    allowed = {source for sources in DIRECTIVES.values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}
    assert DIRECTIVES["script-src"] == DIRECTIVES["style-src"] == ["'self'"]
    assert DIRECTIVES["img-src"] == ["'self'", "data:"]
