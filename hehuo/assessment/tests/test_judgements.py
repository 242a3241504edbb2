"""Judged parts: who judges, on what, how it scores, how it is replaced, withdrawn and runs out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from hehuo.assessment.editions import _with_sub_criteria
from hehuo.assessment.judgements import Seen, judge, standing_of, waiting, withdraw_judgement
from hehuo.assessment.material import DRAWN, drawn_for
from hehuo.assessment.models import Judgement, StandardEdition
from hehuo.assessment.scoring import scorecard
from hehuo.audit.models import Entry
from hehuo.culture.models import ThemeActivity
from hehuo.kit.testing.world import make_user
from hehuo.org.models import Post
from hehuo.org.roles import Role
from hehuo.records.writing import save_record

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 30)
PAPER = (Seen("2025年上半年主题实践活动抽看记录"),)
WHY = "抽看三次活动，时间地点与通知相符，有村民来信为证。"


def given(city, points="1", on=DAY, by=None, **kw):
    values = {"reason": WHY, "evidence": PAPER} | kw
    return judge(city.here, city.edition, "2.4.2", Decimal(points), by=by or city.office, on=on, **values)


def standing(city, day=DAY, known_at=None):
    card = scorecard(city.here, city.edition, day, known_at)
    found = next(c for c in card.criteria() if c.code == "2.4")
    return found.points, next(p.state for p in found.parts if p.key == "2.4.2")


@pytest.mark.parametrize(("points", "wanted"), [("1", "1.00"), ("0.35", "0.35"), ("0", "0.00")])
def test_judged_points_are_points_of_the_sub_criterion(city, points, wanted):
    assert standing(city) == (Decimal("0.00"), "judged_pending")
    given(city, points)
    assert standing(city) == (Decimal(wanted), "judged")


def test_withdrawn_is_open_again_and_an_earlier_moment_still_knows_it(city):
    first = given(city, "0.4", on=DAY - timedelta(10))
    made = given(city, "0.8")
    assert standing(city)[0] == Decimal("0.80")
    before = timezone.now()
    withdraw_judgement(made, by=city.inspector, reason="看错了安置点")
    assert standing(city) == (Decimal("0.00"), "judged_pending"), "what it had replaced does not come back"
    assert standing(city, known_at=before)[0] == Decimal("0.80")
    assert standing(city, DAY - timedelta(5))[0] == Decimal("0.40"), "an earlier day keeps its own"
    with pytest.raises(ValidationError, match="已经撤回"):
        withdraw_judgement(made, by=city.office, reason="再撤一次")
    with pytest.raises(ValidationError, match="原因"):
        withdraw_judgement(first, by=city.office, reason=" ")
    again = given(city, "0.6", on=DAY - timedelta(1))
    assert standing(city)[0] == again.points, "what is judged after a withdrawal counts"


@pytest.mark.parametrize(("day", "state"), [(date(2025, 6, 29), "judged_pending"), (date(2026, 6, 29), "judged"), (date(2026, 6, 30), "judged_pending")])  # fmt: skip
def test_a_judgement_counts_for_a_year_from_its_day(city, day, state):
    given(city)
    assert standing(city, day)[1] == state


def test_a_later_judgement_replaces_and_is_not_known_before(city):
    given(city, "0.3")
    known = timezone.now()
    given(city, "0.9", on=DAY + timedelta(3))
    assert standing(city)[0] == Decimal("0.30") and standing(city, DAY + timedelta(3))[0] == Decimal("0.90")
    assert standing(city, DAY + timedelta(3), known)[0] == Decimal("0.30")
    assert Judgement.objects.count() == 2
    with pytest.raises(ValidationError, match="不能早于"):
        given(city)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": "1.01"}, "满分 1 分"), ({"points": "-0.01"}, "满分 1 分"), ({"points": "0.305"}, "一档"),
        ({"reason": " "}, "理由"), ({"evidence": ()}, "至少"), ({"evidence": (Seen("  "),)}, "至少"),
        ({"reason": "联系人13800138000"}, "电话"), ({"evidence": (Seen("x", "residents.person", 1),)}, "重新勾选"),
        ({"evidence": (Seen("x", "org.user", 1),)}, "台账记录"), ({"on": timezone.localdate() + timedelta(1)}, "晚于今天"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused_with_a_word(city, change, words):
    with pytest.raises(ValidationError, match=words):
        given(city, **change)
    assert not Judgement.objects.exists()


def test_only_judges_and_never_the_own_staff(city):
    for name in ("secretary", "county_reviewer", "committee"):
        with pytest.raises(PermissionDenied, match="评判"):
            given(city, by=getattr(city, name))
    was_here = make_user("原社区书记", Role.INSPECTOR, city.city)
    Post.objects.create(
        user=was_here,
        role=Role.SECRETARY,
        area=city.here.area,
        valid_from=date(2023, 1, 1),
        valid_to=date(2024, 1, 1),
    )
    with pytest.raises(PermissionDenied, match="近三年"):
        given(city, by=was_here)
    city.inspector.recused_unit_codes = [city.here.code]
    with pytest.raises(PermissionDenied, match="回避"):
        given(city, by=city.inspector)
    assert not Judgement.objects.exists()


def test_it_is_audited_and_frozen(city):
    made = given(city)
    assert Entry.objects.filter(action="judge", object_id=str(made.pk)).exists()
    withdraw_judgement(made, by=city.office, reason="重看")
    assert Entry.objects.filter(action="withdraw_judgement").exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.filter(pk=made.pk).update(points=Decimal("0.1"))


def activity(city, day):
    row = ThemeActivity(
        settlement=city.here, title="文明礼让", held_on=day, occurred_on=day, starts_at="09:00", ends_at="10:00", place="广场",
        headcount_declared=20,
    )  # fmt: skip
    return save_record(row, by=city.committee, validate=False)


def test_the_sample_is_drawn_by_a_seed_from_the_year(city):
    part = {"key": "2.4.2", "code": "2.4"}
    assert drawn_for(city.here, city.edition, part, DAY) == []
    rows = {activity(city, DAY - timedelta(n * 30)).pk for n in range(12)}
    activity(city, DAY - timedelta(400))
    drawn = drawn_for(city.here, city.edition, part, DAY)
    assert drawn == drawn_for(city.here, city.edition, part, DAY) and len(drawn) == DRAWN
    assert {d.pk for d in drawn} < rows and not drawn[0].more_than_photos
    given(city, evidence=[Seen(d.text, d.model, d.pk) for d in drawn])
    assert len(Judgement.objects.get().evidence) == DRAWN


def test_an_item_of_a_printed_plan_that_is_unknown_here_is_judged_the_same_way(city):
    item = {"no": 17, "title": "新增条目", "criterion": "有特色做法。（4分）", "points_effective": "4"}
    data = {
        **city.edition.data,
        "sections": [{"no": 1, "title": "一", "points": "4", "items": [_with_sub_criteria({**item, "content": "", "points_source": "printed", "units": []}, None)]}],
    }  # fmt: skip
    edition = StandardEdition.objects.create(code="X-2020", name="外地方案", data=data, state="published")
    judge(city.here, edition, "17.1", Decimal("3.5"), reason=WHY, evidence=PAPER, by=city.inspector, on=DAY)
    assert scorecard(city.here, edition, DAY).total == Decimal("3.5")
    assert list(waiting([city.here, city.there], edition, DAY, city.office)) == ["17.1"]
    assert waiting([city.here, city.there], edition, DAY, city.office)["17.1"] == [city.there]
    assert waiting([city.here], edition, DAY, city.secretary) == {}


def test_many_days_cost_one_query(city, django_assert_num_queries):
    from hehuo.assessment.judgements import standing_on

    given(city)
    before = Judgement.objects.get().recorded_at - timedelta(seconds=1)
    with django_assert_num_queries(1):
        found = standing_on([city.here.pk], city.edition, [DAY + timedelta(n) for n in range(-5, 20)], None)
    assert [bool(by.get(city.here.pk)) for by in found] == [False] * 5 + [True] * 20
    assert standing_of([city.here.pk], city.edition, DAY, before).get(city.here.pk, {}) == {}
