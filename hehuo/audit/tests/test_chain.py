"""A thousand random tamperings, each of them noticed, in the database and in an exported log."""

import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.audit import chain
from hehuo.audit.chain import GENESIS, Link, canonical, chain_hash, line_of, links_of, verify_links

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
TAMPERINGS = 1200


def make_chain(length: int) -> list[Link]:
    """An honest chain."""
    links, head = [], GENESIS
    for seq in range(1, length + 1):
        at, data = START + timedelta(seconds=seq), {"changes": {"姓名": ["张三", f"李{seq}"]}, "n": seq}
        target = ("residents.person", seq * 7, seq % 3)
        previous, head = head, chain_hash(head, canonical(seq, at, seq % 5, "update", target, data))
        links.append(Link(seq, at, seq % 5, "update", target, data, previous, head))
    return links


def relink(links: list[Link], start: int) -> None:
    """What a careful forger does: recompute every hash from `start` on."""
    head = links[start - 1].hash if start else GENESIS
    for place in range(start, len(links)):
        old = links[place]._replace(seq=place + 1, prev_hash=head)
        head = chain_hash(head, canonical(old.seq, old.at, old.actor_id, old.action, old.target, old.data))
        links[place] = old._replace(hash=head)


def edit(links: list[Link], dice: random.Random) -> int:
    place = dice.randrange(len(links))
    old = links[place]
    links[place] = old._replace(
        **dice.choice(
            [
                {"data": {**old.data, "n": old.data["n"] + 1}}, {"data": {}}, {"action": "void"}, {"actor_id": None},
                {"actor_id": old.actor_id + 1}, {"at": old.at + timedelta(microseconds=1)}, {"seq": old.seq + 1},
                {"target": (old.target[0], old.target[1] + 1, old.target[2])}, {"hash": dice.randbytes(32).hex()},
                {"target": ("residents.household", *old.target[1:])}, {"prev_hash": dice.randbytes(32).hex()},
            ]
        )
    )  # fmt: skip
    return place


def delete(links: list[Link], dice: random.Random) -> int:
    place = dice.randrange(len(links) - 1)
    del links[place : place + dice.randint(1, len(links) - place - 1)]
    return place


def swap(links: list[Link], dice: random.Random) -> int:
    one, two = sorted(dice.sample(range(len(links)), 2))
    links[one], links[two] = links[two], links[one]
    return one


def insert(links: list[Link], dice: random.Random) -> int:
    place = dice.randrange(len(links))
    links.insert(place, dice.choice(links)._replace(data={"forged": dice.random()}, seq=place + 1))
    return place


def truncate(links: list[Link], dice: random.Random) -> int:
    place = dice.randrange(len(links))
    del links[place:]
    return place


def rewrite(links: list[Link], dice: random.Random) -> int:
    """Change one entry and recompute everything after it: only the kept head tells."""
    place = dice.randrange(len(links))
    links[place] = links[place]._replace(data={"forged": True})
    relink(links, place)
    return len(links)


@pytest.mark.parametrize("tampering", [edit, delete, swap, insert, truncate, rewrite])
def test_every_tampering_is_noticed_at_its_first_link(tampering):
    honest = make_chain(40)
    assert verify_links(honest, honest[-1].hash).broken_at is None
    dice = random.Random(f"2026-{tampering.__name__}")
    for _ in range(TAMPERINGS // 6):
        links = list(honest)
        first = tampering(links, dice)
        verdict = verify_links(links, honest[-1].hash)
        assert verdict.broken_at == first + 1, tampering.__name__
        assert verdict.entries == first


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    length=st.integers(1, 12), place=st.integers(0, 11), byte=st.integers(0, 10_000), flip=st.integers(1, 255)
)
def test_any_changed_byte_of_an_exported_log_is_noticed(length, place, byte, flip):
    links = make_chain(length)
    lines = [line_of(link) for link in links]
    assert list(links_of(lines)) == links
    place %= length
    raw = bytearray(lines[place].encode())
    raw[byte % len(raw)] ^= flip
    changed = raw.decode("utf-8", errors="replace")
    if json.loads(lines[place]) == _loaded(changed):
        return
    lines[place] = changed
    assert verify_links(links_of(lines), links[-1].hash).broken_at == place + 1


def _loaded(line: str):
    try:
        return json.loads(line)
    except ValueError:
        return None


def test_an_older_head_lies_on_a_chain_that_has_grown():
    links = make_chain(20)
    assert verify_links(links, links[7].hash).broken_at is None
    assert verify_links([], None).message == "共 0 条，链条完整。"
    assert verify_links([], links[0].hash).broken_at == 1


def test_the_verifier_runs_alone(tmp_path):
    links = make_chain(30)
    log, alone = tmp_path / "audit.jsonl", tmp_path / "chain.py"
    alone.write_bytes(Path(chain.__file__).read_bytes())

    def run(*head):
        command = [sys.executable, "-I", str(alone), str(log), *head]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    log.write_text("\n".join(map(line_of, links)) + "\n", encoding="utf-8")
    honest = run(links[-1].hash)
    assert (honest.returncode, links[-1].hash in honest.stdout) == (0, True)
    log.write_text("\n".join(map(line_of, links[:-1])) + "\n", encoding="utf-8")
    assert run().returncode == 0
    assert "截断" in run(links[-1].hash).stdout
    log.write_text(log.read_text(encoding="utf-8").replace("李9", "李8"), encoding="utf-8")
    told = run()
    assert (told.returncode, "第 9 条" in told.stdout) == (1, True)
