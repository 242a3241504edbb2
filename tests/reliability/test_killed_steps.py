"""Kill -9 in the middle of a step, again and again: nothing half done, the audit chain whole (quality §3)."""

import json

from tests.reliability.running import start

ROUNDS = 20


def test_a_killed_step_is_whole_or_not_at_all(tmp_path):
    process = start(tmp_path, "-m", "tests.reliability.step_killer", str(ROUNDS), "20180526")
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error[-3000:]
    found = json.loads(out.strip().splitlines()[-1])
    assert found["faults"] == []
    assert found["rounds"] == ROUNDS
    assert found["in_the_middle"] >= ROUNDS // 2, "the kills must hit steps under way"
    assert found["acknowledged"] > 0
