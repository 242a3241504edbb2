"""Money and publicity of the demo city: every state and channel, nothing overspent, totals that add up."""

import pytest

from hehuo.org.models import Settlement
from hehuo.programme.funds.queries import overspent, overview_of
from hehuo.programme.models import FundProject, FundSource, FundSpending, PublicityEntry

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.usefixtures("demo_city")]


def test_every_state_kind_and_channel_occurs():
    for model, name in (
        (FundProject, "state"),
        (FundSource, "kind"),
        (PublicityEntry, "channel"),
    ):
        wanted = set(model._meta.get_field(name).flatchoices) - {
            ("poverty", "财政专项扶贫资金"),
            ("reward", "以奖代补资金"),
            ("other", "其他"),
        }
        found = set(model.objects.values_list(name, flat=True))
        assert {code for code, _ in wanted} <= found, model


def test_nothing_is_overspent_and_totals_add_up():
    assert overspent(FundSpending.objects.values_list("pk", flat=True)) == []
    money = overview_of(list(Settlement.objects.all()))
    assert money.total.received > money.total.spent > 0
    assert sum(row.received for row in money.kinds.values()) == money.total.received
    assert sum(money.item_total(no).spent for no in money.items) == money.total.spent


def test_records_are_as_a_person_would_enter_them():
    for model in (FundSource, FundProject, FundSpending, PublicityEntry):
        for record in model.objects.select_related(*(("project", "fund") if model is FundSpending else ()))[
            :40
        ]:
            record.clean()
            assert record.demo
