"""The interface speaks Chinese, calmly; files under version control name no machine and no outside host."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.structure.tree import HOUSE, is_made_elsewhere, is_test, name_of, python_modules, tracked_files

# Names that officials themselves write in Latin letters, and the initials that show how to search by pinyin.
ALLOWED_WORDS = set("Excel Word PDF CSV XLS XLSX DOCX JSON YAML API GPS SHA SQL WiFi Cookie qyxc".split())
SHOWN_ATTRIBUTES = {"title", "placeholder", "aria-label", "alt", "label", "data-confirm", "content-label"}
TAG = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{3,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LOUD = re.compile(r"(?<=[\u4e00-\u9fff\s”）])!|[！\U0001F300-\U0001FAFF\u2600-\u26FF\u2705\u274C\u2728]")
ADDRESS = re.compile(r"https?://([^/\s\"'`)>\]，。；]+)")
HOSTS_THAT_ARE_NAMES = (
    "www.w3.org",
    "schemas.openxmlformats.org",
    "schemas.microsoft.com",
    "purl.org",
    "openoffice.org",
)
HOSTS_OF_THIS_MACHINE = re.compile(
    r"^(127\.0\.0\.1|localhost|0\.0\.0\.0|testserver|\[::1\]|[\w.-]*\.(example|invalid|test))(:|$)"
)


class Visible(HTMLParser):
    """Collects what a person sees or hears of a template."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style", "code", "pre", "kbd"}
        button = tag == "input" and dict(attrs).get("type") in {"submit", "button", "reset"}
        self.texts += [
            value
            for name, value in attrs
            if value and (name in SHOWN_ATTRIBUTES or (button and name == "value"))
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "code", "pre", "kbd"}

    def handle_data(self, data: str) -> None:
        if self.silent <= 0:
            self.texts.append(data)


def visible_text(source: str) -> str:
    """The words of a template without tags, code and Django's own marks."""
    reader = Visible()
    reader.feed(TAG.sub("", source))
    return "\n".join(text.strip() for text in reader.texts if text.strip())


def templates() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".html" and HOUSE in path.parents]


def foreign_words(text: str) -> list[str]:
    known = ALLOWED_WORDS | {name.lower() for name in ALLOWED_WORDS if name.isupper()}
    return [word for word in WORD.findall(text) if word not in known]


def test_templates_speak_chinese():
    assert templates()
    found = {
        name_of(path): words
        for path in templates()
        if (words := foreign_words(visible_text(path.read_text())))
    }
    assert not found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>{% if a %}你好{% endif %} {{ name }}</p>", []),
        ("<p>Save 保存</p>", ["Save"]),
        ("<input type='submit' value='Search'>", ["Search"]),
        ("<a title='Open' href='/house/'>Excel</a>", ["Open"]),
        ("<script>const a = 1</script>{# note #}", []),
    ],
)
def test_the_reader_of_templates_sees_what_people_see(source, expected):
    assert foreign_words(visible_text(source)) == expected


def test_templates_stay_calm():
    loud = {
        name_of(path): LOUD.findall(text)
        for path in templates()
        if LOUD.search(text := visible_text(path.read_text()))
    }
    assert not loud


def test_messages_in_code_stay_calm():
    """Chinese text in Python is shown to people: no exclamation marks, no emoji."""
    loud = []
    for path, module in python_modules().items():
        if is_test(path):
            continue
        for node in ast.walk(module):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and CHINESE.search(text) and LOUD.search(text.replace("!=", "")):
                loud.append(f"{name_of(path)}:{node.lineno} {text[:40]}")
    assert not loud


def text_files() -> list[tuple[Path, str]]:
    found = []
    for path in tracked_files():
        if is_made_elsewhere(path):
            continue
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_outside_host_is_named():
    wrong = {}
    for path, text in text_files():
        for host in ADDRESS.findall(text):
            if host.startswith(("{", "$", "%", "[^", "<")) or HOSTS_OF_THIS_MACHINE.match(host):
                continue
            if host not in HOSTS_THAT_ARE_NAMES:
                wrong.setdefault(name_of(path), set()).add(host)
    assert not wrong


def test_no_machine_path_is_named():
    folders = ("/" + "work/", "/" + "home/", "/" + "root/", "/" + "Users/")
    pattern = re.compile(r"(?<![\w.~-])(" + "|".join(folders) + r")\w")
    wrong = [name_of(path) for path, text in text_files() if pattern.search(text)]
    assert not wrong


def test_lock_files_name_no_index():
    locks = [path for path in tracked_files() if path.parent.name == "requirements" and path.suffix == ".txt"]
    assert locks
    for path in locks:
        text = path.read_text()
        assert "--hash=sha256:" in text, name_of(path)
        assert "://" not in text, name_of(path)
        assert not re.search(r"^--(?!hash)", text, re.MULTILINE), name_of(path)
