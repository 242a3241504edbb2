"""Names of residents in a paper: found at their place, officers pass, the signer answers with a reason that is kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hehuo.audit.models import Entry
from hehuo.kit.testing.world import make_user
from hehuo.neighbourhood.models import DutyPerson
from hehuo.neighbourhood.tests.records import put
from hehuo.org.roles import Role
from hehuo.reports import workflow
from hehuo.reports.models import State
from hehuo.reports.paper import Paper, Table, Text
from hehuo.reports.people_named import residents_named
from hehuo.residents.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def residents(stage):
    """Four residents here and one of another county."""
    for name in ("李小花", "王芳", "吐尔逊·买买提", "欧阳小明"):
        _resident(stage, stage.world.here, name)
    _resident(stage, stage.world.there, "孙外地")
    return stage


def _resident(stage, settlement, name):
    Person.objects.create(
        settlement=settlement, name=name, sex="1", birth_date=date(1980, 1, 1), occurred_on=date(2018, 1, 1),
        created_by=stage.secretary,
    )  # fmt: skip


def named(stage, *texts, area=None, tables=()):
    paper = Paper("notice", "关于工作的通知", [*map(Text, texts), *tables])
    return [(one.place, one.name) for one in residents_named(paper, area or stage.world.city)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("搬迁群众李小花已经入住", ["李小花"]), ("由吐尔逊·买买提负责", ["吐尔逊·买买提"]), ("吐尔逊•买买提", ["吐尔逊·买买提"]),
        ("欧阳小明和李小花两家", ["欧阳小明", "李小花"]), ("户主王芳没有入住", ["王芳"]), ("户主：王芳", ["王芳"]), ("王芳老人反映", ["王芳"]),
        ("王芳（女，汉族）", ["王芳"]), ("王芳等 6 户", ["王芳"]), ("李小花、李小花", ["李小花"]), ("帝王芳香", []), ("李小某", []), ("孙外地未到", ["孙外地"]),
    ],
)  # fmt: skip
def test_names_are_found_and_two_characters_only_beside_a_word(residents, text, names):
    assert [name for _, name in named(residents, "一、总体情况", text)] == names


def test_only_residents_below_the_issuing_unit_are_asked_for(residents):
    county = residents.world.here.county
    assert named(residents, "孙外地和李小花", area=county) == [("正文第 1 段", "李小花")]


def test_a_cell_that_is_a_name_is_one(residents):
    table = Table(["姓名", "事项"], [["王芳", "帝王芳香"]], "表")
    assert named(residents, tables=[table]) == [("表 1“表”第 1 行“姓名”", "王芳")]


def test_accounts_and_office_holders_may_be_named(residents):
    make_user("李小花", Role.TOWNSHIP, residents.world.city)
    put(DutyPerson, residents.world.here, residents.secretary, name="欧阳小明")
    assert named(residents, "李小花和欧阳小明走访王芳家") == [("正文第 1 段", "王芳")]


def test_one_query_however_many_people_there_are(residents, django_assert_num_queries):
    with django_assert_num_queries(1):
        named(residents, "没有人名的一段话" * 50)
    with django_assert_num_queries(2):
        named(residents, "李小花和欧阳小明")


def test_the_signer_answers_with_a_reason(residents, client):
    stage = residents
    paper = Paper("acceptance_decision", "关于验收结论的通知", [Text("楼长李小花牵头整改。")], "甲县指挥部")
    document = workflow.draft(paper, area=stage.world.city, by=stage.office)
    address = reverse("document", args=[document.pk])
    client.force_login(stage.office)
    assert "李*花" in client.get(address).content.decode()
    document = workflow.submit(document, by=stage.office)
    with pytest.raises(ValidationError, match="正文第 1 段出现居民姓名“李\\*花”"):
        workflow.sign(document, by=stage.leader)
    client.force_login(stage.leader)
    assert "保留姓名的理由" in client.get(address).content.decode()
    sign = reverse("document-step", args=[document.pk, "sign"])
    assert client.post(sign, {"sign-names_reason": ""}).status_code == 409
    client.post(sign, {"sign-names_reason": "李小花为聘任楼长"})
    document.refresh_from_db()
    assert (document.state, document.names_reason) == (State.SIGNED, "李小花为聘任楼长")
    assert document.names_confirmed == [{"place": "正文第 1 段", "name": "李小花"}]
    entry = Entry.objects.get(action="sign", object_id=document.pk)
    assert entry.data["names_reason"] == "李小花为聘任楼长"
    assert "保留姓名" in client.get(address).content.decode()


def test_without_names_nothing_is_asked_or_kept(residents, client):
    stage = residents
    paper = Paper("acceptance_decision", "关于验收结论的通知", [Text("请抓好落实。")])
    document = workflow.submit(workflow.draft(paper, area=stage.world.city, by=stage.office), by=stage.office)
    client.force_login(stage.leader)
    assert "保留姓名的理由" not in client.get(reverse("document", args=[document.pk])).content.decode()
    document = workflow.sign(document, by=stage.leader, names_reason="不需要")
    assert (document.names_confirmed, document.names_reason) == ([], "")
