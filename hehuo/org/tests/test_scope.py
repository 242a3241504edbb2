"""Rows by area: the path of a post opens what lies under it, and only while the post is held."""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hehuo.kit.testing.world import build_world, make_user
from hehuo.org.models import Area, Community, Post
from hehuo.org.roles import Role
from hehuo.org.scope import path_range, scope_of, visible_settlements

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


@pytest.fixture
def world():
    return build_world()


def test_city_sees_everything(world):
    scope = scope_of(make_user("市", Role.CITY_OFFICE, world.city))
    assert scope.everything
    assert scope.covers(world.here.pk)
    assert scope.covers(world.there.pk)


def test_county_sees_its_own_settlements(world):
    user = make_user("县", Role.COUNTY_HQ, world.here.county)
    assert scope_of(user).settlement_ids == {world.here.pk}
    assert list(visible_settlements(user)) == [world.here]


def test_grid_worker_sees_only_the_own_grid(world):
    mine, other = world.grids[0], world.grids[1]
    user = make_user("网", Role.GRID_MEMBER, Area.objects.get(pk=mine.area_id))
    scope = scope_of(user)
    assert scope.grid_ids == {mine.pk}
    assert scope.settlement_ids == frozenset()
    assert scope.covers(world.here.pk, mine.pk)
    assert not scope.covers(world.here.pk, other.pk)
    assert not scope.covers(world.here.pk)
    assert list(visible_settlements(user)) == [world.here]


def test_path_range_takes_descendants_and_not_neighbours(world):
    county = Area.objects.get(pk=world.here.county_id)
    found = set(Area.objects.filter(path_range(county.path)).values_list("pk", flat=True))
    assert found == {county.pk, *county.get_descendants().values_list("pk", flat=True)}


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [(-10, None, True), (-10, 0, False), (-10, 1, True), (1, None, False), (0, None, True)],
)
def test_posts_count_only_while_held(world, starts, ends, sees):
    today = timezone.localdate()
    user = make_user("书记", Role.SECRETARY, world.here.area)
    Post.objects.filter(user=user).update(
        valid_from=today + timedelta(days=starts),
        valid_to=None if ends is None else today + timedelta(days=ends),
    )
    assert (world.here.pk in scope_of(user).settlement_ids) is sees
    assert bool(scope_of(user).roles) is sees


def test_two_posts_add_up(world):
    user = make_user("兼职", Role.SECRETARY, world.here.area)
    Post.objects.create(
        user=user, role=Role.COMMITTEE, area=world.there.area, valid_from=timezone.localdate()
    )
    assert scope_of(user).settlement_ids == {world.here.pk, world.there.pk}
    assert scope_of(user).roles == {Role.SECRETARY, Role.COMMITTEE}


def test_inactive_accounts_see_nothing(world):
    user = make_user("停用", Role.CITY_OFFICE, world.city)
    user.is_active = False
    assert not scope_of(user).roles
    assert not visible_settlements(user).exists()


def test_a_settlement_may_have_two_communities_and_a_community_two_settlements(world):
    north, south = (Community.objects.create(code=code, name=code) for code in ("N", "S"))
    north.settlements.add(world.here)
    south.settlements.add(world.here, world.there)
    assert set(world.here.communities.all()) == {north, south}
    assert set(south.settlements.all()) == {world.here, world.there}
    user = make_user("书记", Role.SECRETARY, world.here.area)
    assert list(visible_settlements(user)) == [world.here], "rights follow the area, not the community"


def test_posts_of_many_dates_are_held_exactly_inside_their_span(world):
    """Closed-open spans, whatever the dates: the query and the property say the same, and it is what is written."""
    chance, today = random.Random(20180526), timezone.localdate()
    user, posts = make_user("多任", Role.SECRETARY, world.here.area), []
    for _ in range(300):
        start = today + timedelta(days=chance.randint(-4, 4))
        end = chance.choice([None, start + timedelta(days=chance.randint(1, 5))])
        posts.append(
            Post(user=user, role=Role.COMMITTEE, area=world.here.area, valid_from=start, valid_to=end)
        )
    Post.objects.bulk_create(posts)
    for days in range(-6, 12):
        day = today + timedelta(days=days)
        held = set(
            Post.objects.filter(role=Role.COMMITTEE, user=user).held_at(day).values_list("pk", flat=True)
        )
        assert held == {
            p.pk for p in posts if p.valid_from <= day and (p.valid_to is None or day < p.valid_to)
        }


def test_a_span_that_ends_before_it_begins_is_refused(world):
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            user=world.committee, role=Role.COMMITTEE, area=world.here.area, valid_from=today, valid_to=today
        )
