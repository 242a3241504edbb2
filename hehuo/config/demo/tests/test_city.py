"""The demo city: exact counts, shares, every state, awkward cases, no real people."""

import stat
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Count, F, Q

from hehuo.audit import trail
from hehuo.audit.models import Entry
from hehuo.config.demo import AWKWARD, DemoRefused, build_demo, rows_of
from hehuo.config.demo.fingerprint import ledger_models
from hehuo.config.demo.names import BLOCKED, WEIGHTS, uscc
from hehuo.config.demo.settlements import PLANS, plans_for
from hehuo.livelihood.models import (
    EmploymentSpell,
    JobEvent,
    LabourProfile,
    TrainingClass,
    ZeroEmploymentCase,
)
from hehuo.org.models import CreationUnit, Settlement, User
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.property.models import OldHouse
from hehuo.residents.models import Dwelling, Household, Membership, OccupancySpell, Person
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.usefixtures("demo_city")]

LEDGERS_WITH_STATE = [m for m in ledger_models() if any(f.name == "state" and f.choices for f in m._meta.fields) and m._meta.app_label
                      in ("residents", "property", "livelihood", "culture", "neighbourhood", "services")]  # fmt: skip


def living():
    """Today's households and members by settlement."""
    households = Household.objects.live().filter(exited_on__isnull=True, allocated_on__lte=TODAY)
    members = Membership.objects.live().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=TODAY), valid_from__lte=TODAY, person__deceased_on__isnull=True,
        household__in=households,
    )  # fmt: skip
    return households, members


def test_full_plans_are_those_of_the_domain():
    sizes = {p.code: (p.buildings, p.flats, p.households, p.persons) for p in PLANS}
    assert sizes == {
        "D01": (52, 2760, 2680, 11790), "D02": (46, 640, 640, 2880), "D03": (28, 1460, 1420, 6110), "D04": (24, 1210, 1180, 5070),
        "D05": (24, 318, 318, 1400), "D06": (17, 880, 860, 3740), "D07": (9, 440, 430, 1850), "D08": (10, 530, 520, 2210),
        "D09": (4, 204, 200, 846), "D10": (33, 199, 199, 879), "D11": (16, 96, 96, 431), "D12": (7, 42, 42, 184),
    }  # fmt: skip
    assert (sum(p.households for p in PLANS), sum(p.persons for p in PLANS)) == (8585, 37390)


def test_counts_are_exact():
    households, members = living()
    by_household = dict(households.values_list("settlement__code").annotate(n=Count("id")).order_by())
    by_member = dict(
        members.values_list("household__settlement__code")
        .annotate(n=Count("person", distinct=True))
        .order_by()
    )
    flats = dict(Dwelling.objects.values_list("settlement__code").annotate(n=Count("id")).order_by())
    for plan in plans_for("ci"):
        place = Settlement.objects.get(code=plan.code)
        assert (by_household[plan.code], by_member[plan.code]) == (plan.households, plan.persons), plan.code
        assert (place.buildings.count(), flats[plan.code]) == (plan.buildings, plan.flats), plan.code


def test_small_settlements_have_no_extra_rows():
    raw = dict(Household.objects.values_list("settlement__code").annotate(n=Count("id")).order_by())
    assert [raw[code] for code in ("D09", "D10", "D11", "D12")] == [200, 199, 96, 42]


def test_units_of_creation():
    kinds = {s.code: s.creation_units.get().kind for s in Settlement.objects.all()}
    merged = {code for code, kind in kinds.items() if kind == CreationUnit.Kind.HOST_MERGED}
    assert merged == {"D10", "D11", "D12"}
    pilots = CreationUnit.objects.filter(demonstration_site=True).values_list("settlements__code", flat=True)
    assert set(pilots) == {"D03", "D08"}


def share(part, whole):
    return part / whole


def test_distributions():
    _, members = living()
    people = list(
        Person.objects.filter(pk__in=members.values("person")).values_list(
            "birth_date", "labour_class", "not_in_labour"
        )
    )
    ages = [TODAY.year - b.year - ((TODAY.month, TODAY.day) < (b.month, b.day)) for b, _, _ in people]
    total = len(people)
    assert share(sum(a <= 5 for a in ages), total) == pytest.approx(0.07, abs=0.01)
    assert share(sum(6 <= a <= 15 for a in ages), total) == pytest.approx(0.16, abs=0.01)
    assert share(sum(a >= 60 for a in ages), total) == pytest.approx(0.12, abs=0.02)
    labour = [
        c
        for (_, c, n), a in zip(people, ages, strict=True)
        if 16 <= a < 60 and not n and c in ("ordinary", "skilled", "weak_or_half")
    ]
    assert share(len(labour), total) == pytest.approx(0.54, abs=0.04)
    assert share(labour.count("ordinary"), len(labour)) == pytest.approx(0.74, abs=0.04)
    poor = Household.objects.live().filter(household_class="registered_poor").count()
    assert share(poor, Household.objects.live().count()) == pytest.approx(0.82, abs=0.04)


def test_work_and_houses():
    jobs = Counter(
        EmploymentSpell.objects.live()
        .filter(valid_to__isnull=True)
        .exclude(settlement__code__in=("D02",))
        .values_list("place", flat=True)
    )
    total = sum(jobs.values())
    for place, wanted in (("county", 0.46), ("out_province", 0.30), ("province", 0.11), ("settlement", 0.08)):
        assert share(jobs[place], total) == pytest.approx(wanted, abs=0.06), place
    houses = Counter(OldHouse.objects.values_list("has_old_house", flat=True))
    assert share(houses["own"], sum(houses.values())) == pytest.approx(0.78, abs=0.05)
    sizes = Counter(
        Membership.objects.filter(valid_to__isnull=True)
        .values_list("household_id")
        .annotate(n=Count("id"))
        .values_list("n", flat=True)
    )
    assert max(sizes) >= 8


@pytest.mark.parametrize("model", LEDGERS_WITH_STATE, ids=lambda m: m.__name__)
def test_every_state_occurs(model):
    wanted = {code for code, _ in model._meta.get_field("state").choices}
    assert wanted - set(model.objects.values_list("state", flat=True).distinct()) == set()


def test_every_record_status_occurs():
    found = {
        s
        for m in ledger_models()
        for s in m.objects.filter(demo=True).values_list("status", flat=True).distinct()
    }
    assert found == {"draft", "submitted", "verified", "returned", "void"}


@pytest.mark.parametrize("key", AWKWARD)
def test_awkward_case_is_there(key):
    assert rows_of(key).exists(), AWKWARD[key].label


def test_awkward_details():
    twins = Counter(
        rows_of("twins").filter(relation__in=("之子", "之女")).values_list("birth_date", flat=True)
    )
    assert max(twins.values()) >= 2
    assert rows_of("woman_exactly_55").filter(birth_date=TODAY.replace(year=TODAY.year - 55)).exists()
    assert rows_of("man_exactly_60").filter(birth_date=TODAY.replace(year=TODAY.year - 60)).exists()
    weak = rows_of("only_weak_labour").get()
    assert not Person.objects.filter(household=weak, labour_class__in=("ordinary", "skilled")).exists()
    assert Person.objects.filter(household=weak, labour_class="weak_or_half").exists()
    assert rows_of("corrected_three_times").first().history.count() == 4
    cured = rows_of("cured_last_week").get()
    assert timedelta(0) < TODAY - cured.employed_on <= timedelta(days=7)
    minor = rows_of("minor_reported_employed").select_related("person").get()
    assert (TODAY - minor.person.birth_date).days < 16 * 365


def test_exactly_one_open_zero_case_in_d02():
    over = ("closed", "dismissed", "employed", "watching", "exempted")
    assert ZeroEmploymentCase.objects.filter(settlement__code="D02").exclude(state__in=over).count() == 1


def test_nobody_is_real():
    for person in Person.objects.exclude(id_no=""):
        number = person.id_no.reveal()
        if not number:
            continue
        assert number.startswith("529999")
        assert (
            "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True)) % 11]
            == number[17]
        )
        assert (int(number[16]) % 2 == 1) == (person.sex == "1")
        assert person.name not in BLOCKED
        assert not person.phone or person.phone.reveal().startswith("1000000")


def test_credit_codes_are_distinct_and_well_formed():
    codes = {uscc(n) for n in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 18 and code[2:8] == "529999" for code in codes)


def test_every_row_is_marked_and_nothing_lies_in_the_future():
    for model in ledger_models():
        assert not model.objects.filter(demo=False).exists(), model
        assert not model.objects.filter(Q(occurred_on__gt=TODAY) | Q(recorded_at__date__gt=TODAY)).exists(), (
            model
        )
        assert not model.objects.filter(verified_by=F("created_by")).exists(), model
        assert not model.objects.filter(verified_on__lt=F("recorded_at__date")).exists(), model
        assert not model.objects.filter(
            recorded_at__date__lt=F("occurred_on") - timedelta(days=1)
        ).exists(), model


def test_history_agrees_with_the_tables():
    for model in ledger_models():
        step = max(1, model.objects.count() // 40)
        rows = list(model.objects.order_by("pk"))[::step]
        for row in rows:
            last = row.history.order_by("-history_date", "-history_id").first()
            assert last is not None, model
            names = [f.attname for f in model._meta.concrete_fields]
            assert [getattr(last, n) for n in names] == [getattr(row, n) for n in names], (model, row.pk)
            assert row.history.filter(history_type="+").count() == 1


def test_a_late_settlement_and_a_tidy_one():
    def late(code):
        rows = OccupancySpell.objects.filter(settlement__code=code)
        return sum(row.is_late for row in rows) / len(rows)

    assert late("D07") > 0.3
    assert late("D03") < 0.1
    repeated = Counter(JobEvent.objects.filter(settlement__code="D07").values_list("reached", flat=True))
    assert max(repeated.values()) > 5


def test_today_is_alive():
    month = TODAY.replace(day=1)
    assert (
        LabourProfile.objects.filter(
            snapshot_month=month, confirmed_on__gte=TODAY - timedelta(days=31)
        ).count()
        > 1500
    )
    halves = {
        (e.held_on.year, e.held_on.month > 6)
        for e in JobEvent.objects.filter(settlement__code="D01", status="verified")
    }
    assert len(halves) == 18
    assert TrainingClass.objects.filter(settlement__code="D03", ends_on__lt="2018-11-30").exists()


def test_accounts(demo_city):
    listing = Path(demo_city["accounts_file"])
    assert stat.S_IMODE(listing.stat().st_mode) == 0o600
    roles = set(User.objects.filter(demo=True).values_list("posts__role", flat=True))
    assert set(Role.values) - roles == {Role.EMPLOYER, Role.TRAINER}
    assert User.objects.get(username="qiyun-wangge1").check_password(demo_city["password"])
    worker = scope_of(User.objects.get(username="qiyun-wangge1"))
    assert len(worker.grid_ids) == 1
    assert not worker.settlement_ids
    assert scope_of(User.objects.get(username="qiyun-wangge-qian")).roles == frozenset()
    assert scope_of(User.objects.get(username="shi-bangong")).everything
    assert User.objects.get(username="qiyun-chuangkou-xin").first_password
    assert not User.objects.get(username="qiyun-chuangkou-qian").is_active


def test_audit_chain_holds():
    verdict = trail.verify()
    assert verdict.broken_at is None
    assert {"look", "export", "disable_account"} <= set(Entry.objects.values_list("action", flat=True))
    assert verdict.entries > 200


def test_a_second_city_is_refused():
    with pytest.raises(DemoRefused):
        build_demo(scale="ci", today=TODAY)
