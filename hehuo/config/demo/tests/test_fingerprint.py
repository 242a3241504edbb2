"""Same seed, same city, byte for byte."""

import pytest
from django.db import transaction

from hehuo.config.demo import build, build_demo, fingerprint
from hehuo.config.demo.settlements import PLANS
from hehuo.config.demo.writer import NAMESPACE, seeded_uuid
from tests.databases import TODAY

pytestmark = pytest.mark.db_portable


@pytest.fixture
def hash_of(db, monkeypatch, settings, tmp_path):
    """Build two small settlements, hash, and undo."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(build, "plans_for", lambda scale: [p for p in PLANS if p.code in ("D11", "D12")])

    def run(seed):
        with transaction.atomic():
            build_demo(seed=seed, today=TODAY)
            found = fingerprint()
            transaction.set_rollback(True)
        return found

    return run


def test_same_seed_same_city_and_other_seed_other_city(hash_of):
    first = hash_of(7)
    assert hash_of(7) == first
    assert hash_of(8) != first


def test_seeded_uuid_is_uuid5():
    import uuid

    name = "7/residents.person/12"
    assert seeded_uuid(name) == uuid.uuid5(uuid.UUID(bytes=NAMESPACE), name).hex
