"""`hehuo serve`: one process tree, one clear line for each trouble, nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.house import free_port
from tests.reliability.running import (
    ROUNDS,
    alive,
    descendants,
    hehuo,
    kill,
    megabytes,
    run,
    start,
    status_of,
    wait_for,
)

MOST_MEGABYTES = 150


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """A server that answers, and its address; whatever is left of it is killed at the end."""
    port = free_port()
    process = start(data, "-m", "hehuo", "serve", "--no-demo", PORT=str(port))
    try:
        base = f"http://127.0.0.1:{port}"
        assert wait_for(lambda: status_of(f"{base}/login/") == 200 or process.poll() is not None)
        assert process.poll() is None, process.stderr.read()
        yield process, base
    finally:
        left = descendants(process.pid)
        kill(process)
        for pid in alive(left):
            os.kill(pid, signal.SIGKILL)


def one_line(done: subprocess.CompletedProcess, *words: str) -> None:
    """Refused with exit code 2 and one line that holds these words."""
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_whole_tree(data, sent):
    with serving(data) as (process, base):
        tree = descendants(process.pid)
        assert len(tree) >= 3  # web server, its worker, background tasks
        process.send_signal(sent)
        shown, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "已停止" in shown
        assert not alive(tree)
        assert status_of(base) == 0


def test_a_kill_of_the_parent_leaves_no_orphans(data):
    with serving(data) as (process, _):
        tree = descendants(process.pid)
        process.kill()
        assert wait_for(lambda: not alive(tree), 15)


def test_the_tree_ends_when_one_of_it_dies(data):
    with serving(data) as (process, _):
        tree = descendants(process.pid)
        direct = [
            pid for pid in tree if f"\nPPid:\t{process.pid}\n" in Path(f"/proc/{pid}/status").read_text()
        ]
        os.kill(direct[0], signal.SIGKILL)
        _, told = process.communicate(timeout=20)
        assert process.returncode == 1
        assert "意外退出" in told
        assert not alive(tree)


def test_a_web_process_stays_small(data):
    with serving(data) as (process, base):
        for _ in range(100):
            assert status_of(f"{base}/login/") == 200
        sizes = {pid: megabytes(pid) for pid in alive(descendants(process.pid))}
        assert max(sizes.values()) <= MOST_MEGABYTES


def test_a_taken_port_is_told_in_one_line(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        one_line(hehuo(data, "serve", PORT=str(port)), f"端口 {port} 已被占用", "PORT=")


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_must_be_one(data, port):
    one_line(hehuo(data, "serve", PORT=port), "不是端口号")


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    one_line(hehuo(blocked / "data", "serve"), "不能写入", "DATA_DIR")


def test_damaged_keys_are_not_replaced(data):
    (data / "keys.json").write_text('{"secret')
    one_line(hehuo(data, "score"), "密钥文件", "备份")
    assert (data / "keys.json").read_text() == '{"secret'


def test_a_damaged_database_is_told_in_one_line(data):
    for name in data.glob("hehuo.sqlite3-*"):
        name.unlink()
    (data / "hehuo.sqlite3").write_bytes(b"no database at all" * 1000)
    one_line(hehuo(data, "score", "--json"), "已损坏", "restore")


def test_an_unreachable_database_is_told_in_one_line(tmp_path):
    address = f"postgres://nobody:x@127.0.0.1:{free_port()}/none"
    one_line(hehuo(tmp_path / "data", "score", DATABASE_URL=address), "DATABASE_URL")


@pytest.fixture
def cut_off(tmp_path):
    """A data folder in which the building of a demo city was killed."""
    data = tmp_path / "data"
    cut = start(data, "-m", "hehuo", "demo", "--scale", "ci")
    assert wait_for(lambda: any("户" in line for line in iter(cut.stderr.readline, "")), 60)
    time.sleep(0.3)
    kill(cut)
    return data


def test_a_demo_city_that_was_cut_off_leaves_nothing(cut_off):
    assert not (cut_off / "demo-accounts.json").exists()
    asked = "from hehuo.org.models import Settlement, User; print(Settlement.objects.count(), User.objects.count())"
    assert run(cut_off, asked).split() == ["0", "0"]


@pytest.mark.skipif(ROUNDS <= 6, reason="builds a whole city; runs with HEHUO_KILL_ROUNDS above 6")
def test_a_demo_city_that_was_cut_off_is_built_at_the_next_start(cut_off):
    built = hehuo(cut_off, "demo", "--scale", "ci", "--json")
    assert built.returncode == 0, built.stderr
    assert (cut_off / "demo-accounts.json").stat().st_mode & 0o777 == 0o600


def test_a_demo_city_is_built_in_an_empty_database_only(data):
    one_line(hehuo(data, "demo", "--scale", "ci"), "已有安置点")
