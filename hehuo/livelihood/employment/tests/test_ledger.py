"""就业台账, 稳岗回访, 公益性岗位: the contract and what each entry does to the others."""

from datetime import timedelta

from hehuo.livelihood.employment.duty_months import save_duty_month
from hehuo.livelihood.employment.ledger import (
    EmploymentLedger,
    PublicPostLedger,
    PublicPostMonthLedger,
    RetentionFollowupLedger,
)
from hehuo.livelihood.employment.models import (
    EmploymentSpell,
    PublicPostMonth,
    PublicWelfareAssignment,
    RetentionFollowup,
)
from hehuo.livelihood.employment.services import save_post, start_employment
from hehuo.livelihood.tests.cast import PeopleLedger, days_ago, workbook
from hehuo.measures.parameters import months_from
from hehuo.records.writing import save_record
from hehuo.workbooks import run_import


class TestEmployment(PeopleLedger):
    view = EmploymentLedger

    def make(self, settlement, **kw):
        values = {
            "kind": "unit", "place": "county", "on": days_ago(100), "proof_kind": "contract", "employer_name": "凉都制衣厂",
            "job_title": "缝纫工", "confirmed_on": days_ago(5),
        } | kw  # fmt: skip
        return start_employment(self.person(settlement), by=self.author, **values)

    def form_data(self, settlement):
        return {
            "person": self.person(settlement).pk, "kind": "flexible", "place": "settlement", "valid_from": days_ago(40),
            "proof_kind": "phone", "confirmed_on": days_ago(2), "job_title": "送货",
        }  # fmt: skip

    def told_refusal(self, **change):
        """Text of the page that refuses the form."""
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk} | change
        response = self.post(self.author, "create", data)
        assert response.status_code == 200
        return response.content.decode()

    def test_what_a_service_refuses_is_told_in_the_form(self):
        child = self.person(self.world.here, birth_date=days_ago(15 * 365))
        gone = self.person(self.world.here, left_on=days_ago(60))
        assert "使用童工" in self.told_refusal(person=child.pk)
        assert "已登记离开安置点" in self.told_refusal(person=gone.pk)
        assert "请填写单位" in self.told_refusal(kind="unit")
        assert "核实日期不能晚于今天" in self.told_refusal(confirmed_on=days_ago(-1))
        assert "核实日期不能早于就业起期" in self.told_refusal(confirmed_on=days_ago(50))
        spell = self.here()
        overlap = {"person": spell.person_id, "kind": "unit", "employer_name": "凉都制衣厂"}
        assert "时间重叠的就业记录" in self.told_refusal(**overlap)

    def test_a_county_workbook_comes_in_and_refuses_children(self):
        worker = self.person(self.world.here)
        child = self.person(self.world.here, birth_date=days_ago(15 * 365))
        head = [
            "身份证号码",
            "姓名",
            "务工形式",
            "务工单位",
            "从事工种",
            "务工区域",
            "务工开始时间",
            "佐证材料",
            "核实时间",
        ]
        line = ["灵活就业", "", "搬运", "县内", days_ago(30).isoformat(), "电话核实", days_ago(1).isoformat()]
        book = workbook(
            head, [worker.id_no.reveal(), worker.name, *line], [child.id_no.reveal(), child.name, *line]
        )
        outcome = run_import(EmploymentLedger, book, "a.xlsx", by=self.author, settlement=self.world.here)
        assert [problem.row for problem in outcome.errors] == [3]
        assert "使用童工" in outcome.errors[0].remedy
        book = workbook(head, [worker.id_no.reveal(), worker.name, *line])
        for _ in range(2):
            outcome = run_import(
                EmploymentLedger, book, "a.xlsx", by=self.author, settlement=self.world.here, commit=True
            )
            assert outcome.errors == []
        spell = EmploymentSpell.objects.get()
        assert (spell.person, spell.occurred_on) == (worker, days_ago(30))


class TestFollowups(PeopleLedger):
    view = RetentionFollowupLedger

    def spell(self, settlement):
        """Somebody who works since 100 days, confirmed 40 days ago."""
        return start_employment(
            self.person(settlement), by=self.author, kind="flexible", place="county", on=days_ago(100), proof_kind="phone",
            confirmed_on=days_ago(40),
        )  # fmt: skip

    def make(self, settlement, **kw):
        spell = self.spell(settlement)
        return save_record(
            RetentionFollowup(
                settlement=settlement, spell=spell, day=30, still_employed=True, problem="路远", action="联系宿舍",
                occurred_on=days_ago(60), **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "spell": self.spell(settlement).pk, "day": 90, "occurred_on": days_ago(1), "still_employed": "True",
            "problem": "工资结得慢", "action": "与单位沟通",
        }  # fmt: skip

    def test_the_form_keeps_what_was_typed(self):
        data = self.typed(self.world.here) | {"settlement": "0"}
        form = self.post(self.author, "create", data).context["form"]
        assert "settlement" in form.errors
        assert (form["still_employed"].value(), form["problem"].value()) == (True, "工资结得慢")

    def test_still_there_confirms_and_gone_ends(self):
        for still, confirmed, ended in ((True, days_ago(1), None), (False, days_ago(40), days_ago(1))):
            data = self.typed(self.world.here)
            data["still_employed"] = str(still)
            assert self.post(self.author, "create", data).status_code == 302
            spell = EmploymentSpell.objects.get(pk=data["spell"])
            assert (spell.confirmed_on, spell.valid_to) == (confirmed, ended)

    def test_a_visit_before_its_day_and_a_second_one_are_refused(self):
        data = self.typed(self.world.here)
        assert "还没有到第 180 天" in self.post(self.author, "create", data | {"day": 180}).content.decode()
        assert self.post(self.author, "create", data).status_code == 302
        assert "这个节点已有回访记录" in self.post(self.author, "create", data).content.decode()


class TestPublicPosts(PeopleLedger):
    view = PublicPostLedger

    def make(self, settlement, **kw):
        values = {
            "post_type": "cleaning", "employer_name": "幸福社区居委会", "hardship_category": "零就业家庭成员",
            "contract_from": days_ago(60), "contract_to": days_ago(-300), "subsidy_fen": 120000,
        } | kw  # fmt: skip
        row = PublicWelfareAssignment(settlement=settlement, person=self.person(settlement), **values)
        return save_post(row, by=self.author)

    def form_data(self, settlement):
        return {
            "post_type": "patrol", "employer_name": "幸福社区居委会", "person": self.person(settlement).pk,
            "contract_from": days_ago(0), "contract_to": days_ago(-360),
        }  # fmt: skip

    def test_without_a_person_it_is_a_demand(self):
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk, "person": ""}
        assert self.post(self.author, "create", data).status_code == 302
        assert PublicWelfareAssignment.objects.latest("id").state == "demand_approved"

    def test_a_contract_is_at_most_three_years(self):
        data = self.form_data(self.world.here) | {
            "settlement": self.world.here.pk,
            "contract_to": days_ago(-1100),
        }
        assert "每份合同不超过 3 年" in self.post(self.author, "create", data).content.decode()

    def test_five_working_days_in_public_before_the_contract(self):
        post = self.here()
        for user, event in (
            (self.author, "review"),
            (self.world.secretary, "review"),
            (self.author, "publicise"),
        ):
            self.post(user, "step", pk=post.pk, event=event)
        assert self.reload(post).state == "publicised"
        self.post(self.author, "step", pk=post.pk, event="contract")
        assert self.reload(post).state == "publicised"
        PublicWelfareAssignment.objects.filter(pk=post.pk).update(publicised_on=days_ago(20))
        for event in ("contract", "start_duty"):
            self.post(self.author, "step", pk=post.pk, event=event)
        assert self.reload(post).state == "on_duty"
        spell = EmploymentSpell.objects.get(person=post.person)
        assert (spell.kind, spell.valid_from) == ("public_post", days_ago(0))

    def test_the_labour_offices_export_comes_in(self):
        person = self.person(self.world.here)
        book = workbook(
            ["公民身份号码", "姓名", "困难人员编号/类别", "单位名称", "公益性岗位名称", "合同开始时间", "合同结束时间", "审批状态"],
            [person.id_no.reveal(), person.name, "零就业家庭", "社区", "保洁", days_ago(60), days_ago(60) + timedelta(365), "通过"],
        )  # fmt: skip
        outcome = run_import(
            PublicPostLedger, book, "a.xlsx", by=self.author, settlement=self.world.here, commit=True
        )
        assert outcome.errors == []
        assert PublicWelfareAssignment.objects.get().state == "applied"


def signed_post(case, settlement, **values):
    """Somebody on a post under contract for a year."""
    told = {"contract_from": days_ago(200), "contract_to": days_ago(-165), "state": "on_duty", **values}
    row = PublicWelfareAssignment(
        settlement=settlement,
        person=case.person(settlement),
        post_type="cleaning",
        employer_name="社区",
        **told,
    )
    return save_record(row, by=case.author)


class TestPublicPostMonths(PeopleLedger):
    view = PublicPostMonthLedger

    def make(self, settlement, **kw):
        values = {"month": days_ago(70), "days_due": 22, "days_on": 21, "subsidy_fen": 157000} | kw
        post = values.pop("post", None) or signed_post(self, settlement)
        return save_duty_month(PublicPostMonth(settlement=settlement, post=post, **values), by=self.author)

    def form_data(self, settlement):
        return {
            "post": signed_post(self, settlement).pk, "month": days_ago(40).replace(day=1), "days_due": 22, "days_on": 20, "subsidy_fen": "1570.00",
        }  # fmt: skip

    def test_a_month_moves_the_post_on_and_an_older_one_does_not(self):
        post = signed_post(self, self.world.here)
        newest = self.make(self.world.here, post=post, month=days_ago(40))
        post.refresh_from_db()
        assert (post.state, post.last_duty_month) == ("paid", newest.month)
        self.make(self.world.here, post=post, month=days_ago(100))
        post.refresh_from_db()
        assert post.last_duty_month == newest.month

    def test_months_outside_the_contract_and_too_many_days_are_refused(self):
        data = self.typed(self.world.here)
        for change, words in (
            ({"month": days_ago(400)}, "不在合同期内"),
            ({"days_on": 30}, "不能多于应出勤"),
            ({"month": days_ago(-40)}, "还没有到这个月份"),
            ({"paid_on": days_ago(1), "subsidy_fen": ""}, "请填写当月补贴"),
        ):
            assert words in self.post(self.author, "create", data | change).content.decode(), words

    def test_a_sheet_of_attendance_finds_the_post_of_each_person(self):
        post = signed_post(self, self.world.here)
        other = self.person(self.world.here)
        month = f"{days_ago(40):%Y-%m}"
        head = ["公民身份号码", "姓名", "考勤月份", "应出勤天数", "出勤天数", "补贴金额"]
        lines = [[p.id_no.reveal(), p.name, month, 22, 21, 1570] for p in (post.person, other)]
        book = workbook(head, *lines)
        outcome = run_import(
            PublicPostMonthLedger, book, "a.xlsx", by=self.author, settlement=self.world.here
        )
        assert [(p.row, "没有签约的公益性岗位" in p.remedy) for p in outcome.errors] == [(3, True)]
        outcome = run_import(
            PublicPostMonthLedger,
            workbook(head, lines[0]),
            "a.xlsx",
            by=self.author,
            settlement=self.world.here,
            commit=True,
        )
        assert outcome.errors == []
        row = PublicPostMonth.objects.get()
        assert (row.post, row.days_on, row.subsidy_fen) == (post, 21, 157000)

    def test_the_page_of_the_post_asks_for_the_next_month(self):
        post = signed_post(self, self.world.here, last_duty_month=days_ago(70).replace(day=1))
        address = PublicPostLedger.url("ask", pk=post.pk, event="pay")
        self.client.force_login(self.author)
        form = self.client.get(address).context["form"]
        assert form.initial["month"] == months_from(post.last_duty_month, 1)
        told = {"on": days_ago(0), "month": f"{form.initial['month']:%Y-%m}", "days_due": 21, "days_on": 21}
        assert self.client.post(address, told).status_code == 302
        post.refresh_from_db()
        assert (post.state, post.months.get().days_on) == ("paid", 21)
