"""A settlement is found by the initials of its name, however it was saved."""

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.org.models import Settlement

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


def test_a_settlement_keeps_its_initials_equal_to_its_name():
    place = build_world().here
    assert Settlement.objects.get(pk=place.pk).initials == "xfjy"
    place.name = "阳光新苑"
    place.save()
    assert Settlement.objects.get(initials="ygxy") == place


def test_initials_follow_when_only_the_name_is_saved():
    place = build_world().here
    place.name = "单家寨2期"
    place.save(update_fields=["name"])
    assert Settlement.objects.get(pk=place.pk).initials == "sjz2q"
