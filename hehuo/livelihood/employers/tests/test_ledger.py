"""用人单位, 四个凉都, 就业服务窗口: the contract, and what blocking an employer does."""

from hehuo.kit.testing.contract import LedgerContract
from hehuo.livelihood.employers.ledger import EmployerLedger, EmploymentWindowLedger, JobBaseLedger
from hehuo.livelihood.employers.models import EmploymentWindow, JobBase
from hehuo.livelihood.tests.cast import code, days_ago, make_employer, make_opening
from hehuo.records.writing import save_record


class TestEmployers(LedgerContract):
    view = EmployerLedger

    def make(self, settlement, **kw):
        return make_employer(settlement, self.author, **kw)

    def form_data(self, settlement):
        return {
            "name": "高山刺梨公司", "uscc": code(700), "industry": "食品加工", "place": "双水", "check_result": "ok",
        }  # fmt: skip

    def test_a_wrong_code_is_told(self):
        data = self.form_data(self.world.here) | {
            "uscc": code(700)[:17] + "I",
            "settlement": self.world.here.pk,
        }
        response = self.post(self.author, "create", data)
        assert "uscc" in response.context["form"].errors

    def test_the_same_employer_is_registered_once_in_a_settlement(self):
        data = self.form_data(self.world.here) | {"settlement": self.world.here.pk}
        assert self.post(self.author, "create", data).status_code == 302
        assert "本安置点已登记这家单位。" in self.post(self.author, "create", data).content.decode()

    def test_blocking_takes_the_openings_and_needs_a_second_person(self):
        opening = make_opening(self.world.here, self.author)
        employer = opening.employer
        data = {
            "settlement": self.world.here.pk, "name": employer.name, "uscc": employer.uscc, "industry": "服装", "place": "红桥",
            "check_result": "blocked", "check_note": "拖欠工资", "version": employer.version,
        }  # fmt: skip
        refused = self.post(self.author, "update", data, pk=employer.pk)
        assert "请由另一位同事办理" in refused.content.decode()
        assert self.post(self.world.secretary, "update", data, pk=employer.pk).status_code == 302
        opening.refresh_from_db()
        assert opening.state == "blacklisted_employer"


class TestJobBases(LedgerContract):
    view = JobBaseLedger

    def make(self, settlement, **kw):
        return save_record(
            JobBase(
                settlement=settlement, kind="embroidery", name="锦绣坊一号", led_by="妇联", site="3栋", opened_on=days_ago(90),
                jobs_total=20, relocated_hired=15, **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "kind": "factory", "name": "制衣车间", "led_by": "人社", "site": "5栋", "opened_on": days_ago(10),
            "jobs_total": 30, "relocated_hired": 30,
        }  # fmt: skip

    def test_nobody_hires_more_than_there_are_jobs(self):
        data = self.form_data(self.world.here) | {"relocated_hired": 31, "settlement": self.world.here.pk}
        assert "不能大于岗位数" in self.post(self.author, "create", data).content.decode()


class TestWindows(LedgerContract):
    view = EmploymentWindowLedger

    def make(self, settlement, **kw):
        return save_record(
            EmploymentWindow(
                settlement=settlement, kind="standing", place="服务中心", hours="工作日", half_days_a_week=10,
                staff_name="陈小丽", opened_on=days_ago(200), **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "kind": "mobile", "place": "1号楼", "hours": "周二上午", "half_days_a_week": 2, "staff_name": "王强",
            "opened_on": days_ago(30), "visits_last_month": 12,
        }  # fmt: skip
