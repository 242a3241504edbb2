"""The `hehuo` command: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from hehuo.audit import trail
from hehuo.audit.models import Entry
from hehuo.config.commands import register
from hehuo.config.commands.output import day, moment
from hehuo.config.commands.troubles import in_one_line
from hehuo.desk import contents
from hehuo.kit.testing.world import build_world
from hehuo.kit.tests.conftest import workbook
from hehuo.kit.tests.ledgers import HouseholdLedger
from hehuo.residents.models import Household

pytestmark = pytest.mark.django_db
HEADS = ["安置点", "家庭编号", "户主姓名", "搬迁类型", "核定搬迁人口"]


class Listed(HouseholdLedger):
    """Households with addresses of their own: none, the command line needs no page."""

    slug = "households-by-command"
    columns = ("household_no", "head_name", "member_count_at_allocation")


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(contents, "LEDGERS", (*contents.LEDGERS, Listed))
    made = build_world()
    for name, user in made.cast().items():
        user.username = name
        user.save()
    return made


@pytest.fixture(scope="module")
def app():
    made = typer.Typer()
    register(made)
    return made


@pytest.fixture
def hehuo(app):
    def run(*words, code=0):
        done = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
        assert done.exit_code == code, done.output + done.stderr + repr(done.exception)
        return done

    return run


@pytest.fixture
def sheet(tmp_path):
    def make(*rows):
        path = tmp_path / "户.xlsx"
        path.write_bytes(workbook(HEADS, *rows))
        return path

    return make


GOOD = ["幸福家园", "H0001", "张小明", "同步搬迁户", "4"]
BAD = ["幸福家园", "H0002", "", "不知道", "四口"]


def test_the_command_has_every_promised_word(app):
    words = {command.name for command in app.registered_commands} | {g.name for g in app.registered_groups}
    promised = {
        "serve",
        "administrator",
        "demo",
        "standard",
        "score",
        "cases",
        "import",
        "export",
        "audit",
        "backup",
        "restore",
    }
    assert promised <= words


def test_import_only_tries_by_default(hehuo, world, sheet):
    done = hehuo("import", Listed.slug, sheet(GOOD), "--by", "committee")
    assert "新增 1 条" in done.stdout
    assert "--commit" in done.stdout
    assert not Household.objects.exists()


def test_import_writes_when_told_to(hehuo, world, sheet):
    done = hehuo("import", Listed.slug, sheet(GOOD), "--by", "committee", "--commit", "--json")
    told = json.loads(done.stdout)
    assert (told["written"], told["new"], told["errors"]) == (True, 1, 0)
    assert Household.objects.get().household_no == "H0001"
    assert trail.verify().broken_at is None


def test_import_lists_every_error_and_writes_nothing(hehuo, world, sheet):
    done = hehuo("import", Listed.slug, sheet(GOOD, BAD), "--by", "committee", "--commit", "--json", code=2)
    told = json.loads(done.stdout)
    assert told["written"] is False
    assert {(p["row"], p["column"]) for p in told["problems"]} == {
        (3, "户主姓名"), (3, "搬迁类型"), (3, "核定搬迁人口"),
    }  # fmt: skip
    assert all(p["remedy"] for p in told["problems"])
    assert not Household.objects.exists()
    shown = hehuo("import", Listed.slug, sheet(GOOD, BAD), "--by", "committee", code=2)
    assert "没有写入" in shown.stdout
    assert "搬迁类型" in shown.stdout


def test_import_again_updates_and_tells_so(hehuo, world, sheet):
    hehuo("import", Listed.slug, sheet(GOOD), "--by", "committee", "--commit")
    again = hehuo("import", Listed.slug, sheet([*GOOD[:4], "5"]), "--by", "committee", "--commit", "--json")
    assert json.loads(again.stdout)["changed"] == 1
    assert Household.objects.get().member_count_at_allocation == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing", "f.xlsx", "--by", "committee"], "没有台账 nothing"),
        ([Listed.slug, "f.xlsx", "--by", "xyz"], "没有账号 xyz"),
        ([Listed.slug, "f.xlsx", "--by", "committee"], "找不到文件"),
        ([Listed.slug, "f.xlsx", "--by", "inspector"], "没有登记这本台账的权限"),
        ([Listed.slug, "f.xlsx", "--by", "committee", "--settlement", "S002"], "不在"),
    ],
)
def test_import_says_why_not(hehuo, world, words, told):
    done = hehuo("import", *words, code=2)
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_no_workbook_is_refused(hehuo, world, tmp_path):
    picture = tmp_path / "a.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    told = json.loads(hehuo("import", Listed.slug, picture, "--by", "committee", "--json", code=2).stdout)
    assert told["problems"][0]["remedy"]


def test_export_writes_what_the_user_may_see(hehuo, world, sheet, tmp_path):
    hehuo("import", Listed.slug, sheet(GOOD), "--by", "committee", "--commit")
    target = tmp_path / "out.xlsx"
    told = json.loads(hehuo("export", Listed.slug, target, "--by", "committee", "--json").stdout)
    assert told["rows"] == 1
    assert target.read_bytes()[:2] == b"PK"
    other = json.loads(hehuo("export", Listed.slug, target, "--by", "stranger", "--json").stdout)
    assert other["rows"] == 0
    assert Entry.objects.filter(action="export").count() == 2
    assert "权限" in hehuo("export", Listed.slug, target, "--by", "inspector", code=2).stderr


def test_audit_verify_finds_what_was_changed(hehuo, world):
    for number in range(5):
        trail.record("login", by=world.committee, data={"n": number})
    good = json.loads(hehuo("audit", "verify", "--json").stdout)
    assert (good["entries"], good["broken_at"]) == (5, None)
    assert json.loads(hehuo("audit", "head", "--json").stdout)["hash"] == good["head"]
    assert len(json.loads(hehuo("audit", "list", "--json").stdout)) == 5
    hehuo("audit", "verify", "--expect", "0" * 63 + "1", code=1)


def test_an_exported_trail_is_verified_without_the_database(hehuo, world, tmp_path):
    for number in range(5):
        trail.record("login", by=world.committee, data={"n": number})
    log = tmp_path / "audit.jsonl"
    told = json.loads(hehuo("audit", "export", log, "--json").stdout)
    assert told["head"] == trail.verify().head
    assert log.stat().st_mode & 0o777 == 0o600
    whole = hehuo("audit", "verify", "--file", log, "--expect", told["head"], "--json")
    assert (json.loads(whole.stdout)["entries"], json.loads(whole.stdout)["broken_at"]) == (5, None)
    assert "已存在" in hehuo("audit", "export", log, code=2).stderr
    lines = log.read_text().splitlines()
    log.write_text("\n".join(lines[:-1]))
    hehuo("audit", "verify", "--file", log)
    hehuo("audit", "verify", "--file", log, "--expect", told["head"], code=1)
    log.write_text("\n".join(lines).replace('"n": 2', '"n": 7'))
    broken = json.loads(hehuo("audit", "verify", "--file", log, "--json", code=1).stdout)
    assert broken["broken_at"] == 3
    assert "找不到" in hehuo("audit", "verify", "--file", tmp_path / "none", code=2).stderr


@pytest.mark.parametrize(
    "words", [["score"], ["standard", "list"], ["audit", "verify"], ["audit", "head"], ["audit", "list"]]
)
def test_reading_commands_speak_json(hehuo, world, words):
    from hehuo.assessment.editions import install_shipped

    install_shipped()
    json.loads(hehuo(*words, "--json").stdout)
    assert hehuo(*words).stdout.strip()


@pytest.mark.parametrize("words", [["score", "--as-of", "2018-13-01"], ["score", "--settlement", "nowhere"]])
def test_wrong_words_end_with_two(hehuo, world, words):
    from hehuo.assessment.editions import install_shipped

    install_shipped()
    assert hehuo(*words, code=2).stderr.strip()


def test_days_and_moments():
    assert str(day("2018-11-30")) == "2018-11-30"
    assert moment("2018-11-30").isoformat() == "2018-11-30T23:59:59.999999+08:00"
    assert moment("") is None


def test_troubles_of_the_machine_have_one_line_each():
    from django.db import OperationalError

    assert "磁盘已满" in in_one_line(OperationalError("database or disk is full"))
    assert "只读" in in_one_line(OperationalError("attempt to write a readonly database"))
    assert "磁盘已满" in in_one_line(OSError(28, "No space left on device"))
    assert in_one_line(ValueError("a slip of ours")) == ""
    assert in_one_line(OperationalError("no such column: x")) == ""
