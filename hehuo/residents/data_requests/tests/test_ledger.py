"""个人信息权利申请: the contract, who sees it, deadlines, refusals with their ground."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from hehuo.audit.models import Entry
from hehuo.kit.testing.contract import LedgerContract
from hehuo.kit.testing.world import make_user
from hehuo.org.roles import Role
from hehuo.records.retention import GONE, forget
from hehuo.residents.data_requests import services
from hehuo.residents.data_requests.ledger import DataRequestLedger
from hehuo.residents.models import DataSubjectRequest as D
from hehuo.residents.tests.homes import id_number, make_household, make_person

CAME = date(2019, 9, 23)
"""A Monday before the National Day holidays: 15 working days end on 17 October, make-up days counted."""


def request_of(settlement: Any, *, by: Any, person: Any = None, **facts: Any) -> D:
    """A received request."""
    person = person or make_person(settlement, by=by, household=make_household(settlement, by=by))
    told = {"kind": "read", "received_on": CAME, "content": "想知道登记了什么"} | facts
    return services.receive_request(D(settlement=settlement, person=person, **told), by=by)


class TestDataRequests(LedgerContract):
    """Requests of people about their own data."""

    view = DataRequestLedger

    def make(self, settlement: Any, **kw: Any) -> D:
        return request_of(settlement, by=self.author, **kw)

    def form_data(self, settlement: Any) -> dict[str, Any]:
        person = make_person(settlement, by=self.author, household=make_household(settlement, by=self.author))
        return {
            "kind": "copy", "person": person.pk, "applicant": "self", "received_on": "2019-09-23", "content": "要一份复印件",
        }  # fmt: skip

    def right(self, name: str) -> str:
        """Narrower than the matrix: secretaries and community workers only (and the county's headquarters, masked)."""
        return super().right(name) if name in ("committee", "secretary", "stranger", "outsider") else "-"

    # -- who sees --------------------------------------------------------------
    def test_colleagues_see_their_own_only(self):
        other = make_user("另一位工作人员", Role.COMMITTEE, self.world.here.area)
        county = make_user("县指挥部", Role.COUNTY_HQ, self.world.here.county)
        mine, theirs = self.make(self.world.here), request_of(self.world.here, by=other)
        seen = {
            user: set(D.objects.visible_to(user))
            for user in (self.world.committee, other, self.world.secretary, county)
        }
        assert seen[self.world.committee] == {mine} and seen[other] == {theirs}
        assert seen[self.world.secretary] == seen[county] == {mine, theirs}
        for user in (
            self.world.grid_worker,
            self.world.county_reviewer,
            self.world.stranger,
            self.world.inspector,
        ):
            assert not D.objects.visible_to(user).exists() or user == self.world.stranger
        assert not D.objects.visible_to(self.world.stranger).exists()

    def test_the_county_sees_no_names(self):
        held = self.make(self.world.here, content="请更正我的学历")
        self.client.force_login(make_user("县指挥部", Role.COUNTY_HQ, self.world.here.county))
        page = self.client.get(reverse("data-requests-detail", args=[held.pk])).content.decode()
        assert held.person.name not in page and "请更正我的学历" not in page

    # -- the way ---------------------------------------------------------------
    def test_fifteen_working_days_and_the_usual_way(self):
        held = self.make(self.world.here)
        assert held.due_on == date(2019, 10, 17) and not held.due_provisional
        with pytest.raises(ValidationError, match="不能办理这一步"):
            services.answer_request(held, by=self.author, on=CAME, outcome="granted", answer="已打印")
        services.check_identity(held, by=self.author, on=CAME, identity="id_card")
        services.answer_request(
            held, by=self.author, on=date(2019, 10, 8), outcome="granted", answer="已打印交给本人"
        )
        services.close_request(held, by=self.author, on=date(2019, 10, 9))
        held.refresh_from_db()
        assert (held.state, held.answered_late, held.ground) == ("closed", False, "")

    def test_a_refusal_names_its_ground(self):
        held = self.make(self.world.here, kind="delete")
        services.check_identity(held, by=self.author, on=CAME, identity="id_card")
        with pytest.raises(ValidationError, match="法律依据"):
            services.answer_request(held, by=self.author, on=CAME, outcome="refused", answer="不能删")
        services.answer_request(
            held, by=self.author, on=date(2019, 11, 1), outcome="refused", answer="保存期未满", ground="kept"
        )
        assert held.answered_late

    def test_who_cannot_show_who_they_are_is_told_so(self):
        held = self.make(self.world.here)
        services.answer_unproven(held, by=self.author, on=CAME, answer="请带身份证或授权委托书再来")
        assert (held.state, held.outcome, held.ground) == ("answered", "refused", "identity")

    def test_the_applicant_may_take_it_back(self):
        held = self.make(self.world.here)
        with pytest.raises(ValidationError, match="原因"):
            services.withdraw_request(held, by=self.author, on=CAME, reason=" ")
        services.withdraw_request(held, by=self.author, on=CAME, reason="本人已在手机上看到")
        assert held.state == "closed" and held.withdrawn

    def test_wrong_entries_are_said(self):
        person = make_person(self.world.there, by=self.world.stranger)
        with pytest.raises(ValidationError, match="不在所选的安置点"):
            request_of(self.world.here, by=self.author, person=person)
        with pytest.raises(ValidationError, match="请删去"):
            self.make(self.world.here, content="电话 13800138000 的人要查")
        with pytest.raises(ValidationError, match="不能晚于今天"):
            self.make(self.world.here, received_on=timezone.localdate() + timedelta(1))
        held = self.make(self.world.here)
        with pytest.raises(ValidationError, match="不能早于收到日期"):
            services.check_identity(held, by=self.author, on=CAME - timedelta(1), identity="id_card")

    def test_it_waits_with_its_deadline(self):
        held, today = self.make(self.world.here), timezone.localdate()
        first, second, third = DataRequestLedger.waiting
        assert list(D.objects.filter(first.condition(today))) == [held] and first.due == "due_on"
        services.check_identity(held, by=self.author, on=CAME, identity="id_card")
        assert list(D.objects.filter(second.condition(today))) == [held] and second.due == "due_on"
        services.answer_request(held, by=self.author, on=CAME, outcome="granted", answer="已打印")
        assert list(D.objects.filter(third.condition(today))) == [held]

    def test_words_go_five_years_after_the_end(self):
        held = self.make(self.world.here)
        services.check_identity(held, by=self.author, on=CAME, identity="id_card")
        services.answer_request(held, by=self.author, on=CAME, outcome="granted", answer="已打印交给本人")
        services.close_request(held, by=self.author, on=date(2019, 10, 9))
        (rule,) = services.KEPT
        assert forget(rule, at=date(2024, 10, 8)) == 0
        assert forget(rule, at=date(2024, 10, 10)) == 1
        held.refresh_from_db()
        assert held.content == held.answer == GONE and held.outcome == "granted"

    # -- what is held ------------------------------------------------------------
    def test_what_is_held_is_listed_after_the_identity(self):
        number, home = id_number(date(1980, 5, 6)), make_household(self.world.here, by=self.author)
        held = self.make(
            self.world.here, person=make_person(self.world.here, by=self.author, household=home, id_no=number)
        )
        address = reverse("data-request-held", args=[held.pk])
        self.client.force_login(self.author)
        assert self.client.get(address).status_code == 403
        services.check_identity(held, by=self.author, on=CAME, identity="id_card")
        page = self.client.get(address).content.decode()
        assert held.person.name in page and "已登记，加密保存" in page
        assert number not in page and number[-4:] not in page
        assert Entry.objects.filter(action="look", object_id=held.person.pk, actor=self.author).count() == 1
        self.client.force_login(self.world.stranger)
        assert self.client.get(address).status_code == 404
