"""The ledgers of training: the contract, and how one entry moves the next."""

from datetime import date

from hehuo.kit.testing.contract import LedgerContract
from hehuo.livelihood.tests.cast import PeopleLedger, code, days_ago, workbook
from hehuo.livelihood.training import ledger
from hehuo.livelihood.training.models import (
    Certificate,
    Enrolment,
    PostTrainingFollowup,
    TrainingAttendance,
    TrainingClass,
    TrainingExemption,
    TrainingPlan,
)
from hehuo.livelihood.training.services import save_class, save_enrolment
from hehuo.records.writing import save_record
from hehuo.workbooks import run_import


def make_class(settlement, by, **kw):
    """A class that runs, from ten days ago."""
    number = TrainingClass.objects.count() + 1
    values = {
        "class_no": f"2018-{number:03d}", "trade": "缝纫", "provider_name": "凉都培训学校", "provider_uscc": code(5),
        "place": "培训室", "starts_on": days_ago(10), "ends_on": days_ago(-2), "hours_planned": 40, "teacher": "李老师",
        "open_report_no": "开班1号", "state": "running",
    } | kw  # fmt: skip
    return save_class(TrainingClass(settlement=settlement, **values), by=by)


def enrol(training_class, person, by):
    """Somebody's place in a class, from its first day."""
    row = Enrolment(
        settlement_id=training_class.settlement_id, training_class=training_class, person=person, state="enrolled",
        occurred_on=training_class.starts_on,
    )  # fmt: skip
    return save_enrolment(row, by=by)


class TestPlans(LedgerContract):
    view = ledger.TrainingPlanLedger

    def make(self, settlement, **kw):
        return save_record(
            TrainingPlan(
                settlement=settlement, year=2018, organiser="hrss", kind="skill", trade="电工", basis="因岗", seats=40, hours=60,
                **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "year": 2018, "organiser": "women", "kind": "guiding", "trade": "刺绣", "basis": "因人、因产", "seats": 30,
            "hours": 24,
        }  # fmt: skip

    def test_approval_needs_a_second_person(self):
        plan = self.here()
        self.post(self.author, "step", pk=plan.pk, event="approve")
        assert self.reload(plan).state == "draft"
        for event in ("approve", "publish"):
            self.post(self.world.secretary, "step", pk=plan.pk, event=event)
        assert self.reload(plan).state == "published"


class TestClasses(LedgerContract):
    view = ledger.TrainingClassLedger

    def make(self, settlement, **kw):
        return make_class(settlement, self.author, **kw)

    def form_data(self, settlement):
        return {
            "class_no": "2018-99", "trade": "电工", "place": "培训室", "teacher": "王老师", "provider_name": "凉都培训学校",
            "provider_uscc": code(9), "starts_on": days_ago(-5), "ends_on": days_ago(-25), "hours_planned": 60,
        }  # fmt: skip

    def test_people_attend_when_the_class_runs(self):
        made = self.here(state="opened")
        person = TestEnrolments.person(self, self.world.here)
        row = enrol(made, person, self.author)
        self.post(self.author, "step", pk=made.pk, event="run")
        row.refresh_from_db()
        assert (self.reload(made).state, row.state) == ("running", "attending")


class TestEnrolments(PeopleLedger):
    view = ledger.EnrolmentLedger

    def make(self, settlement, **kw):
        row = enrol(make_class(settlement, self.author), self.person(settlement), self.author)
        Enrolment.objects.filter(pk=row.pk).update(**kw)
        return self.reload(row)

    def form_data(self, settlement):
        return {
            "training_class": make_class(settlement, self.author).pk, "person": self.person(settlement).pk,
            "wish_match": "true",
        }  # fmt: skip

    def test_the_form_keeps_what_was_typed(self):
        data = self.typed(self.world.here) | {"settlement": "0"}
        form = self.post(self.author, "create", data).context["form"]
        assert "settlement" in form.errors
        assert (str(form["person"].value()), form["wish_match"].value()) == (str(data["person"]), True)

    def test_two_classes_at_a_time_are_refused(self):
        row = self.here()
        data = self.typed(self.world.here) | {"person": row.person_id}
        assert "两个班的时间重叠" in self.post(self.author, "create", data).content.decode()

    def test_four_fifths_of_the_hours_complete(self):
        for present, state in ((31, "attending"), (32, "completed")):
            row = self.here(hours_due=40, hours_present=present)
            self.post(self.author, "step", pk=row.pk, event="complete")
            assert self.reload(row).state == state

    def test_a_roll_with_results_comes_in(self):
        made = make_class(
            self.world.here,
            self.author,
            starts_on=date(2018, 9, 3),
            ends_on=date(2018, 9, 21),
            state="archived",
        )
        good, lazy = self.person(self.world.here), self.person(self.world.here)
        head = ["学员身份证号", "班级编号", "培训状态", "应到课时", "实到课时"]
        rows = [
            [p.id_no.reveal(), made.class_no, "已结业", 40, hours] for p, hours in ((good, 36), (lazy, 20))
        ]
        outcome = run_import(
            self.view,
            workbook(head, *rows),
            "a.xlsx",
            by=self.author,
            settlement=self.world.here,
            commit=True,
        )
        assert [problem.row for problem in outcome.errors] == [3]
        run_import(
            self.view,
            workbook(head, rows[0]),
            "a.xlsx",
            by=self.author,
            settlement=self.world.here,
            commit=True,
        )
        row = Enrolment.objects.get()
        assert (row.person, row.completed_on, row.occurred_on) == (good, made.ends_on, made.starts_on)


class ThroughEnrolment(PeopleLedger):
    """Rows that hang on an enrolment."""

    __test__ = False

    def enrolment(self, settlement, **kw):
        """Somebody in a class."""
        row = enrol(make_class(settlement, self.author), self.person(settlement), self.author)
        Enrolment.objects.filter(pk=row.pk).update(**kw)
        return Enrolment.objects.get(pk=row.pk)


class TestAttendance(ThroughEnrolment):
    __test__ = True
    view = ledger.TrainingAttendanceLedger

    def make(self, settlement, **kw):
        return save_record(
            TrainingAttendance(
                settlement=settlement, enrolment=self.enrolment(settlement), session_on=days_ago(3), mark="present", **kw
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "enrolment": self.enrolment(settlement).pk, "session_on": days_ago(2), "slot": "下午", "hours": 4,
            "mark": "present", "mode": "paper",
        }  # fmt: skip

    def test_hours_follow_from_the_marks(self):
        data = self.typed(self.world.here)
        assert self.post(self.author, "create", data).status_code == 302
        row = Enrolment.objects.get(pk=data["enrolment"])
        assert (row.hours_present, row.training_class.has_attendance) == (4, True)
        again = self.post(self.author, "create", data)
        assert again.status_code == 200
        assert "这一课次已有考勤。" in again.content.decode()


class TestCertificates(PeopleLedger):
    view = ledger.CertificateLedger

    def make(self, settlement, **kw):
        return save_record(
            Certificate(
                settlement=settlement, person=self.person(settlement), certificate_no=f"证{Certificate.objects.count():04d}",
                issuer="市人社局", issued_on=days_ago(4), exam_score=80, **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "person": self.person(settlement).pk, "certificate_no": "证9001", "level": "初级", "issuer": "市人社局",
            "issued_on": days_ago(1), "exam_score": "75.5",
        }  # fmt: skip

    def test_the_place_in_the_class_becomes_certificated(self):
        row = enrol(make_class(self.world.here, self.author), self.person(self.world.here), self.author)
        Enrolment.objects.filter(pk=row.pk).update(state="completed", completed_on=days_ago(2))
        data = self.typed(self.world.here) | {
            "person": row.person_id,
            "training_class": row.training_class_id,
        }
        assert self.post(self.author, "create", data).status_code == 302
        row.refresh_from_db()
        assert row.state == "certificated"


class TestTrainingFollowups(ThroughEnrolment):
    __test__ = True
    view = ledger.TrainingFollowupLedger

    def make(self, settlement, **kw):
        row = self.enrolment(settlement, state="completed", completed_on=days_ago(100))
        return save_record(
            PostTrainingFollowup(
                settlement=settlement, enrolment=row, due_month=3, employed=True, confirmed_mode="phone", **kw
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        row = self.enrolment(settlement, state="completed", completed_on=days_ago(100))
        return {"enrolment": row.pk, "due_month": 3, "occurred_on": days_ago(0), "confirmed_mode": "visit"}

    def test_six_months_are_not_over_after_three(self):
        data = self.typed(self.world.here) | {"due_month": 6}
        assert "结业还不满 6 个月" in self.post(self.author, "create", data).content.decode()


class TestExemptions(PeopleLedger):
    view = ledger.TrainingExemptionLedger

    def make(self, settlement, **kw):
        return save_record(
            TrainingExemption(
                settlement=settlement, person=self.person(settlement), kind="illness", valid_from=days_ago(30), proof="诊断证明",
                **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "person": self.person(settlement).pk, "kind": "certified", "valid_from": days_ago(10), "proof": "电工证",
        }  # fmt: skip

    def test_a_sole_carer_is_looked_at_again_within_half_a_year(self):
        data = self.typed(self.world.here) | {"kind": "sole_carer", "review_on": days_ago(-250)}
        assert "复核日期不能晚于半年" in self.post(self.author, "create", data).content.decode()
