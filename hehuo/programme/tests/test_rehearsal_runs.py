"""A rehearsal as a job: kept and opened again, tried again after a fault, and nothing but its own row is written."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from hehuo.kit.testing.world import make_user
from hehuo.org.roles import Role
from hehuo.programme import rehearsal_runs as runs
from hehuo.programme.models import RehearsalRun
from hehuo.programme.tests.test_rehearsal import TRIED, city, draft, scheme  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
State = RehearsalRun.State


def everything() -> dict[str, str]:
    """A fingerprint of every table; the session of the browser and the run itself are the only ones that may move."""
    found = {}
    moving = {"django_session", RehearsalRun._meta.db_table}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - moving):
            cursor.execute(f'select * from "{table}" order by 1')
            found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


@pytest.fixture
def office(city):  # noqa: F811
    return make_user("办公室", Role.CITY_OFFICE, city.city)


@pytest.fixture
def asked(office):
    """What the form sends."""
    table, edition = scheme(office, 100_00), draft("T2", *TRIED)
    return {
        "as_of": "2026-11-20",
        "base": "LPS-2018",
        "edition": edition.code,
        "total": "3",
        "scheme": table.version,
    }


def ask(client, asked) -> RehearsalRun:
    answer = client.post("/rehearsal/", asked)
    run = RehearsalRun.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/rehearsal/{run.pk}/")
    return run


def test_it_is_kept_and_nothing_else_is_touched(office, asked, client):
    client.force_login(office)
    before = everything()
    run = ask(client, asked | {"as_known": "on"})
    assert everything() == before
    assert (run.state, run.progress, run.asked_by, run.as_known) == (State.DONE, 100, office, True)
    page = client.get(f"/rehearsal/{run.pk}/")
    words = page.content.decode()
    assert "办公室" in words and "2026年11月20日" in words and "区分不出高低的子项" in words
    assert len(page.context["result"]["lines"]) == 2
    again = client.get("/rehearsal/", {"like": run.pk})
    assert (
        again.context["form"].initial["edition"] == "T2" and f"/rehearsal/{run.pk}/" in again.content.decode()
    )


def test_what_was_kept_does_not_follow_the_records(office, asked, client):
    client.force_login(office)
    run = ask(client, asked)
    kept = client.get(f"/rehearsal/{run.pk}/").content
    run.edition.data["pass_rule"]["total"] = "99"
    run.edition.save()
    RehearsalRun.objects.filter(pk=run.pk).update(touched_at=timezone.now())
    fresh = client.get(f"/rehearsal/{run.pk}/").content
    assert _without_token(kept) == _without_token(fresh)


def test_every_total_opens_to_its_sub_criteria_and_to_the_scorecard_of_that_day(
    office, asked, client, django_assert_num_queries
):
    client.force_login(office)
    run = ask(client, asked | {"as_known": "on"})
    listed = client.get(f"/rehearsal/{run.pk}/").content.decode()
    for line in run.result["lines"]:
        address = f"/rehearsal/{run.pk}/units/{line['code']}/"
        assert f'href="{address}"' in listed
        client.get(address)
        with django_assert_num_queries(UNIT_QUERIES):
            page = client.get(address)
        items = page.context["items"]
        for side in ("was", "tried"):
            points = [item[side]["points"] for item in items if side in item]
            assert sum(points) == Decimal(line[side]["total"])
        words = page.content.decode()
        assert "没有这一条" in words, "the draft has three items, the base sixteen"
        [[place, name]] = line["places"]
        card = f"/scorecards/{place}/?edition=LPS-2018&amp;as_of=2026-11-20&amp;known_at=2026-11-20T23:59:59"
        assert f'href="{card}#c-9.1"' in words and f"{name}那一天的评分表" in words
        assert f"/scorecards/{place}/?edition=T2" not in words, "a draft has no scorecard"
    assert client.get(f"/rehearsal/{run.pk}/units/NONE/").status_code == 404


def test_a_result_kept_without_sub_criteria_still_opens(office, asked, client):
    client.force_login(office)
    run = ask(client, asked)
    for line in run.result["lines"]:
        del line["code"]
    run.save()
    page = client.get(f"/rehearsal/{run.pk}/")
    assert page.status_code == 200 and "/units/" not in page.content.decode()


def _without_token(page: bytes) -> list[str]:
    return [line for line in page.decode().splitlines() if "csrf" not in line.lower()]


def test_the_worker_that_breaks_off_leaves_words_and_a_way_back(office, asked, client, monkeypatch):
    client.force_login(office)
    with monkeypatch.context() as broken:
        broken.setattr(runs, "rehearse", lambda *args, **rest: 1 / 0)
        run = ask(client, asked)
    assert (run.state, run.result) == (State.FAILED, {})
    page = client.get(f"/rehearsal/{run.pk}/").content.decode()
    assert "测算中断" in page and "重试" in page
    client.post(f"/rehearsal/{run.pk}/")
    run.refresh_from_db()
    assert (run.state, run.message) == (State.DONE, "")


def test_progress_is_shown_until_somebody_takes_it(office, asked, client, monkeypatch):
    client.force_login(office)
    monkeypatch.setattr(runs, "start", lambda run: None)
    run = ask(client, asked)
    page = client.get(f"/rehearsal/{run.pk}/").content.decode()
    assert "等待测算" in page and "every 2s" in page
    part = client.get(f"/rehearsal/{run.pk}/", headers={"HX-Request": "true"})
    assert "HX-Redirect" not in part
    client.post(f"/rehearsal/{run.pk}/")
    part = client.get(f"/rehearsal/{run.pk}/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == f"/rehearsal/{run.pk}/"


def test_two_at_once_do_not_work_it_out_twice(office, asked, client, monkeypatch):
    client.force_login(office)
    monkeypatch.setattr(runs, "start", lambda run: None)
    run = ask(client, asked)
    RehearsalRun.objects.filter(pk=run.pk).update(state=State.RUNNING)
    run.refresh_from_db()
    assert not runs.retry(run)
    runs.work_out(run.pk)
    run.refresh_from_db()
    assert run.state == State.RUNNING
    RehearsalRun.objects.filter(pk=run.pk).update(touched_at=timezone.now() - timedelta(minutes=6))
    run.refresh_from_db()
    assert runs.retry(run)
    runs.work_out(run.pk)
    run.refresh_from_db()
    assert run.state == State.DONE


def test_a_draft_without_points_is_refused_in_words(office, asked, client):
    edition = draft("T9", *TRIED)
    edition.data["sections"][0]["items"][1]["points_effective"] = None
    edition.save()
    client.force_login(office)
    run = ask(client, asked | {"edition": "T9"})
    assert run.state == State.REFUSED and "第 2 项还没有分值" in run.message
    assert "改条件再推演" in client.get(f"/rehearsal/{run.pk}/").content.decode()


def test_the_page_refuses_the_future_and_closes_to_others(city, office, asked, client):  # noqa: F811
    client.force_login(office)
    page = client.post("/rehearsal/", asked | {"as_of": "2999-01-01"})
    assert "请填 2018 年以来到今天的日期" in page.content.decode() and not RehearsalRun.objects.exists()
    run = ask(client, asked)
    client.force_login(city.secretary)
    assert client.get("/rehearsal/").status_code == 403
    assert client.get(f"/rehearsal/{run.pk}/").status_code == 403
    assert client.get(f"/rehearsal/{run.pk}/units/UUS001/").status_code == 403


def test_the_list_asks_the_same_however_long_it_is(office, asked, client, django_assert_num_queries):
    client.force_login(office)
    run = ask(client, asked)
    client.get("/rehearsal/")
    with django_assert_num_queries(QUERIES):
        client.get("/rehearsal/")
    for _ in range(7):
        run.pk = None
        run.save()
    with django_assert_num_queries(QUERIES):
        client.get("/rehearsal/")


QUERIES = 14
UNIT_QUERIES = 5
