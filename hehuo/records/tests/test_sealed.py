"""Sealed fields: secrecy, integrity, key rotation, exact search."""

import base64
import secrets

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.kit.testing.case import sample
from hehuo.records.sealed import Sealed, SealedField, blind_index, mask_text, seal, unseal
from hehuo.records.writing import save_record
from hehuo.residents.models import Person

steady = settings(derandomize=True, max_examples=150, deadline=None)


@steady
@given(text=st.text(max_size=60))
def test_what_is_sealed_comes_back_and_never_looks_the_same_twice(text):
    first, second = seal(text), seal(text)
    assert unseal(first) == unseal(second) == text
    assert first != second
    if len(text) > 5:
        assert text not in first


@steady
@given(text=st.text(min_size=1, max_size=30), place=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_flipped_bit_is_noticed(text, place, bit):
    key_id, _, body = seal(text).partition(":")
    raw = bytearray(base64.b64decode(body))
    raw[place % len(raw)] ^= 1 << bit
    with pytest.raises(InvalidTag):
        unseal(f"{key_id}:{base64.b64encode(raw).decode()}")


def test_an_old_key_still_opens_and_new_values_take_the_new_key(settings):
    old = seal("520203198001011234")
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "k9": secrets.token_hex(32)}
    settings.FIELD_KEY_ID = "k9"
    assert unseal(old) == "520203198001011234"
    assert seal("x").startswith("k9:")
    assert unseal(seal("x")) == "x"


def test_a_value_cannot_be_moved_to_another_key_name(settings):
    token = seal("13985801234")
    key_id, _, body = token.partition(":")
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "k9": settings.FIELD_KEYS[key_id]}
    with pytest.raises(InvalidTag):
        unseal(f"k9:{body}")


def test_a_wrong_or_missing_key_says_which_key_is_wanted(settings):
    token = seal("13985801234")
    key_id = token.partition(":")[0]
    settings.FIELD_KEYS = {key_id: secrets.token_hex(32)}
    with pytest.raises(InvalidTag) as wrong:
        unseal(token)
    assert key_id in str(wrong.value.__notes__)
    settings.FIELD_KEYS = {}
    with pytest.raises(KeyError) as missing:
        unseal(token)
    assert key_id in str(missing.value.__notes__)


@steady
@given(text=st.text("0123456789Xx", min_size=1, max_size=18))
def test_the_blind_index_finds_equal_texts_and_tells_nothing(text):
    assert blind_index(text) == blind_index(f" {text.lower()} ")
    assert len(blind_index(text)) == 40
    assert blind_index(text) != blind_index(text + "0")
    assert Sealed(seal(text), "id") == Sealed(seal(text), "id")


def test_the_index_depends_on_its_key(settings):
    before = blind_index("520203198001011234")
    settings.INDEX_KEY = secrets.token_hex(32)
    assert blind_index("520203198001011234") != before


@steady
@given(text=st.text("0123456789X", max_size=25), kind=st.sampled_from(["id", "phone", "account"]))
def test_masks_never_show_more_than_eight_characters(text, kind):
    shown = mask_text(text, kind)
    assert sum(char != "*" for char in shown) <= 8
    assert not text or "*" in shown


def test_texts_of_sealed_values_are_masked_in_every_ordinary_way():
    value = Sealed(seal("520203198001011234"), "id")
    assert str(value) == f"{value}" == "5202**********1234"
    assert repr(value) == "<Sealed id>"
    assert value
    assert not Sealed("", "id")


@pytest.mark.django_db
@pytest.mark.db_portable
def test_a_saved_number_is_found_by_its_index_and_not_readable_in_the_table(world):
    number = sample("id", 1)
    person = Person(
        settlement=world.here, name="吐尔逊·买买提", sex="1", birth_date="1980-01-01", id_no=number
    )
    save_record(person, by=world.committee)
    stored = Person.objects.values_list("id_no_index", flat=True).get()
    assert stored == blind_index(number)
    raw = Person.objects.extra(select={"raw": "id_no"}).values_list("raw", flat=True).get()
    assert number not in raw
    assert Person.objects.get(id_no_index=blind_index(number)).id_no.reveal() == number
    other = sample("id", 2)
    person.id_no = other
    save_record(person, by=world.committee)
    assert Person.objects.get().id_no_index == blind_index(other)
    assert [row.id_no.reveal() for row in person.history.order_by("history_id")] == [number, other]


def test_migrations_keep_the_kind_of_a_sealed_field():
    field = SealedField("联系电话", kind="phone")
    _, path, args, kwargs = field.deconstruct()
    assert kwargs["kind"] == "phone"
    assert path.endswith("SealedField")
    assert SealedField(*args, **kwargs).kind == "phone"
