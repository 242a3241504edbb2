"""零就业家庭: the contract, the search of the register, the page of a case, and journey 3 in the small."""

import pytest
from django.urls import reverse

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.scoring import scorecard
from hehuo.kit.testing.contract import LedgerContract
from hehuo.livelihood.employment.models import EmploymentSpell
from hehuo.livelihood.jobs.models import JobRecommendation
from hehuo.livelihood.jobs.services import recommend_opening
from hehuo.livelihood.tests.cast import days_ago, make_household, make_opening, make_person
from hehuo.livelihood.zero_employment.ledger import ZeroEmploymentLedger
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.livelihood.zero_employment.services import save_case


class TestZeroEmployment(LedgerContract):
    view = ZeroEmploymentLedger

    def household(self, settlement, **kw):
        """A household with one able member and no job."""
        home = make_household(settlement, self.author)
        make_person(home, self.author, **kw)
        return home

    def make(self, settlement, **kw):
        case = ZeroEmploymentCase(
            settlement=settlement, household=self.household(settlement), found_by="visit", found_on=days_ago(6),
            obstacles="路远，要接送孩子",
        )  # fmt: skip
        save_case(case, by=self.author)
        ZeroEmploymentCase.objects.filter(pk=case.pk).update(**kw)
        return self.reload(case)

    def form_data(self, settlement):
        return {
            "household": self.household(settlement).pk, "found_by": "visit", "found_on": days_ago(1), "obstacles": "无技能",
        }  # fmt: skip

    def act(self, user, name, case, data):
        """POST to one act of a case; the page that follows."""
        self.client.force_login(user)
        return self.client.post(reverse(f"zero-employment-{name}", kwargs={"pk": case.pk}), data, follow=True)

    def test_the_search_opens_a_case_for_every_household_without_a_job(self):
        idle = self.household(self.world.here)
        self.household(self.world.there)
        make_person(make_household(self.world.here, self.author), self.author, labour_class="none")
        assert reverse("zero-employment-search") in self.get(self.world.committee, "list").content.decode()
        assert (
            reverse("zero-employment-search") not in self.get(self.world.grid_worker, "list").content.decode()
        )
        for expected in ("新发现 1 户", "没有新的零就业家庭"):
            self.client.force_login(self.world.committee)
            page = self.client.post(reverse("zero-employment-search"), follow=True)
            assert expected in page.content.decode()
        case = ZeroEmploymentCase.objects.get()
        assert (case.household, case.found_by, case.state) == (idle, "system", "suspected")

    @pytest.mark.parametrize("name", ["grid_worker", "county_reviewer", "mediator", "nobody"])
    def test_who_may_not_search(self, name):
        self.client.force_login(self.cast[name])
        assert self.client.post(reverse("zero-employment-search")).status_code == 403

    def test_two_people_confirm_and_the_plan_follows(self):
        case = self.here()
        for user in (self.author, self.author):
            self.post(user, "step", pk=case.pk, event="give_opinion")
            self.post(user, "step", pk=case.pk, event="verify_case")
        assert self.reload(case).state == "suspected"
        self.post(self.world.secretary, "step", pk=case.pk, event="verify_case")
        assert self.reload(case).state == "verified"
        self.post(self.author, "step", pk=case.pk, event="plan")
        assert self.reload(case).state == "verified", "a plan must be written first"
        ZeroEmploymentCase.objects.filter(pk=case.pk).update(plan="推荐公益性岗位")
        self.post(self.author, "step", pk=case.pk, event="plan")
        assert self.reload(case).state == "planned"

    def test_three_suitable_openings_make_it_offering(self):
        case = self.here(state="planned", plan="推荐岗位")
        person = case.household.people.get()
        for number in (1, 2, 3):
            opening = make_opening(self.world.here, self.author)
            page = self.act(
                self.author, "offer", case, {"offer-person": person.pk, "offer-opening": opening.pk}
            )
            assert "已登记推荐" in page.content.decode()
            assert self.reload(case).state == ("offering" if number == 3 else "planned")

    def test_the_page_shows_members_and_what_to_do_next(self):
        case = self.here(state="offering", plan="推荐岗位")
        page = self.get(self.world.secretary, "detail", pk=case.pk).content.decode()
        assert case.household.people.get().name in page
        assert "有人上岗后在下面登记" in page
        assert "路远" not in page, "why nobody works is opened with a reason only"

    def test_from_a_household_to_its_case(self):
        case = self.here()
        self.client.force_login(self.world.secretary)
        to = self.client.get(reverse("zero-employment-household", kwargs={"pk": case.household_id}))
        assert to["Location"] == self.view.url("detail", pk=case.pk)
        idle = self.household(self.world.here)
        to = self.client.get(reverse("zero-employment-household", kwargs={"pk": idle.pk}))
        assert to["Location"].startswith(
            f"{self.view.url('create')}?settlement={self.world.here.pk}&household={idle.pk}"
        )
        self.client.force_login(self.world.stranger)
        gone = self.client.get(reverse("zero-employment-household", kwargs={"pk": case.household_id}))
        assert gone.status_code == 404

    def test_consent_is_needed_and_a_stranger_gets_nothing(self):
        case = self.here(state="offering", plan="推荐岗位")
        row = recommend_opening(
            case.household.people.get(),
            make_opening(self.world.here, self.author),
            by=self.author,
            zero_case=case,
        )
        data = {"start-recommendation": row.pk, "start-on": days_ago(0), "start-proof_kind": "contract"}
        assert "请填写本人同意日期" in self.act(self.world.secretary, "start", case, data).content.decode()
        assert EmploymentSpell.objects.count() == 0
        assert self.act(self.outsider, "start", case, data).status_code == 404
        assert self.reload(case).state == "offering"

    def test_a_job_found_by_a_recommendation_moves_the_item_at_once(self):
        case = self.here(state="offering", plan="推荐岗位", confirmed_on=days_ago(3), planned_on=days_ago(2))
        row = recommend_opening(
            case.household.people.get(),
            make_opening(self.world.here, self.author),
            by=self.author,
            zero_case=case,
        )
        edition = next(edition for edition in install_shipped() if edition.code == "LPS-2018")
        before = scorecard(self.world.here, edition, days_ago(0))
        data = {
            "start-recommendation": row.pk, "start-on": days_ago(0), "start-proof_kind": "contract",
            "start-consent_on": days_ago(1),
        }  # fmt: skip
        page = self.act(self.world.secretary, "start", case, data)
        assert "已登记上岗" in page.content.decode()
        case, row = self.reload(case), JobRecommendation.objects.get(pk=row.pk)
        assert (case.state, case.employed_person, row.state) == ("watching", row.person, "started")
        spell = EmploymentSpell.objects.get()
        assert (spell.recommendation, spell.proof_kind, spell.confirmed_on) == (row, "contract", days_ago(0))
        after = scorecard(self.world.here, edition, days_ago(0))
        item = {True: self._item(before), False: self._item(after)}
        assert item[True] < item[False]
        assert before.total < after.total

    @staticmethod
    def _item(card):
        return next(i.points for s in card.sections for i in s.items if i.no == 12)

    def test_an_exemption_is_decided_by_somebody_else_and_reviewed_in_time(self):
        case = self.here(state="verified")
        data = {
            "exempt-exempt": "care",
            "exempt-review_on": days_ago(-100),
            "exempt-reason": "照料重度残疾人",
        }
        self.act(self.author, "exempt", case, data)
        assert self.reload(case).state == "verified"
        page = self.act(self.world.secretary, "exempt", case, data | {"exempt-review_on": days_ago(-250)})
        assert "复核日期应在" in page.content.decode()
        self.act(self.world.secretary, "exempt", case, data)
        assert self.reload(case).state == "exempted"
        assert "exempt" not in self.get(self.author, "update", pk=case.pk).context["form"].fields

    def test_one_running_case_a_household(self):
        case = self.here()
        data = self.typed(self.world.here) | {"household": case.household_id}
        assert "这户已有一个未结的个案" in self.post(self.author, "create", data).content.decode()
