"""No month of a living settlement is empty: two years in full, the years before them month by month."""

from datetime import date

import pytest

from hehuo.config.demo.stretch import BEGIN, STOOD_STILL, Stretch, quiet_years
from hehuo.culture.models import EducationSession, LegalReferral, VenueOpening
from hehuo.neighbourhood.models import (
    DeputyContact,
    DutyRoster,
    DutyShift,
    MutualAidActivity,
    PracticalMatter,
    ResidentRequest,
)
from hehuo.org.models import Settlement
from hehuo.safety.models import DeviceUptime, IncidentEvent, PatrolRecord, SafetyHazard
from hehuo.services.models import (
    BusDay,
    ExchangeRun,
    FacilityInspection,
    InfoPublication,
    PlatformCheck,
    RepairTicket,
    ServiceCase,
    VolunteerActivity,
    WindowHours,
    WorkVisit,
)
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.usefixtures("demo_city")]

ALWAYS = (
    EducationSession, LegalReferral, VenueOpening, MutualAidActivity, ResidentRequest, IncidentEvent, PatrolRecord, SafetyHazard,
    BusDay, FacilityInspection, InfoPublication, WindowHours,
)  # fmt: skip
"""In every settlement, in every month from 2020 on."""
TWO_YEARS = (DeviceUptime, ExchangeRun, PlatformCheck, WorkVisit)
"""In every settlement, in every month of the last two years."""
ONE_YEAR = (DutyRoster, DutyShift)
"""In every settlement, in every month of the last year; a roster has a hundred rows."""
SOMEWHERE = (DeputyContact, PracticalMatter, RepairTicket, ServiceCase, VolunteerActivity)
"""In every month from 2020 on, in nearly all settlements: some are so small that a month passes without one."""
LAST_WHOLE = date(TODAY.year, TODAY.month - 1, 1)


def months(first):
    """First days of the months from one to the last whole month."""
    return [(m.year, m.month) for m in Stretch(first, LAST_WHOLE, thin=False).months()]


def empty(model, first):
    """(settlement, month) without any row."""
    rows = model.objects.filter(occurred_on__gte=first)
    found = {(code, day.year, day.month) for code, day in rows.values_list("settlement__code", "occurred_on")}
    codes = Settlement.objects.order_by("code").values_list("code", flat=True)
    return [
        (code, *month)
        for code in codes
        for month in months(max(first, STOOD_STILL.get(code, first)))
        if (code, *month) not in found
    ]


@pytest.mark.parametrize("model", ALWAYS, ids=lambda m: m.__name__)
def test_every_settlement_has_something_in_every_month(model):
    assert empty(model, BEGIN) == []


@pytest.mark.parametrize("model", TWO_YEARS, ids=lambda m: m.__name__)
def test_every_settlement_has_something_in_every_month_of_two_years(model):
    assert empty(model, date(TODAY.year - 2, TODAY.month + 1, 1)) == []


@pytest.mark.parametrize("model", ONE_YEAR, ids=lambda m: m.__name__)
def test_every_settlement_has_something_in_every_month_of_a_year(model):
    assert empty(model, date(TODAY.year - 1, TODAY.month + 1, 1)) == []


@pytest.mark.parametrize("model", SOMEWHERE, ids=lambda m: m.__name__)
def test_hardly_a_settlement_has_a_month_without_any(model):
    without = empty(model, BEGIN)
    assert len(without) < len(months(BEGIN)) // 2
    assert len({code for code, *_ in without}) > len(without) // 8


def test_the_stretches_follow_each_other():
    thin, full = quiet_years(TODAY)
    assert (thin.first, full.first.day) == (BEGIN, 1)
    assert (full.first - thin.last).days == 1
    assert thin.thin
    assert not full.thin
    assert quiet_years(date(2021, 1, 4))[0].first == BEGIN
