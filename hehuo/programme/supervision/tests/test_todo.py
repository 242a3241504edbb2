"""What is done leaves the to-do of who did it, and only of them."""

import pytest

from hehuo.notices.queries import waiting_for
from hehuo.programme.supervision.bulletins import steps as bulletins
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.tests.cast import START

pytestmark = pytest.mark.db_portable


def titles(user) -> list[str]:
    return [line.title for line in waiting_for(user)]


def test_a_unit_that_answered_or_signed_is_not_asked_any_more(cast):
    made = bulletins.draft_bulletin(
        "督查情况通报", "situation", (START, START), by=cast.office, units=[cast.county_unit, cast.other_unit], body="整改不力。",
        at=cast.later(),
    )  # fmt: skip
    bulletins.send_facts(made, by=cast.office, at=cast.later())
    for user in (cast.county, cast.stranger):
        assert titles(user) == [f"请核实通报事实：{made}"]
    bulletins.reply_facts(made, by=cast.county, reason="属实", at=cast.later())
    assert (titles(cast.county), titles(cast.stranger)) == ([], [f"请核实通报事实：{made}"])
    bulletins.reply_facts(made, by=cast.stranger, reason="属实", at=cast.later())
    bulletins.close_facts(made, by=cast.office, at=cast.later())
    bulletins.check_privacy(made, by=cast.office2, at=cast.later())
    bulletins.sign_bulletin(made, by=cast.leader, at=cast.later())
    bulletins.number_bulletin(made, by=cast.office, at=cast.later())
    bulletins.issue_bulletin(made, by=cast.office, at=cast.later())
    assert [title.startswith("请签阅通报") for title in titles(cast.county)] == [True]
    bulletins.read_bulletin(made, by=cast.county, at=cast.later())
    assert titles(cast.county) == []
    assert [title.startswith("请签阅通报") for title in titles(cast.stranger)] == [True]


def test_a_county_that_replied_for_all_its_sites_is_not_asked_any_more(cast):
    cast.units()
    check = cast.drafted(others=5)
    checks.draw_check(check, by=cast.office, at=cast.later())
    cast.evidence(check)
    checks.draft_findings(check, by=cast.office, at=cast.later())
    checks.send_to_units(check, by=cast.office, at=cast.later())
    asked = f"请反馈抽查意见：{check}"
    own = list(check.sites.filter(unit__county=cast.counties[0]))
    assert len(own) > 1
    for site in own:
        assert asked in titles(cast.county)
        checks.reply_to_check(site, by=cast.county, reason="无异议", at=cast.later())
    assert asked not in titles(cast.county)
    assert asked in titles(cast.stranger)
