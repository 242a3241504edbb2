"""Exhibits: shown as far as the giver agreed, and no further; pictures of the honour roll go with their consent."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hehuo.culture.exhibits import services
from hehuo.culture.honours import roll
from hehuo.culture.models import HomesicknessExhibit, HonourElection, HonourNomination, HonourRollEntry, Venue
from hehuo.culture.tests.culture_rows import DAY, VALUES, put
from hehuo.evidence.models import Proof
from hehuo.evidence.services import prove, store_upload
from hehuo.evidence.tests import made
from hehuo.kit.testing.world import build_world
from hehuo.records.writing import save_record
from hehuo.residents.models import Person


@pytest.fixture
def world(db):
    return build_world()


def exhibit(world, **values):
    hall = Venue.objects.filter(kind="homesickness").first() or put(
        Venue, world.here, world.committee, name="乡愁馆", kind="homesickness"
    )
    given = {**VALUES[HomesicknessExhibit], "venue": hall, **values}
    return HomesicknessExhibit(settlement=world.here, **given)


def test_a_label_says_no_more_than_was_agreed(world):
    piece = services.save_exhibit(exhibit(world), by=world.committee)
    assert piece.label() == "木犁，老寨"
    piece.shows_donor = True
    services.save_exhibit(piece, by=world.committee)
    assert piece.label() == "木犁，老寨，张爷爷"
    services.withdraw_consent(piece, by=world.committee, on=DAY + timedelta(9))
    assert (piece.label(), piece.shows_donor) == ("木犁，老寨", False)
    piece.shows_story = True
    with pytest.raises(ValidationError, match="撤回同意"):
        services.save_exhibit(piece, by=world.committee)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"shows_story": True, "consent_no": ""}, "同意书编号"),
        ({"donor": ""}, "捐赠（出借）人"),
        ({"received_on": date(2030, 1, 1)}, "不能晚于今天"),
    ],
)
def test_what_does_not_fit_is_refused(world, values, words):
    with pytest.raises(ValidationError, match=words):
        services.save_exhibit(exhibit(world, **values), by=world.committee)


def test_it_stands_in_a_hall_of_memories_and_is_given_back_after_it_came(world):
    court = put(Venue, world.here, world.committee, name="球场", kind="court")
    with pytest.raises(ValidationError, match="乡愁馆"):
        services.save_exhibit(exhibit(world, venue=court), by=world.committee)
    piece = services.save_exhibit(exhibit(world), by=world.committee)
    with pytest.raises(ValidationError, match="入藏日期"):
        services.give_back(piece, by=world.committee, on=DAY - timedelta(1))
    services.give_back(piece, by=world.committee, on=DAY + timedelta(1))
    assert piece.label() == "已归还（撤展）"


@pytest.fixture
def entry(world):
    someone = Person(
        settlement=world.here, name="韦小花", sex="2", birth_date="1980-02-03", no_id_reason="lost"
    )
    someone = save_record(someone, by=world.committee)
    election = put(HonourElection, world.here, world.secretary, state="on_roll")
    row = put(
        HonourNomination,
        world.here,
        world.secretary,
        election=election,
        person=someone,
        state="awarded",
        shows_roll=True,
    )
    today = timezone.localdate()
    return put(
        HonourRollEntry,
        world.here,
        world.committee,
        nomination=row,
        shown_from=today,
        shown_to=today + timedelta(90),
    )


def picture(world, entry, **values):
    told = {"consent": "publicity_window", **values}
    file = store_upload(
        io.BytesIO(made.phone_photo()),
        settlement=world.here,
        fact_on=DAY,
        by=world.committee,
        name="合影.jpg",
        **told,
    )
    prove(entry, by=world.committee, file=file)
    return file


def board(world):
    client = Client()
    client.force_login(world.committee)
    return client.get(reverse("honour-roll-board")).content.decode()


def test_a_picture_is_shown_by_its_own_consent_and_gone_at_once_with_it(world, entry):
    file = picture(world, entry)
    preview = reverse("evidence-preview", kwargs={"pk": file.pk})
    assert preview not in board(world)
    roll.choose_photo(entry, by=world.committee, on=timezone.localdate(), photo=file)
    assert preview in board(world)
    roll.withdraw_entry(entry, by=world.committee)
    page = board(world)
    assert preview not in page and entry.display_name not in page
    entry.refresh_from_db()
    assert entry.photo is None
    assert Proof.objects.get(file=file).status == "void"


def test_only_the_picture_may_go(world, entry):
    file = picture(world, entry)
    roll.choose_photo(entry, by=world.committee, on=timezone.localdate(), photo=file)
    roll.remove_photo(entry, by=world.committee, on=timezone.localdate())
    assert (entry.photo, entry.photo_consented_on, entry.state) == (None, None, "shown")
    assert entry.display_name in board(world)


@pytest.mark.parametrize(
    ("values", "words"), [({"consent": "internal"}, "内部印证"), ({"has_minors": True}, "监护人")]
)
def test_a_picture_without_its_consent_is_refused(world, entry, values, words):
    file = picture(world, entry, **values)
    with pytest.raises(ValidationError, match=words):
        roll.choose_photo(entry, by=world.committee, on=timezone.localdate(), photo=file)
