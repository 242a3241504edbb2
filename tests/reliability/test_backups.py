"""The drill: back up, restore elsewhere, and find the same scores and the same audit head."""

from __future__ import annotations

import json
import shutil
import tarfile

import pytest

from tests.reliability.running import hehuo, run

LIVING = """
from hehuo.audit import trail
from hehuo.org.models import User, Settlement
from hehuo.kit.tests.ledgers import HouseholdImporter, HouseholdLedger
from hehuo.workbooks import run_import
rows = ["家庭编号,户主姓名,搬迁类型,核定搬迁人口,分房时间,交钥匙时间"]
rows += [f"H{n:04d},张小明,同步搬迁户,4,2018-01-01,2018-02-01" for n in range(50)]
outcome = run_import(HouseholdLedger, "\\n".join(rows).encode(), "户.csv", by=User.objects.get(username="committee"),
                     settlement=Settlement.objects.get(code="S001"), commit=True)
assert not outcome.errors, outcome.errors
"""


def scores(data) -> list:
    done = hehuo(data, "score", "--as-of", "2018-11-30", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def head(data) -> dict:
    return json.loads(hehuo(data, "audit", "head", "--json").stdout)


def test_the_restored_system_is_the_same(data, tmp_path):
    run(data, LIVING)
    (data / "files").mkdir(exist_ok=True)
    (data / "files/a.txt").write_text("附件")
    backup = tmp_path / "kept.tar"
    made = hehuo(data, "backup", str(backup), "--json")
    assert made.returncode == 0, made.stderr
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as archive:
        assert not any("keys" in name for name in archive.getnames())
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    shutil.copy(data / "keys.json", fresh)
    restored = hehuo(fresh, "restore", str(backup), "--json")
    assert restored.returncode == 0, restored.stderr
    told = json.loads(restored.stdout)
    assert told["verified"]
    assert told["head"] == json.loads(made.stdout)["audit_head"] == head(data)["hash"] == head(fresh)["hash"]
    assert scores(fresh) == scores(data)
    assert (fresh / "files/a.txt").read_text() == "附件"


@pytest.fixture
def backup(data, tmp_path):
    path = tmp_path / "kept.tar"
    assert hehuo(data, "backup", str(path)).returncode == 0
    return path


def test_restore_overwrites_nothing_unasked(data, backup):
    before = (data / "hehuo.sqlite3").read_bytes()
    refused = hehuo(data, "restore", str(backup))
    assert (refused.returncode, "--force" in refused.stderr) == (2, True)
    assert (data / "hehuo.sqlite3").read_bytes() == before
    assert hehuo(data, "restore", str(backup), "--force").returncode == 0
    assert len(list(data.glob("hehuo.sqlite3.before-*"))) >= 1


def test_a_backup_of_other_keys_is_refused(backup, tmp_path):
    other = tmp_path / "other"
    refused = hehuo(other, "restore", str(backup))
    assert refused.returncode == 2
    assert "keys.json" in refused.stderr
    assert not (other / "hehuo.sqlite3").exists()


def test_a_damaged_backup_is_refused(backup, tmp_path):
    backup.write_bytes(backup.read_bytes()[:5000])
    refused = hehuo(tmp_path / "new", "restore", str(backup))
    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (2, 2), refused.stderr
    assert "已损坏" in refused.stderr
