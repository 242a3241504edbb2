"""First pages of the administrator and of the person responsible for personal data: their work, no business data."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hehuo.assessment.tests.test_scoring import family
from hehuo.audit import trail
from hehuo.audit.models import ImportBatch
from hehuo.desk import keepers
from hehuo.desk.accounts import services
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.kit.testing.world import make_user
from hehuo.org.models import User
from hehuo.org.roles import Role
from hehuo.records.writing import save_record
from hehuo.residents.data_requests.models import DataSubjectRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(world):
    return somebody(world, Role.SYSADMIN)


def test_the_administrator_sees_who_waits_and_what_broke_off(world, administrator, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    AccessAttempt.objects.create(
        username=world.secretary.username, ip_address="10.0.0.1", failures_since_start=5
    )
    User.objects.filter(pk=world.committee.pk).update(first_password=True)
    services.reset_password(world.mediator, by=administrator, reason="来电核对")
    batch = ImportBatch.objects.create(
        ledger="households",
        file_name="王小二的名单.xlsx",
        sha256="",
        by=world.committee,
        state=ImportBatch.State.FAILED,
    )
    DBTaskResult.objects.create(
        task_path="hehuo.assessment.nightly.recount_everything", status="FAILED", args_kwargs={"args": [], "kwargs": {}},
        run_after=timezone.now(), backend_name="default", exception_class_path="", traceback="",
    )  # fmt: skip
    page = browser(administrator).get("/").content.decode()
    for words in ("系统管理", "核对是本人后解除暂停", "还没有换掉首次密码", f"批次 {batch.pk}", "每夜重算得分", "重设密码",
                  "来电核对", "请备份", "还没有备份记录"):  # fmt: skip
        assert words in page
    assert "王小二" not in page


@pytest.mark.parametrize(("hours", "late"), [(1, False), (47, False), (49, True)])
def test_a_backup_is_noted_and_grows_old(settings, tmp_path, hours, late):
    settings.DATA_DIR = tmp_path
    moment = timezone.localtime() - timedelta(hours=hours)
    (tmp_path / keepers.LAST_BACKUP).write_text(json.dumps({"at": moment.isoformat(timespec="seconds")}))
    assert keepers.last_backup()["late"] is late


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": 5}', '{"at": "gestern"}'])
def test_a_damaged_note_of_a_backup_counts_as_none(settings, tmp_path, text):
    settings.DATA_DIR = tmp_path
    (tmp_path / keepers.LAST_BACKUP).write_text(text)
    assert keepers.last_backup()["late"]


def test_old_failures_are_not_shown(world):
    batch = ImportBatch.objects.create(
        ledger="households", file_name="a.xlsx", sha256="", by=world.committee, state=ImportBatch.State.FAILED
    )
    ImportBatch.objects.filter(pk=batch.pk).update(touched_at=timezone.now() - timedelta(days=31))
    assert keepers.broken_work() == []


@pytest.mark.parametrize("more", [1, 12])
def test_the_administrators_page_costs_the_same(world, administrator, more, django_assert_max_num_queries):
    for number in range(more):
        user = make_user(f"新人{number}", Role.COMMITTEE, world.here.area)
        User.objects.filter(pk=user.pk).update(first_password=True)
        ImportBatch.objects.create(
            ledger="households", file_name="a.xlsx", sha256="", by=user, state=ImportBatch.State.FAILED
        )
        services.rename(user, f"更名{number}", by=administrator, reason="写错字")
    client = browser(administrator)
    client.get("/")
    with django_assert_max_num_queries(22):
        client.get("/")


def asked(world, **changes):
    _, person = family(world, 1)
    row = DataSubjectRequest(
        settlement=world.here, person=person, kind="read", content="想看登记了什么", received_on="2026-01-05",
        occurred_on="2026-01-05", handler=world.committee, **changes,
    )  # fmt: skip
    return save_record(row, by=world.committee, validate=False)


@pytest.mark.parametrize("more", [1, 15])
def test_the_protector_sees_numbers_and_traces(world, more, django_assert_max_num_queries):
    row = asked(world)
    DataSubjectRequest.objects.filter(pk=row.pk).update(due_on="2026-01-26")
    for _ in range(more):
        trail.looked_at(row.person, ["id_no"], by=world.secretary, reason="上门核对")
    old = timezone.now() - timedelta(days=40)
    trail.record("look", row.person, by=world.committee, data={"reason": "很久以前"}, at=old)
    trail.record("export", by=world.committee, data={"purpose": "年报"})
    client = browser(somebody(world, Role.DPO))
    client.get("/")
    with django_assert_max_num_queries(18):
        answer = client.get("/")
    page = answer.content.decode()
    assert (answer.context["looks"], answer.context["lookers"], answer.context["exports"]) == (more, 1, 1)
    assert answer.context["requests"] == [
        {"settlement__county__name": "甲县", "all": 1, "open": 1, "late": 1}
    ]
    for words in ("个人信息保护", "社区书记", "上门核对", "年报"):
        assert words in page
    assert "很久以前" not in page and "想看登记了什么" not in page and row.person.name not in page


def test_a_long_trail_is_cut_and_says_so(world, monkeypatch):
    monkeypatch.setattr(keepers, "LOOKED_THROUGH", 5)
    for _ in range(20):
        trail.record("look", world.here, by=world.secretary)
    answer = browser(somebody(world, Role.DPO)).get("/")
    assert answer.context["looks"] == 5 and "只数最近" in answer.content.decode()


def test_empty_pages_say_what_will_be_there(world):
    page = browser(somebody(world, Role.DPO)).get("/").content.decode()
    assert "还没有居民提出申请" in page and "没有人查看过" in page
