"""Sealed values: ID numbers and phones, encrypted at rest and masked unless revealed on purpose.

AES-256-GCM with a key id prefix (`k1:...`) so that keys can rotate; equality search goes through a blind index
(HMAC-SHA-256). The Python value of a sealed column is a `Sealed`: `str()` gives the masked form, `reveal()` the text.
"""

from __future__ import annotations

import base64
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


@lru_cache(maxsize=8)
def _cipher(key_hex: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key_hex))


@lru_cache(maxsize=8)
def _index_key(key_hex: str) -> bytes:
    return bytes.fromhex(key_hex)


def seal(text: str) -> str:
    """Encrypt with the current key; returns `keyid:base64(nonce+ciphertext)`."""
    key_id = settings.FIELD_KEY_ID
    nonce = os.urandom(12)
    box = _cipher(settings.FIELD_KEYS[key_id]).encrypt(nonce, text.encode(), key_id.encode())
    return f"{key_id}:{base64.b64encode(nonce + box).decode()}"


def unseal(token: str) -> str:
    """Decrypt what `seal` made, by whichever key it names."""
    key_id, _, body = token.partition(":")
    raw = base64.b64decode(body)
    try:
        return _cipher(settings.FIELD_KEYS[key_id]).decrypt(raw[:12], raw[12:], key_id.encode()).decode()
    except (KeyError, InvalidTag) as problem:
        problem.add_note(
            f"The value was sealed with key {key_id!r}; FIELD_KEYS lacks it or holds another key."
        )
        raise


def blind_index(text: str) -> str:
    """Keyed hash for exact search; empty text gives an empty index."""
    if not text:
        return ""
    return hmac.digest(_index_key(settings.INDEX_KEY), text.strip().upper().encode(), "sha256").hex()[:40]


def mask_text(text: str, kind: str) -> str:
    """Masked display: ID `5202**********1234`, phone `139****1234`, account last 4, nothing of free text."""
    if not text:
        return ""
    if kind == "text":
        return "＊＊＊"
    if kind == "id":
        return f"{text[:4]}{'*' * max(len(text) - 8, 4)}{text[-4:]}" if len(text) >= 12 else "****"
    if kind == "phone":
        return f"{text[:3]}****{text[-4:]}" if len(text) >= 11 else "****"
    return f"****{text[-4:]}"


class Sealed:
    """An encrypted value. Truthy when there is a value; equal when the plain texts are equal."""

    __slots__ = ("kind", "token")

    def __init__(self, token: str, kind: str) -> None:
        self.token, self.kind = token, kind

    def reveal(self) -> str:
        """The plain text. Callers log why they looked."""
        return unseal(self.token) if self.token else ""

    def __str__(self) -> str:
        return mask_text(self.reveal(), self.kind)

    def __repr__(self) -> str:
        return f"<Sealed {self.kind}>"

    def __bool__(self) -> bool:
        return bool(self.token)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self.token == other.token or self.reveal() == other.reveal())

    def __hash__(self) -> int:
        return hash(self.reveal())


class SealedField(models.TextField):
    """A text column that is encrypted at rest. `kind` is ``id``, ``phone``, ``account`` or ``text`` (free words).

    If the model has a field `<name>_index`, `pre_save` keeps it equal to the blind index of the text.
    """

    def __init__(self, *args, kind: str = "id", **kwargs) -> None:
        self.kind = kind
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["kind"] = self.kind
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return Sealed(value or "", self.kind)

    def to_python(self, value):
        if isinstance(value, Sealed):
            return value
        return Sealed(seal(str(value).strip()) if value else "", self.kind)

    def get_prep_value(self, value):
        return self.to_python(value).token

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        index = f"{self.name}_index"
        if hasattr(type(model_instance), index):
            setattr(model_instance, index, blind_index(value.reveal()))
        return value

    def value_to_string(self, obj):
        return self.to_python(self.value_from_object(obj)).token
