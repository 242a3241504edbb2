"""Pages: they open for their people, say what is next, keep what was typed; strangers get nothing; queries do not grow."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from hehuo.assessment.editions import current_edition
from hehuo.assessment.models import StandardEdition
from hehuo.audit.models import Entry
from hehuo.programme.models import ResponsibilityTask, SpotCheck, SpotMember
from hehuo.programme.supervision.bulletins import steps as bulletins
from hehuo.programme.supervision.pages import lists
from hehuo.programme.supervision.pages.kinds import KINDS
from hehuo.programme.supervision.queries import places_to_judge
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import rule_from
from hehuo.programme.supervision.tests.cast import START
from hehuo.programme.supervision.tests.test_findings import inspect
from hehuo.programme.supervision.tests.test_tasks import make


def page(client, user, name, /, *args, **data):
    client.force_login(user)
    address = reverse(name, args=args)
    return client.post(address, data) if data else client.get(address)


@pytest.mark.parametrize("slug", KINDS)
def test_lists_and_drafting_pages_open(cast, client, slug):
    empty = page(client, cast.office, f"supervised-{slug}")
    assert KINDS[slug].empty in empty.content.decode()
    if KINDS[slug].new:
        assert page(client, cast.office, f"supervised-{slug}-new").status_code == 200
        assert page(client, cast.county, f"supervised-{slug}-new").status_code == 403
    assert page(client, cast.world.nobody, f"supervised-{slug}").status_code == 403


def test_a_step_is_taken_on_its_page_and_what_was_typed_stays(cast, client):
    task = make(cast)
    text = page(client, cast.office, "supervised-tasks-one", task.pk).content.decode()
    assert "下达任务" in text
    assert page(client, cast.office, "supervised-tasks-act", task.pk, "assign", reason="").status_code == 302
    wrong = page(
        client, cast.leader, "supervised-tasks-act", task.pk, "extend", reason="汛期", due_on="2026-03-28"
    )
    assert "不是工作日" in wrong.content.decode() or "应晚于" in wrong.content.decode()
    assert "汛期" in wrong.content.decode()
    assert page(client, cast.bureau, "supervised-tasks-act", task.pk, "close").context["why_not"]
    assert page(client, cast.bureau, "supervised-tasks-act", task.pk, "close", reason="").status_code == 409
    assert page(client, cast.stranger, "supervised-tasks-one", task.pk).status_code == 404
    assert (
        page(client, cast.stranger, "supervised-tasks-act", task.pk, "accept", reason="").status_code == 404
    )


def test_drafts_start_with_the_edition_in_force(cast, client):
    """A newer profile that was published does not take over what is drafted."""
    assert StandardEdition.objects.filter(state="published").latest("id").code != "LPS-2018"
    for slug in ("spot-checks", "inspections", "split"):
        form = page(
            client, cast.office, f"supervised-{slug}-new" if slug != "split" else "supervised-split"
        ).context["form"]
        assert form["edition"].initial == current_edition()
    assert page(client, cast.office, "supervised-tasks-new").context["form"].edition == current_edition()


def test_a_task_made_by_hand_reads_its_progress_and_units_are_ticked_in_groups(cast, client):
    form = page(client, cast.office, "supervised-tasks-new").content.decode()
    assert "<summary>县级 <small" in form and "<summary>市级 <small" in form
    assert '<select name="supports"' not in form
    page(
        client, cast.office, "supervised-tasks-new", source="meeting", title="促进就业", deliverable="名册", lead=cast.bureau_unit.pk,
        supports=[cast.county_unit.pk], due_on="2026-12-31", item_no="12", settlement=cast.world.here.pk,
    )  # fmt: skip
    task = ResponsibilityTask.objects.get()
    assert (task.item_no, task.edition, task.settlement) == (12, cast.edition, cast.world.here)
    assert list(task.supports.all()) == [cast.county_unit]
    told = page(client, cast.office, "supervised-tasks-one", task.pk).content.decode()
    assert "第 12 项 1 个安置点合计" in told
    sending = page(client, cast.office, "supervised-tasks-act", task.pk, "assign").content.decode()
    assert 'name="lead"' in sending and 'name="due_on"' in sending


def test_ticks_stand_beside_their_words(cast, client):
    text = page(client, cast.office, "supervised-split").content.decode()
    assert '<div class="d-flex gap-2 align-items-baseline"><input' in text


def test_the_matrix_marks_the_own_unit(cast, client):
    text = page(client, cast.bureau, "responsibility-matrix").content.decode()
    assert "本单位" in text
    assert page(client, cast.world.grid_worker, "responsibility-matrix").status_code == 403


def judging(cast):
    cast.units()
    check = cast.drafted()
    checks.draw_check(check, by=cast.office, seed="s", at=cast.later())
    for site in check.sites.all():
        cast.team(site)
    checks.finish_assigning(check, by=cast.office, at=cast.later())
    checks.begin_on_site(check, by=cast.first, at=cast.later())
    return SpotCheck.objects.get(pk=check.pk)


def test_the_judgement_page_shows_no_score_and_takes_the_same_entries_once(cast, client):
    check = judging(cast)
    site = check.sites.first()
    text = page(client, cast.first, "spot-judge", check.pk, site.pk).content.decode()
    assert not {v for v in site.self_points.values() if f">{v}<" in text or f'value="{v}"' in text}
    places = set(site.unit.settlements.values_list("pk", flat=True))
    assert places <= places_to_judge(cast.first)
    assert not places_to_judge(cast.office)
    whole = page(client, cast.first, "supervised-spot-checks-one", check.pk).content.decode()
    assert "自评和系统分在您提交以后显示" in whole
    codes = codes_of_items(check, rule_from(check.rule))
    number = "5e0a7c7e-0000-4000-8000-000000000001"
    wrong = page(
        client, cast.first, "spot-judge", check.pk, site.pk, client_uuid=number, **{"points-9.1": "1e999"}
    )
    assert wrong.status_code == 422
    assert "9.1 的评分应在" in wrong.content.decode()
    typed = {"client_uuid": number, **{f"points-{code}": str(full) for code, full in codes.items()}}
    for _ in range(2):
        client.force_login(cast.first)
        answer = client.post(
            reverse("spot-judge", args=[check.pk, site.pk]), typed, headers={"X-Requested-With": "fetch"}
        )
        assert answer.json()["ok"], answer.json()
    assert SpotMember.objects.filter(site=site, submitted_at__isnull=False).count() == 1
    assert not places & places_to_judge(type(cast.first).objects.get(pk=cast.first.pk))
    assert page(client, cast.third, "spot-judge", check.pk, site.pk).status_code == 404
    assert page(client, cast.office, "spot-judge", check.pk, site.pk).status_code == 403
    worker = page(client, cast.first, "spot-worker")
    assert worker["Service-Worker-Allowed"] == reverse("supervised-spot-checks")
    assert "FILES" in worker.content.decode()


def test_lists_ask_the_same_number_of_questions(cast, client, django_assert_max_num_queries):
    first = inspect(cast)
    client.force_login(cast.office)
    for slug in ("findings", "inspections"):
        with django_assert_max_num_queries(16) as one:
            client.get(reverse(f"supervised-{slug}"))
        setattr(cast, slug, len(one))
    inspect(cast)
    for slug in ("findings", "inspections"):
        with django_assert_max_num_queries(16) as two:
            answer = client.get(reverse(f"supervised-{slug}"))
        assert len(answer.context["lines"]) == 2
        assert len(two) <= getattr(cast, slug)
    made = bulletins.draft_bulletin(
        "通报", "situation", (START, START), by=cast.office, findings=[first], at=cast.later()
    )
    for name, pk in (("findings", first.pk), ("inspections", first.inspection_id), ("bulletins", made.pk)):
        text = page(client, cast.office, f"supervised-{name}-one", pk).content.decode()
        assert "就业台账与现场不符" in text
        assert page(client, cast.stranger, f"supervised-{name}-one", pk).status_code == 404
        word = f'href="/documents/make/bulletin/{pk}/"'
        assert (word in text) == (name == "bulletins") == (word.replace('/"', '/?as=pdf"') in text)


def test_lists_have_pages_with_the_true_total_and_a_workbook_of_all_rows(cast, client, monkeypatch):
    monkeypatch.setattr(lists, "SHOWN", 2)
    for _ in range(5):
        make(cast)
    first = page(client, cast.office, "supervised-tasks").content.decode()
    assert "共 5 条，第 1 ／ 3 页" in first and first.count("开展就业核查") == 2
    last = client.get(f"{reverse('supervised-tasks')}?q=就业&page=3")
    assert [line["row"].pk for line in last.context["lines"]] == [ResponsibilityTask.objects.last().pk]
    assert f"q={quote('就业')}&amp;page=2" in last.content.decode()
    answer = client.get(f"{reverse('supervised-tasks-export')}?q=就业")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in found].count("开展就业核查") == 5
    assert any(row[:3] == ["序号", "责任任务", "牵头单位"] for row in found)
    taken = Entry.objects.filter(action="export").last()
    assert (taken.data["rows"], taken.data["filters"]) == (5, {"q": "（查找内容已隐去）"})
    client.force_login(cast.stranger)
    nothing = b"".join(client.get(reverse("supervised-tasks-export")).streaming_content)
    assert "开展就业核查" not in str([list(r) for r in load_workbook(BytesIO(nothing)).active.values])
