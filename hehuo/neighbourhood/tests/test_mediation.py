"""Mediation in confidence: who opens a case, what those above may know, and the steps of a case."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from hehuo.kit.testing.world import build_world, make_user
from hehuo.neighbourhood.mediation import services
from hehuo.neighbourhood.mediation.queries import case_counts, pooled
from hehuo.neighbourhood.models import (
    CaseHandler,
    MediationCase,
    MediationSession,
    Mediator,
    ZeroCaseStatement,
)
from hehuo.neighbourhood.tests.records import VALUES, case_of, put, roster_row
from hehuo.org.roles import Role

DAY = date(2018, 11, 5)


@pytest.fixture
def world(db):
    world = build_world()
    world.chair = make_user("主任", Role.MEDIATOR, world.here.area)
    world.other = make_user("另一调解员", Role.MEDIATOR, world.here.area)
    roster_row(world.here, world.chair, world.committee, is_chair=True)
    roster_row(world.here, world.other, world.committee)
    roster_row(world.here, world.mediator, world.committee)
    return world


def enter(world, **values):
    made = MediationCase(settlement=world.here, **{**VALUES[MediationCase], **values})
    return services.save_case(made, by=world.mediator)


def accepted(world):
    return services.accept_case(enter(world), by=world.mediator, on=DAY, both_agree=True)


def talk(world, case, day=DAY):
    made = MediationSession(
        settlement=world.here, case=case, held_on=day, kind="joint", place="调解室", record="陈述"
    )
    return services.save_session(made, by=world.mediator)


def agreed(world):
    case = accepted(world)
    talk(world, case)
    services.STEPS["mediate"](case, by=world.mediator)
    return services.record_agreement(
        case, by=world.mediator, on=DAY + timedelta(3), outcome="written", agreement="互相致歉", agreement_no="2018-1", copies=3,
        perform_due_on=DAY + timedelta(10),
    )  # fmt: skip


def test_only_the_handler_and_the_chair_open_a_case(world):
    case = enter(world)
    seers = {n for n, u in world.cast().items() if MediationCase.objects.visible_to(u).filter(pk=case.pk)}
    assert seers == {"mediator", "chair"}
    row = roster_row(world.here, world.other, world.committee)
    handler = CaseHandler(settlement=world.here, case=case, mediator=row, reason="懂苗语", valid_from=DAY)
    with pytest.raises(PermissionDenied, match="主任"):
        services.save_handler(handler, by=world.mediator)
    services.save_handler(handler, by=world.chair)
    assert MediationCase.objects.visible_to(world.other).filter(pk=case.pk).exists()
    handler.valid_to = DAY + timedelta(1)
    services.save_handler(handler, by=world.chair)
    assert not MediationCase.objects.visible_to(world.other).filter(pk=case.pk).exists()


def test_talks_are_as_closed_as_their_case(world):
    session = talk(world, accepted(world))
    assert not MediationSession.objects.visible_to(world.other).exists()
    assert MediationSession.objects.visible_to(world.chair).get() == session


def test_a_mediator_who_has_left_sees_nothing(world):
    case = enter(world)
    Mediator.objects.filter(account=world.mediator).update(left_on=date(2018, 12, 1))
    assert not MediationCase.objects.visible_to(world.mediator).filter(pk=case.pk).exists()


def test_what_parties_say_is_encrypted_in_the_database(world):
    case = enter(world)
    stored = MediationCase.objects.filter(pk=case.pk).values_list("facts", "party_a")[0]
    assert "噪声" not in str(case.__dict__["facts"])
    assert all(str(value) == "＊＊＊" for value in stored)
    assert stored[0].reveal() == "噪声争执"
    assert str(case) == "（2018）人调字第 1 号"


def test_nobody_outside_the_roster_enters_a_case(world):
    Mediator.objects.filter(account=world.mediator).update(account=None)
    with pytest.raises(ValidationError, match="名册"):
        enter(world)


def test_violence_goes_to_protection_and_is_never_talked_about(world):
    case = enter(world, violence=True)
    assert (case.state, case.due_on) == ("protected", None)
    with pytest.raises(ValidationError, match="保护程序"):
        talk(world, case)


def test_from_acceptance_to_the_volume(world):
    case = accepted(world)
    assert (case.rights_notice_on, case.due_on) == (DAY, DAY + timedelta(30))
    services.extend_case(case, by=world.mediator, on=DAY, both_agree=True)
    assert case.due_on == DAY + timedelta(45)
    with pytest.raises(ValidationError, match="延长一次"):
        services.extend_case(case, by=world.mediator, on=DAY, both_agree=True)
    services.STEPS["mediate"](case, by=world.mediator)
    facts = {"on": DAY + timedelta(2), "agreement": "致歉", "perform_due_on": DAY + timedelta(9)}
    with pytest.raises(ValidationError, match="先登记调解记录"):
        services.record_agreement(case, by=world.mediator, outcome="oral", **facts)
    talk(world, case)
    with pytest.raises(ValidationError, match="编号"):
        services.record_agreement(case, by=world.mediator, outcome="written", **facts)
    with pytest.raises(ValidationError, match="份数"):
        services.record_agreement(case, by=world.mediator, outcome="written", agreement_no="2018-2", **facts)
    services.record_agreement(case, by=world.mediator, outcome="oral", amount_fen=80000, **facts)
    assert case.amount_fen == 80000
    assert case.agreement.reveal() == "致歉"
    services.record_performance(case, by=world.mediator, on=DAY + timedelta(5))
    assert case.revisit_due_on == DAY + timedelta(35)
    services.record_revisit(case, by=world.mediator, on=DAY + timedelta(30), result="relapsed")
    services.archive_case(
        case, by=world.mediator, on=DAY + timedelta(40), volume_no="调2018-1", retention="Y10"
    )
    assert case.retention == "Y10"
    again = enter(world, earlier=case)
    assert list(case.relapses.all()) == [again]
    assert case.state == "archived"


def test_a_refusal_of_one_side_is_no_acceptance(world):
    with pytest.raises(ValidationError, match="不同意"):
        services.accept_case(enter(world), by=world.mediator, on=DAY, both_agree=False)


def test_a_breach_leads_to_new_talks_and_court_confirmation_has_its_limit(world):
    case = agreed(world)
    with pytest.raises(ValidationError, match="30 天"):
        services.record_judicial(case, by=world.mediator, on=DAY + timedelta(34), judicial="applied")
    services.record_judicial(case, by=world.mediator, on=DAY + timedelta(33), judicial="applied")
    services.record_breach(case, by=world.mediator, reason="没有履行")
    services.STEPS["mediate"](case, by=world.mediator)
    assert (case.state, case.outcome, case.concluded_on) == ("mediating", "", None)


def test_only_the_chair_gives_a_case_to_another(world):
    case = enter(world)
    row = roster_row(world.here, world.other, world.committee)
    with pytest.raises(PermissionDenied):
        services.assign_case(case, by=world.mediator, on=DAY, mediator=row)
    services.assign_case(case, by=world.chair, on=DAY, mediator=row)
    assert not MediationCase.objects.visible_to(world.mediator).filter(pk=case.pk).exists()


def test_accounts_are_bound_to_people_with_the_post(world):
    row = put(Mediator, world.here, world.committee, name="新人")
    with pytest.raises(ValidationError, match="没有调解员任职"):
        services.bind_account(row, by=world.committee, on=DAY, username=world.committee.username)
    services.bind_account(row, by=world.committee, on=DAY, username=world.other.username)
    assert row.account == world.other


def test_zero_case_quarters_are_signed_after_their_end_and_never_beside_cases(world):
    made = ZeroCaseStatement(
        settlement=world.here, quarter_start=date(2018, 10, 1), **VALUES[ZeroCaseStatement]
    )
    made.signed_on = date(2018, 12, 31)
    with pytest.raises(ValidationError, match="季度结束后"):
        services.save_zero(made, by=world.committee)
    made.signed_on = date(2019, 1, 1)
    services.save_zero(made, by=world.committee)
    accepted(world)
    other = ZeroCaseStatement(
        settlement=world.here, quarter_start=date(2018, 10, 1), **VALUES[ZeroCaseStatement]
    )
    with pytest.raises(ValidationError, match="已有受理的案件"):
        services.save_zero(other, by=world.committee)


@pytest.mark.parametrize(
    ("found", "cells", "total"),
    [
        ({}, [], 0),
        ({"neighbours": 7, "family": 5}, [("邻里", 7), ("婚姻家庭", 5)], 12),
        ({"neighbours": 7, "family": 4}, [("邻里", 7), ("其余类型", None)], None),
        ({"neighbours": 3, "family": 2}, [("其余类型合计", 5)], 5),
        ({"neighbours": 1}, [("其余类型", None)], None),
    ],
)
def test_small_cells_are_neither_shown_nor_given_away(found, cells, total):
    counts = pooled(Counter(found))
    assert [(c.label, c.shown) for c in counts.cells] == cells
    assert counts.total == total


def test_counts_stay_inside_the_area_and_open_no_case(world, client):
    for number in range(6):
        case_of(world.here, world.mediator, number + 1, accepted_on=DAY)
    year = (date(2018, 1, 1), date(2018, 12, 31))
    assert case_counts(world.county_reviewer, *year).total == 6
    assert case_counts(make_user("他县", Role.COUNTY_HQ, world.there.county), *year).total == 0
    client.force_login(world.county_reviewer)
    page = client.get(reverse("mediation-counts"), {"year": "2018"})
    assert page.context["counts"].total == 6
    assert "人调字" not in page.content.decode()
    assert client.get(reverse("mediation-cases-list")).status_code == 403
    client.force_login(world.secretary)
    assert client.get(reverse("mediation-counts")).status_code == 403
