"""岗位, 岗位推送, 推荐: the contract and what each refuses."""

import pytest
from django.core.exceptions import ValidationError

from hehuo.kit.testing.contract import LedgerContract
from hehuo.livelihood.employment.models import EmploymentSpell
from hehuo.livelihood.jobs.ledger import JobEventLedger, JobLedger, RecommendationLedger
from hehuo.livelihood.jobs.models import JobEvent, JobOpening, JobRecommendation
from hehuo.livelihood.jobs.services import (
    events_to_follow_up,
    follow_up_event,
    recommend_opening,
    save_job_event,
)
from hehuo.livelihood.tests.cast import PeopleLedger, days_ago, make_employer, make_opening, workbook
from hehuo.records.writing import save_record
from hehuo.workbooks import run_import


class TestJobs(LedgerContract):
    view = JobLedger

    def make(self, settlement, **kw):
        return make_opening(settlement, self.author, **kw)

    def form_data(self, settlement):
        return {
            "employer": make_employer(settlement, self.author).pk, "title": "保洁员", "headcount": 3,
            "source_kind": "community", "wage_min_yuan": 2000, "wage_max_yuan": 2400, "requirements": "身体健康",
            "valid_from": days_ago(2), "valid_to": days_ago(-20),
        }  # fmt: skip

    def test_a_changed_wage_is_verified_again(self):
        opening = self.here()
        data = {
            "settlement": self.world.here.pk, "employer": opening.employer_id, "title": opening.title, "headcount": 5,
            "source_kind": opening.source_kind, "wage_min_yuan": 2600, "wage_max_yuan": 4000, "version": opening.version,
            "valid_from": opening.valid_from, "valid_to": opening.valid_to,
        }  # fmt: skip
        assert self.post(self.author, "update", data, pk=opening.pk).status_code == 302
        assert self.reload(opening).state == "draft"

    def test_discrimination_stops_the_verification_and_warns_in_a_workbook(self):
        opening = self.here(state="draft", requirements="限男性，35岁以下")
        self.post(self.world.secretary, "step", pk=opening.pk, event="verify_opening")
        assert self.reload(opening).state == "draft"
        book = workbook(
            [
                "企业名称",
                "岗位名称",
                "招聘人数",
                "岗位来源",
                "最低工资",
                "最高工资",
                "要求",
                "发布日期",
                "有效期至",
            ],
            [opening.employer.name, "门卫", 2, "周边企业", 1000, 2000, "限男性", "2018-11-01", "2018-12-31"],
            ["查无此单位", "门卫", 2, "周边企业", 2000, 2000, "", "2018-11-01", "2018-12-31"],
        )
        outcome = run_import(JobLedger, book, "a.xlsx", by=self.author, settlement=self.world.here)
        assert [problem.row for problem in outcome.errors] == [3]
        assert {problem.column for problem in outcome.warnings} == {"要求", "月工资下限（元）"}

    def test_verification_needs_a_second_person(self):
        opening = make_opening(self.world.here, self.world.secretary, state="draft")
        self.post(self.world.secretary, "step", pk=opening.pk, event="verify_opening")
        assert self.reload(opening).state == "draft"
        JobOpening.objects.filter(pk=opening.pk).update(created_by=self.author)
        self.post(self.world.secretary, "step", pk=opening.pk, event="verify_opening")
        self.post(self.author, "step", pk=opening.pk, event="publish")
        assert self.reload(opening).state == "open"


class TestJobEvents(LedgerContract):
    view = JobEventLedger

    def make(self, settlement, **kw):
        return save_record(
            JobEvent(
                settlement=settlement, kind="fair", place="广场", openings_count=12, jobs_count=60, intents=20,
                **{"held_on": days_ago(20), "reached": 200, **kw},
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "kind": "push", "held_on": days_ago(1), "place": "微信群", "openings_count": 6, "jobs_count": 30, "reached": 80,
            "intents": 5, "materials": "推送截图",
        }  # fmt: skip

    def test_counts_follow_from_the_ticked_openings(self):
        first, second = make_opening(self.world.here, self.author), make_opening(self.world.here, self.author)
        data = self.form_data(self.world.here) | {
            "settlement": self.world.here.pk, "openings": [first.pk, second.pk], "openings_count": "", "jobs_count": "",
        }  # fmt: skip
        response = self.post(self.author, "create", data)
        assert response.status_code == 302, response.context["form"].errors
        event = JobEvent.objects.latest("id")
        assert (event.openings_count, event.jobs_count, event.openings.count()) == (2, 10, 2)
        assert f"{event.held_on.year}年" in event.window

    def test_an_opening_that_was_not_valid_on_the_day_is_refused(self):
        late = make_opening(self.world.here, self.author, valid_from=days_ago(0))
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk, "openings": [late.pk]}
        assert "这些岗位在活动当天无效" in self.post(self.author, "create", data).content.decode()

    def test_the_service_needs_at_least_one_opening(self):
        opening = make_opening(self.world.here, self.author)
        event = JobEvent(settlement=self.world.here, kind="push", held_on=days_ago(3), reached=9)
        assert save_job_event(event, [opening], by=self.author).openings_count == 1
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk, "openings_count": ""}
        assert "至少要有一条当天有效的岗位。" in self.post(self.author, "create", data).content.decode()

    def test_who_has_work_after_thirty_days_is_asked_and_not_asked_is_no_zero(self):
        event = self.here(held_on=days_ago(40), reached=50)
        young = self.here(held_on=days_ago(3), reached=50)
        assert event.hired() == "还没有回访"
        assert "起回访" in young.hired()
        for facts, words in (
            ({"asked": 60, "hired": 1}, "不能大于覆盖人数"),
            ({"asked": 9, "hired": 10}, "不能大于回访人数"),
        ):
            with pytest.raises(ValidationError, match=words):
                follow_up_event(event, by=self.author, on=days_ago(1), **facts)
        with pytest.raises(ValidationError, match="满 30 天"):
            follow_up_event(young, by=self.author, on=days_ago(0), asked=5, hired=0)
        assert [e.pk for e in JobEvent.objects.filter(events_to_follow_up(days_ago(0)))] == [event.pk]
        follow_up_event(event, by=self.author, on=days_ago(1), asked=20, hired=0)
        assert self.reload(event).hired() == "0 人（问了 20 人）"
        assert not JobEvent.objects.filter(events_to_follow_up(days_ago(0))).exists()


class TestRecommendations(PeopleLedger):
    view = RecommendationLedger

    def make(self, settlement, **kw):
        row = recommend_opening(
            self.person(settlement), make_opening(settlement, self.author), by=self.author, on=days_ago(5)
        )
        JobRecommendation.objects.filter(pk=row.pk).update(**kw)
        return self.reload(row)

    def form_data(self, settlement):
        return {
            "person": self.person(settlement).pk, "opening": make_opening(settlement, self.author).pk,
            "occurred_on": days_ago(0),
        }  # fmt: skip

    def test_from_consent_to_the_first_day_of_work(self):
        row = self.here()
        self.post(self.author, "step", pk=row.pk, event="refer")
        assert self.reload(row).state == "proposed", "nothing goes to the employer before consent"
        for event in ("consent", "refer", "interview", "hire", "start"):
            self.post(self.author, "step", pk=row.pk, event=event)
        row = self.reload(row)
        assert (row.state, row.candidate_consent_on, row.started_on) == ("started", days_ago(0), days_ago(0))
        spell = EmploymentSpell.objects.get(recommendation=row)
        assert (spell.person, spell.employer_name) == (row.person, row.opening.employer.name)
        self.post(self.author, "step", {"reason": "工资低"}, pk=row.pk, event="leave")
        spell.refresh_from_db()
        assert (self.reload(row).state, spell.valid_to) == ("left", days_ago(0))

    def test_the_same_opening_twice_at_a_time_is_refused(self):
        row = self.here()
        data = {
            "settlement": self.world.here.pk, "person": row.person_id, "opening": row.opening_id, "occurred_on": days_ago(0),
        }  # fmt: skip
        assert "这个岗位已推荐给这个人" in self.post(self.author, "create", data).content.decode()

    def test_a_child_is_never_recommended(self):
        child = self.person(self.world.here, birth_date=days_ago(15 * 365))
        data = self.form_data(self.world.here) | {"person": child.pk, "settlement": self.world.here.pk}
        assert "使用童工" in self.post(self.author, "create", data).content.decode()
