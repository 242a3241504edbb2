"""Who signs a paper (domain §3.4): never its author; in a county with one account the city's leader signs in its place."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.org.models import Area, Post, User
from hehuo.org.roles import Role
from hehuo.reports.models import IssuedDocument, posts_of

OPEN_AN_ACCOUNT = "请系统管理员另开一个{role}账号（一人一号），由账号本人签发"


def signing_role(area: Area) -> Role:
    """The role whose holders sign the papers of a headquarters."""
    return Role.CITY_LEADER if area.kind == Area.Kind.CITY else Role.COUNTY_HQ


def signers(area: Area, *, author_id: int) -> list[User]:
    """Accounts that may sign here today, without the author."""
    held = Post.objects.filter(area=area, role=signing_role(area), user__is_active=True)
    rows = held.held_at(timezone.localdate()).exclude(user=author_id).select_related("user").order_by("pk")
    return list(dict.fromkeys(post.user for post in rows))


def signers_above(document: IssuedDocument) -> list[User]:
    """Leaders of the city who sign for a county; nobody for the city's own papers."""
    area = document.area
    return [] if area.kind == Area.Kind.CITY else signers(area.get_root(), author_id=document.created_by_id)


def may_sign(user: Any, document: IssuedDocument) -> bool:
    """The leader in the city; in a county another person of the headquarters, or the city's leader where there is none."""
    if user.pk == document.created_by_id:
        return False
    held = {(post.role, post.area_id) for post in posts_of(user)}
    if (signing_role(document.area), document.area_id) in held:
        return True
    return document.signed_above and any(
        post.role == Role.CITY_LEADER and post.area.kind == Area.Kind.CITY for post in posts_of(user)
    )


def who_signs(document: IssuedDocument) -> str:
    """Who can sign this paper and how, in words for its page."""
    own = signers(document.area, author_id=document.created_by_id)
    names = "、".join(str(user) for user in own)
    role = f"“{signing_role(document.area).label}”"
    if own:
        return f"由{names}签发（{role}账号，不能是拟稿人本人）。"
    account = OPEN_AN_ACCOUNT.format(role=role)
    above = "、".join(str(user) for user in signers_above(document))
    if above:
        return f"本指挥部只有拟稿人一个账号，不能自己签发：送签发后由市指挥部领导{above}代为签发。要由本级领导签发的，{account}。"
    return f"除拟稿人外没有可以签发的账号。{account}。"
