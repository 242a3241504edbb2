"""劳动力信息台账 and 台账抽查: the contract, the rules of a row, and what comes in by workbook."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hehuo.livelihood.labour.ledger import AccuracyCheckLedger, LabourLedger
from hehuo.livelihood.labour.models import AccuracyCheck, LabourProfile
from hehuo.livelihood.labour.services import check_profile, save_profile
from hehuo.livelihood.tests.cast import PeopleLedger, days_ago, make_household, make_person, workbook
from hehuo.records.writing import save_record
from hehuo.workbooks import run_import

MONTH = date(2018, 11, 1)


class TestLabour(PeopleLedger):
    view = LabourLedger

    def make(self, settlement, **kw):
        values = {
            "snapshot_month": MONTH, "labour_class": "ordinary", "employment_status": "employed", "employment_type": "unit",
            "work_place": "county", "months_this_year": 8, "employer_name": "凉都制衣厂", "wage_band": "3000-3999",
            "unemployed_reason": "", "job_wish": "想做缝纫", "confirmed_on": date(2018, 11, 20), "confirm_mode": "入户",
        } | kw  # fmt: skip
        profile = LabourProfile(
            settlement=settlement, person=self.person(settlement), occurred_on=MONTH, **values
        )
        return save_record(profile, by=self.author)

    def form_data(self, settlement):
        return {
            "person": self.person(settlement).pk, "snapshot_month": "2018-12-01", "labour_class": "skilled",
            "employment_status": "unemployed", "unemployed_reason": "no_job", "job_wish": "想学电工",
            "confirmed_on": "2018-12-05", "confirm_mode": "电话",
        }  # fmt: skip

    def test_the_persons_class_follows_the_newest_month(self):
        person = self.person(self.world.here, labour_class="")
        for month, kind in ((MONTH, "weak_or_half"), (date(2018, 9, 1), "none")):
            row = LabourProfile(
                settlement=self.world.here, person=person, snapshot_month=month, labour_class=kind
            )
            save_profile(row, by=self.author)
        person.refresh_from_db()
        assert person.labour_class == "weak_or_half"

    def test_people_are_told_by_number_or_by_household_and_name(self):
        one, other = self.person(self.world.here, name="周大海"), self.person(self.world.here, name="吴小燕")
        book = workbook(
            ["劳动力台账"],
            ["身份证号", "户编号", "姓名", "统计月份", "劳动能力", "就业情况", "务工地点", "务工月数"],
            [one.id_no.reveal(), "", "", "2018年11月", "普通劳动力", "已就业", "县内", 6],
            ["", other.household.household_no, "吴小燕", "201811", "技能劳动力", "在校", "", ""],
        )
        outcome = run_import(
            LabourLedger, book, "a.xlsx", by=self.author, settlement=self.world.here, commit=True
        )
        assert outcome.errors == []
        found = LabourProfile.objects.order_by("id").values_list(
            "person", "snapshot_month", "employment_status"
        )
        assert list(found) == [(one.pk, MONTH, "employed"), (other.pk, MONTH, "in_school")]

    def test_who_is_not_found_is_told_without_the_number(self):
        person = self.person(self.world.here, name="周大海")
        stranger = make_person(make_household(self.world.there, self.author), self.author)
        rows = [
            [person.id_no.reveal(), "别人", "2018-11", "普通劳动力"],
            [stranger.id_no.reveal(), "", "2018-11", "普通劳动力"],
            ["", "", "2018-11", "普通劳动力"],
        ]
        book = workbook(["公民身份号码", "姓名", "月份", "劳动力类别"], *rows)
        outcome = run_import(LabourLedger, book, "a.xlsx", by=self.author, settlement=self.world.here)
        told = str([problem._asdict() for problem in outcome.errors])
        assert {problem.row for problem in outcome.errors} == {2, 3, 4}
        assert LabourProfile.objects.count() == 0
        assert person.id_no.reveal() not in told
        assert stranger.id_no.reveal() not in told


class TestAccuracyChecks(PeopleLedger):
    view = AccuracyCheckLedger

    def make(self, settlement, **kw):
        return save_record(
            AccuracyCheck(
                settlement=settlement, person=self.person(settlement), book="labour", checked_on=days_ago(3),
                fields_checked=10, fields_right=9, mode="phone", **kw,
            ), by=self.author,
        )  # fmt: skip

    def form_data(self, settlement):
        return {
            "person": self.person(settlement).pk, "book": "employment", "checked_on": days_ago(1), "mode": "visit",
            "fields_checked": 8, "fields_right": 8,
        }  # fmt: skip

    def test_more_right_than_checked_is_refused(self):
        data = self.form_data(self.world.here) | {"fields_right": 9, "settlement": self.world.here.pk}
        response = self.post(self.author, "create", data)
        assert response.status_code == 200
        assert "一致项数不能大于核查项数。" in response.content.decode()


EMPLOYED = {
    "employment_status": "employed", "employment_type": "unit", "work_place": "county", "months_this_year": 3,
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("born", "facts", "refused"),
    [
        (date(1980, 1, 1), EMPLOYED, ""),
        (date(1980, 1, 1), EMPLOYED | {"work_place": ""}, "work_place"),
        (date(1980, 1, 1), EMPLOYED | {"months_this_year": None}, "work_place"),
        (date(1980, 1, 1), {"employment_status": "caring"}, ""),
        (date(1980, 1, 1), {"employment_status": "caring", "work_place": "county"}, "employment_status"),
        (
            date(1980, 1, 1),
            EMPLOYED | {"industry": "C", "contract": "yes", "insurance": "no", "wage_wish_yuan": 3000},
            "",
        ),
        (date(1980, 1, 1), {"employment_status": "caring", "industry": "C"}, "employment_status"),
        (
            date(1980, 1, 1),
            {"employment_status": "unemployed", "wage_wish_yuan": 2500, "place_wish": "county"},
            "",
        ),
        (date(1980, 1, 1), {"confirmed_by": "张网格"}, "confirmed_on"),
        (date(1980, 1, 1), {"confirmed_on": days_ago(-1), "confirm_mode": "电话"}, "confirmed_on"),
        (date(1980, 1, 1), {"confirmed_on": days_ago(1)}, "confirm_mode"),
        (days_ago(15 * 365), {"employment_status": "in_school"}, "person"),
    ],
)
def test_rules_of_a_row(world, born, facts, refused):
    person = make_person(make_household(world.here, world.committee), world.committee, birth_date=born)
    profile = LabourProfile(settlement=world.here, person=person, snapshot_month=MONTH, **facts)
    if not refused:
        check_profile(profile)
        return
    with pytest.raises(ValidationError) as problem:
        check_profile(profile)
    assert refused in problem.value.message_dict
