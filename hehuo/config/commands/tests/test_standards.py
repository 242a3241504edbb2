"""`hehuo standard`: the contract of import, and what the other commands print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hehuo.assessment.editions import install_shipped, resolve_finding
from hehuo.assessment.models import StandardEdition, StandardFinding
from hehuo.assessment.standards.tests.builders import TRANSCRIPT, excel_file, other_city_rows
from hehuo.org.models import User

pytestmark = pytest.mark.django_db
ITEM = ["no", "title", "content", "criterion", "points_printed", "points_effective", "points_source", "units"]


def test_import_prints_the_promised_shape_and_nothing_else(hehuo):
    printed = hehuo.json("standard", "import", TRANSCRIPT, "--dry-run")
    assert list(printed) == ["edition", "findings"]
    sections = printed["edition"]["sections"]
    assert [list(section) for section in sections] == [["no", "title", "points", "items"]] * 4
    items = [item for section in sections for item in section["items"]]
    assert [list(item) for item in items] == [ITEM] * 16
    assert [
        (i["points_printed"], i["points_effective"], i["points_source"]) for i in items if i["no"] == 5
    ] == [(None, "6", "inferred")]
    assert sum(Decimal(i["points_effective"]) for i in items) == 100
    assert all(list(f) == ["code", "severity", "where", "message"] for f in printed["findings"])


def test_dry_run_stores_nothing(hehuo):
    hehuo.json("standard", "import", TRANSCRIPT, "--dry-run")
    hehuo("standard", "import", TRANSCRIPT, "--dry-run")
    assert not StandardEdition.objects.exists()


def test_import_makes_a_draft_each_time(hehuo, tmp_path):
    table = tmp_path / "某市考核表.xlsx"
    table.write_bytes(excel_file(other_city_rows()))
    for _ in range(2):
        assert len(hehuo.json("standard", "import", table)["edition"]["sections"]) == 5
    codes = [row["code"] for row in hehuo.json("standard", "list")]
    assert codes == ["某市考核表-2", "某市考核表-1"]
    assert {row["state"] for row in hehuo.json("standard", "list")} == {"draft"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.docx", b"\x89PNG\r\n\x1a\n" + bytes(64)), ("表.xlsx", b""), ("表.docx", b"PK\x03\x04broken"),
        ("表.docx", b"\xd0\xcf\x11\xe0" + bytes(600)), ("表.doc", b"\xd0\xcf\x11\xe0" + bytes(600)),
        ("表.pdf", b"%PDF-1.7"), ("表.csv", "序号,考核内容".encode()),
        ("表.txt", "序号\t创建内容\t考核标准\n一、甲\t1. 名。内容。\t有台账".encode()),
    ],
)  # fmt: skip
def test_what_is_no_table_with_points_is_refused_in_one_message(hehuo, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    message = hehuo.refused("standard", "import", path, "--json")
    assert "请" in message
    assert "\n" not in message
    assert not StandardEdition.objects.exists()


def test_a_missing_file_is_refused(hehuo, tmp_path):
    assert "找不到文件" in hehuo.refused("standard", "import", tmp_path / "没有.docx")


def test_a_code_is_used_once(hehuo):
    hehuo("standard", "import", TRANSCRIPT, "--code", "LPS-X")
    assert "LPS-X 已存在" in hehuo.refused("standard", "import", TRANSCRIPT, "--code", "LPS-X")


def test_publishing_waits_for_decisions(hehuo):
    hehuo("standard", "import", TRANSCRIPT, "--code", "LPS-X", "--name", "考核标准")
    assert "第5项" in hehuo.refused("standard", "publish", "LPS-X")
    by = User.objects.create_user(username="a", full_name="主任")
    for finding in StandardFinding.objects.all():
        resolve_finding(finding, "照此办理", by=by)
    done = hehuo.json("standard", "publish", "LPS-X")
    assert done["state"] == "published"
    assert len(done["hash"]) == 64
    assert "只有草稿" in hehuo.refused("standard", "publish", "LPS-X")


def test_show_and_diff(hehuo):
    install_shipped()
    shown = hehuo.json("standard", "show", "LPS-2018")
    subs = [sub for s in shown["edition"]["sections"] for i in s["items"] for sub in i["sub_criteria"]]
    assert (shown["state"], len(subs), len(shown["hash"])) == ("published", 65, 64)
    assert "无“零就业”家庭" in hehuo("standard", "show", "LPS-2018")
    assert hehuo.json("standard", "diff", "LPS-2018", "LPS-2018") == []
    changes = hehuo.json("standard", "diff", "LPS-2018", "LPS-2018-R")
    assert {"code", "where", "message"} == set(changes[0])
    assert "没有版本 2019" in hehuo.refused("standard", "diff", "LPS-2018", "2019")
    assert "LPS-2018-R" in hehuo.refused("standard", "show", "2019")
