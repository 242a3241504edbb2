"""The pages of the judges: what waits, the form, the way back, and who finds the door closed."""

from decimal import Decimal

import pytest
from django.utils import timezone

from hehuo.assessment.models import Judgement
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.org.roles import Role
from hehuo.programme.models import PublicityEntry
from hehuo.records.writing import save_record

pytestmark = pytest.mark.django_db
PAGE = "/scorecards/S001/judgements/"


def told(**change):
    today = timezone.localdate().isoformat()
    return {"points": "0.8", "on": today, "reason": "看过原始资料，相符。", "other": "抽看记录"} | change


def test_from_the_heap_to_the_points_and_back(world):
    office = somebody(world, Role.CITY_OFFICE)
    client = browser(office)
    assert "2 个安置点的“资料可信”待评判" in client.get("/todo/").content.decode()
    page = client.get("/judgements/?part=2.4.2&state=open").content.decode()
    assert page.count("待评判") >= 2 and "/scorecards/S001/judgements/" in page
    assert "评判</a>" in client.get("/scorecards/S001/").content.decode()
    assert client.get(f"{PAGE}?part=2.4.2").status_code == 200
    assert client.post(PAGE, told()).status_code == 302
    made = Judgement.objects.get()
    assert made.points == Decimal("0.8") and made.evidence == [{"text": "抽看记录"}]
    assert "看过原始资料，相符。" in client.get("/scorecards/S001/").content.decode()
    assert "1 个安置点的“资料可信”待评判" in client.get("/todo/").content.decode()
    client.post(f"{PAGE}{made.pk}/withdraw/", {"reason": "看错了"})
    page = client.get(PAGE).content.decode()
    assert "已撤回" in page and "看错了" in page


def test_the_page_of_a_record_is_a_ground(world):
    row = save_record(
        PublicityEntry(
            settlement=world.here,
            published_on="2020-01-02",
            channel="website",
            level="city",
            outlet="市政府网",
            topic="搬迁",
        ),
        by=world.committee,
        validate=False,
    )
    client = browser(somebody(world, Role.CITY_OFFICE))
    lines = f"抽看记录\nhttp://hehuo.example/ledgers/publicity/{row.pk}/"
    assert client.post(PAGE, told(other=lines)).status_code == 302
    assert Judgement.objects.get().evidence == [
        {"text": "抽看记录"},
        {
            "text": f"{row._meta.verbose_name} {row.record_no}",
            "model": "programme.publicityentry",
            "id": row.pk,
        },
    ]
    wrong = client.post(PAGE, told(other="抽看记录\n/ledgers/publicity/9999/"))
    assert "第 2 行的网址没有打开您能查看的记录" in wrong.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [({"points": "1.2"}, "满分 1 分"), ({"points": "-1"}, "大于或等于"), ({"reason": ""}, "评判理由"), ({"other": ""}, "至少勾选一件"),
     ({"seen": ["culture.themeactivity:999"]}, "看过的资料"), ({"on": "2018-13-01"}, "评判日期"), ({"other": "行\n" * 6}, "最多 5 行")],
)  # fmt: skip
def test_bad_input_is_told_and_kept(world, change, words):
    answer = browser(somebody(world, Role.CITY_OFFICE)).post(PAGE, told(**change))
    page = answer.content.decode()
    assert answer.status_code == 200 and words in page and "您填的内容已保留" in page
    assert not Judgement.objects.exists()


def test_doors(world):
    for user in (world.secretary, world.stranger, world.operator, somebody(world, Role.CITY_FINANCE)):
        assert browser(user).get(PAGE).status_code == 403
        assert browser(user).post(PAGE, told()).status_code == 403
        assert browser(user).get("/judgements/").status_code == 403
    county = browser(world.county_reviewer)
    assert "市指挥部办公室、市级验收（督查）人员评判" in county.get(PAGE).content.decode()
    assert county.post(PAGE, told()).status_code == 200 and not Judgement.objects.exists()
    assert county.get("/scorecards/S002/judgements/").status_code == 404
    assert county.post("/scorecards/S001/judgements/1/withdraw/").status_code == 404
    assert browser(somebody(world, Role.CITY_OFFICE)).get(f"{PAGE}?part=9.9").status_code == 404


def test_an_edition_without_judged_parts_says_so(world):
    client = browser(world.inspector)
    assert "没有须由人评判的子项" in client.get("/judgements/?edition=LPS-2018-R").content.decode()
    assert "没有须由人评判的子项" in client.get(f"{PAGE}?edition=LPS-2018-R").content.decode()


@pytest.mark.parametrize("more", [0, 6])
def test_queries_do_not_grow_with_settlements(world, more, django_assert_max_num_queries):
    from hehuo.kit.testing.world import make_settlement

    for number in range(more):
        make_settlement(world.here.county, f"S1{number}", f"新区{number}")
    client = browser(somebody(world, Role.CITY_OFFICE))
    client.get("/judgements/")
    with django_assert_max_num_queries(10):
        client.get("/judgements/")
