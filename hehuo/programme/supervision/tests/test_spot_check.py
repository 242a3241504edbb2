"""Spot checks: the draw repeated by an independent program, no re-draw, recusal, blindness, widening, the interval."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from typer.testing import CliRunner

from hehuo.kit.testing.world import make_user
from hehuo.org.models import Area, Post
from hehuo.org.roles import Role
from hehuo.programme.models import SpotDraw
from hehuo.programme.supervision.pages.checks import ahead_of
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.spot_checks.drawing import draw_again, sample_at, wanted
from hehuo.programme.supervision.spot_checks.results import codes_of_items, due_widening
from hehuo.programme.supervision.spot_checks.rules import Rule, rule_from
from hehuo.programme.supervision.spot_checks.steps.submit_judgement import Judgement
from hehuo.programme.supervision.tests.cast import WORDS

pytestmark = pytest.mark.db_portable


def independent_draw(seed, lines, sizes):
    """What anybody may write in a few lines: lowest SHA-256 of "seed|stratum|code" in each stratum."""
    drawn = []
    for stratum in sorted(sizes):
        codes = [line.split("|")[1] for line in lines if line.split("|")[0] == stratum]
        codes.sort(key=lambda code: hashlib.sha256(f"{seed}|{stratum}|{code}".encode()).hexdigest())
        drawn += codes[: sizes[stratum]]
    return drawn


@pytest.fixture
def drawn(cast):
    cast.units()
    check = cast.drafted()
    checks.draw_check(check, by=cast.office, seed="七方报数-2026", at=cast.later())
    return check


def test_an_independent_program_gets_the_same_list(drawn):
    draw = drawn.draws.get()
    lines = sorted(f"{row['stratum']}|{row['code']}" for row in draw.frame)
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == draw.frame_hash
    assert independent_draw(draw.seed, lines, draw.sizes) == [
        s.unit.code for s in drawn.sites.order_by("order_no")
    ]


def test_every_launching_unit_with_a_demonstration_site_gives_one(drawn):
    strata = [site.stratum for site in drawn.sites.all()]
    assert strata.count("520203/demo") == 1
    assert {"520203/other", "520204/other"} <= set(strata)


def test_the_command_prints_the_same_list_and_writes_the_frame(drawn, tmp_path):
    from hehuo.config.cli import app
    from hehuo.config.commands import drawing

    if not any(c.name == "draw" for c in app.registered_commands):
        drawing.add(app)
        app.command("rest")(lambda: None)
    said = CliRunner().invoke(app, ["draw", str(drawn.pk), "--json", "--frame", str(tmp_path / "frame.txt")])
    assert said.exit_code == 0, said.output
    told = json.loads(said.stdout)
    lines = (tmp_path / "frame.txt").read_text(encoding="utf-8").split()
    assert told["same"]
    assert independent_draw(told["seed"], lines, told["sizes"]) == [code for _, code in told["drawn"]]


def test_nobody_draws_again_and_the_database_keeps_the_draw(cast, drawn):
    with pytest.raises(ValidationError, match=r"已抽样.*派抽查组"):
        checks.draw_check(drawn, by=cast.office, seed="再来", at=cast.later())
    with pytest.raises(DatabaseError), transaction.atomic():
        SpotDraw.objects.filter(check_of=drawn).update(seed="改")
    draw = drawn.draws.get()
    draw.frame[0]["code"] = "X"
    with pytest.raises(ValidationError, match="指纹不一致"):
        draw_again(draw)


def test_a_sample_larger_than_its_frame_says_what_to_enter(cast):
    cast.units()
    with pytest.raises(ValidationError, match="要抽其他单位 9 个，总体里只有 6 个"):
        cast.drafted(others=9)
    with pytest.raises(ValidationError, match="改为 2 个或更多"):
        cast.drafted(others=1)


def test_an_empty_frame_says_so(cast):
    with pytest.raises(ValidationError, match="没有可抽查的创建单位"):
        cast.drafted()


@pytest.mark.parametrize(("size", "count"), [(0, 0), (7, 7), (10, 10), (200, 10), (201, 11), (1000, 50)])
def test_records_are_ten_or_five_percent(size, count):
    rule = Rule(others=1, items=(9,))
    assert wanted(size, "residents.occupancyspell", rule) == count


def test_samples_at_a_site_can_be_drawn_again(drawn):
    seed = drawn.draws.get().seed
    for site in drawn.sites.all():
        for frame in site.frames.all():
            again = sample_at(site, frame.source, frame.ids, frame.wanted, seed)
            rows = (
                site.households
                if frame.source == "residents.household"
                else site.records.filter(source=frame.source)
            )
            name = "household_id" if frame.source == "residents.household" else "record_id"
            assert again == list(rows.order_by("order_no").values_list(name, flat=True))


def test_conflicting_recusal_is_told_by_name(cast, drawn):
    site = drawn.sites.filter(unit__county=cast.counties[0]).first()
    Post.objects.create(
        user=cast.second, role=Role.COUNTY_BUREAU, area=cast.counties[0], valid_from=date(2024, 1, 1)
    )
    with pytest.raises(ValidationError) as refused:
        checks.assign_team(site, [(cast.first, ""), (cast.second, WORDS)], by=cast.office, at=cast.later())
    assert "验收员乙 近三年在甲县任职，应当回避。" in refused.value.messages
    with pytest.raises(ValidationError, match="不少于 2 人"):
        checks.assign_team(site, [(cast.first, WORDS), (cast.first, WORDS)], by=cast.office, at=cast.later())
    with pytest.raises(ValidationError, match="不是市级验收"):
        checks.assign_team(site, [(cast.first, WORDS), (cast.county, WORDS)], by=cast.office, at=cast.later())


def test_a_judgement_is_kept_once_however_often_it_is_sent(cast, drawn):
    for site in drawn.sites.all():
        cast.team(site)
    checks.finish_assigning(drawn, by=cast.office, at=cast.later())
    checks.begin_on_site(drawn, by=cast.first, at=cast.later())
    site = drawn.sites.first()
    codes = codes_of_items(drawn, rule_from(drawn.rule))
    full = {code: (points, "") for code, points in codes.items()}
    judgement = Judgement(full, uuid4())
    first = checks.submit_judgement(site, judgement, by=cast.first, at=cast.later())
    again = checks.submit_judgement(site, judgement, by=cast.first, at=cast.later())
    assert first.submitted_at == again.submitted_at
    assert drawn.steps.filter(event="judge").count() == 1
    with pytest.raises(ValidationError, match="已提交过"):
        checks.submit_judgement(site, Judgement(full, uuid4()), by=cast.first)
    with pytest.raises(PermissionDenied):
        checks.submit_judgement(site, judgement, by=cast.third)
    code = next(iter(codes))
    less = {**full, code: (codes[code] - Decimal("0.1"), "")}
    with pytest.raises(ValidationError, match="请写明原因"):
        checks.submit_judgement(site, Judgement(less, uuid4()), by=cast.second)
    with pytest.raises(ValidationError, match="请填写"):
        checks.submit_judgement(site, Judgement({}, uuid4()), by=cast.second)


def test_a_failed_stratum_widens_by_the_rule_with_the_same_seed(cast, drawn):
    cast.evidence(drawn, share="0.2")
    due = due_widening(drawn)
    assert due
    with pytest.raises(ValidationError, match="先按规则扩大样本"):
        checks.draft_findings(drawn, by=cast.office, at=cast.later())
    draw = checks.widen_sample(drawn, by=cast.office, at=cast.later())
    first = drawn.draws.get(stage=1)
    assert draw.seed == first.seed
    assert {c for _, c in draw_again(first)} < {c for _, c in draw_again(draw)}
    assert {s.unit.code for s in drawn.sites.all()} == {c for _, c in draw_again(draw)}
    while True:
        cast.evidence(drawn, share="0.2")
        if not due_widening(drawn):
            break
        checks.widen_sample(drawn, by=cast.office, at=cast.later())
    checks.draft_findings(drawn, by=cast.office, at=cast.later())
    assert drawn.state == "draft_findings"


def test_a_unit_sees_the_problems_that_it_answers_to_and_no_others(cast, drawn, client):
    cast.evidence(drawn)
    checks.draft_findings(drawn, by=cast.office, at=cast.later())
    own = drawn.sites.filter(unit__county=cast.counties[0]).first()
    other = drawn.sites.filter(unit__county=cast.counties[1]).first()
    for site, fact in ((own, "公约没有张贴"), (other, "台账缺页")):
        checks.add_site_finding(site, cast.facts(fact=fact), by=cast.first, at=cast.later())
    address = reverse("supervised-spot-checks-one", args=[drawn.pk])
    client.force_login(cast.county)
    assert client.get(address).status_code == 404, "not told yet"
    checks.send_to_units(drawn, by=cast.office, at=cast.later())
    words = client.get(address).content.decode()
    assert "拟定的问题" in words and "公约没有张贴" in words and "台账缺页" not in words
    assert "拟扣" in words and "/supervision/findings/1" not in words
    said = ahead_of(drawn, "reply", cast.county)
    assert said["lines"] == [f"{own.unit.settlements.get()}：12.1 拟扣 0.50 分，公约没有张贴"]


def test_a_unit_does_not_read_what_other_units_replied(cast, drawn, client):
    cast.evidence(drawn)
    checks.draft_findings(drawn, by=cast.office, at=cast.later())
    checks.send_to_units(drawn, by=cast.office, at=cast.later())
    other = drawn.sites.filter(unit__county=cast.counties[1]).first()
    neighbour = make_user("邻县", Role.COUNTY_HQ, cast.counties[1])
    checks.reply_to_check(other, by=neighbour, reason="邻县的申辩", at=cast.later())
    own = drawn.sites.filter(unit__county=cast.counties[0]).first()
    checks.reply_to_check(own, by=cast.county, reason="本县的意见", at=cast.later())
    address = reverse("supervised-spot-checks-one", args=[drawn.pk])
    for user, both in ((cast.county, False), (cast.office, True)):
        client.force_login(user)
        words = client.get(address).content.decode()
        assert "本县的意见" in words and ("邻县的申辩" in words) == both


def test_members_are_chosen_by_name_unit_and_title_from_those_who_hold_a_post_today(cast, drawn, client):
    client.force_login(cast.office)
    page = client.get(f"{reverse('supervised-spot-checks-one', args=[drawn.pk])}assign/")
    labels = [label for _, label in page.context["form"].fields["first"].choices][1:]
    assert f"{cast.first}　市级验收（督查）人员" in "；".join(labels)
    cast.first.posts.update(valid_to=date(2018, 1, 2), valid_from=date(2018, 1, 1))
    page = client.get(page.request["PATH_INFO"])
    after = [label for _, label in page.context["form"].fields["first"].choices][1:]
    assert len(after) == len(labels) - 1


def test_the_result_is_an_interval_and_stays_as_it_was(cast, drawn):
    cast.evidence(drawn, share="0.85")
    checks.draft_findings(drawn, by=cast.office, at=cast.later())
    checks.send_to_units(drawn, by=cast.office, at=cast.later())
    with pytest.raises(ValidationError, match="等待单位反馈"):
        checks.finish_check(drawn, by=cast.office2, reason="总体属实", at=cast.later())
    own = drawn.sites.filter(unit__county=cast.counties[0]).first()
    other = drawn.sites.filter(unit__county=cast.counties[1]).first()
    with pytest.raises(PermissionDenied):
        checks.reply_to_check(other, by=cast.county, reason="无异议", at=cast.later())
    checks.reply_to_check(own, by=cast.county, reason="无异议", at=cast.later())
    checks.finish_check(drawn, by=cast.office2, reason="总体属实", at=cast.later(12))
    city = drawn.result["city"]
    full = sum(codes_of_items(drawn, rule_from(drawn.rule)).values())
    assert Decimal(city["overstated"]) == (full * Decimal("0.05")).quantize(Decimal("0.01"))
    assert Decimal(city["low"]) <= Decimal(city["value"]) <= Decimal(city["high"])
    assert (city["units"], city["checked"]) == (7, drawn.sites.count())
    checks.conclude_check(drawn, "close", by=cast.leader, at=cast.later())
    assert drawn.state == "closed_ok"


def test_counties_and_city_see_only_what_is_theirs(cast, drawn):
    model = type(drawn)
    assert drawn in model.objects.visible_to(cast.office)
    for outsider in (cast.county, cast.stranger, cast.first, cast.world.grid_worker, cast.world.nobody):
        assert drawn not in model.objects.visible_to(outsider)
    cast.team(drawn.sites.first())
    fresh = type(cast.first).objects.get(pk=cast.first.pk)
    assert drawn in model.objects.visible_to(fresh)
    assert Area.objects.filter(kind="county").count() == 2
