"""Kill -9 in the middle of a step, again and again: nothing half done, the audit chain whole (quality §3).

HEHUO_KILL_ROUNDS sets the number of rounds (6; a release is tried with 200).
"""

import json

from tests.reliability.running import ROUNDS, start


def test_a_killed_step_is_whole_or_not_at_all(tmp_path):
    process = start(tmp_path, "-m", "tests.reliability.step_killer", str(ROUNDS), "20180526")
    out, error = process.communicate(timeout=120 + 15 * ROUNDS)
    assert process.returncode == 0, error[-3000:]
    found = json.loads(out.strip().splitlines()[-1])
    assert found["faults"] == []
    assert found["rounds"] == ROUNDS
    assert found["in_the_middle"] >= max(1, ROUNDS // 4), "the kills must hit steps under way"
    assert found["acknowledged"] > 0
