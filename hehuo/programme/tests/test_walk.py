"""Every state can be reached by the real steps."""

import pytest

from hehuo.programme.states import State


@pytest.mark.parametrize("state", State.values)
def test_every_state_is_reached_by_real_steps(stage, state):
    campaign = stage.at(state)
    log = list(campaign.steps.all())
    assert log[0].event == "plan_campaign"
    assert log[-1].to_state == state
    assert all(row.actor_id and row.at for row in log)
