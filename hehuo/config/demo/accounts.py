"""Demo accounts: one shared random password, printed once and kept in DATA_DIR with mode 0600."""

from __future__ import annotations

import json
import os
import secrets
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hehuo.audit import trail
from hehuo.config.demo.names import full_name, surname
from hehuo.config.demo.places import Site
from hehuo.org.facts import county_facts, printed_city_units
from hehuo.org.models import Area, OrgUnit, Post, User
from hehuo.org.roles import Role

SINCE = date(2018, 5, 26)
CITY_POSTS = (
    ("shi-lingdao", Role.CITY_LEADER, "city-hq", "副指挥长"), ("shi-bangong", Role.CITY_OFFICE, "city-hq-office", "主任"),
    ("shi-bangong2", Role.CITY_OFFICE, "city-hq-office", "综合科干部"), ("shi-yanshou1", Role.INSPECTOR, "city-hq-office", "验收员"),
    ("shi-yanshou2", Role.INSPECTOR, "city-hq-office", "验收员"), ("shi-yanshou3", Role.INSPECTOR, "city-hq-office", "督查员"),
    ("shi-caizheng", Role.CITY_FINANCE, "city-caizheng", "社保科"), ("shi-shenji", Role.AUDITOR, None, "审计联络员"),
    ("shi-dpo", Role.DPO, None, "个人信息保护负责人"), ("shi-xitong", Role.SYSADMIN, None, "系统管理员"),
)  # fmt: skip


class Accounts:
    """Makes users with posts; one password hash serves all."""

    def __init__(self, seed: int) -> None:
        self.seed, self.rng = seed, Random(f"{seed}/accounts")
        self.password = f"hehuo-{secrets.token_hex(4)}"
        self.hashed = make_password(self.password)
        self.made: list[dict[str, Any]] = []

    def add(
        self,
        username: str,
        role: Role,
        area: Area,
        title: str,
        unit: OrgUnit | None = None,
        *,
        main: bool = False,
        until: date | None = None,
        dice: Random | None = None,
    ) -> User:
        """An account with one post for an area; its name is drawn from `dice`, else from those of all accounts."""
        dice = dice or self.rng
        name = full_name(dice, surname(dice), dice.random() < 0.55)
        user = User(username=username, full_name=name, demo=True, password=self.hashed)
        user.save()
        Post.objects.create(
            user=user, role=role, area=area, unit=unit, title=title, valid_from=SINCE, valid_to=until
        )
        self.made.append(
            {
                "username": username,
                "name": name,
                "role": str(role.label),
                "area": area.name,
                "title": title,
                "main": main,
            }
        )
        return user

    def store(self) -> Path:
        """Keep the list where only the owner of the machine reads it."""
        target = Path(settings.DATA_DIR) / "demo-accounts.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump({"password": self.password, "accounts": self.made}, out, ensure_ascii=False, indent=1)
        return target


def build_upper_accounts(accounts: Accounts) -> None:
    """City and county level."""
    city = Area.objects.get(code="520200")
    for username, role, unit, title in CITY_POSTS:
        found = OrgUnit.objects.get(code=unit) if unit else None
        accounts.add(
            username,
            role,
            city,
            title,
            found,
            main=username in ("shi-lingdao", "shi-bangong", "shi-yanshou1", "shi-caizheng"),
        )
    for name in printed_city_units():
        unit = OrgUnit.objects.get(name=name, level__in=(OrgUnit.Level.CITY, OrgUnit.Level.COMPANY))
        accounts.add(
            unit.code.replace("city-", "shi-"),
            Role.CITY_BUREAU,
            city,
            "联络员",
            unit,
            main=unit.code == "city-renshe",
        )
    for county in county_facts():
        area, slug = Area.objects.get(code=county["code"]), county["slug"]
        hq = OrgUnit.objects.get(code=f"{slug}-hq")
        accounts.add(
            f"{slug}-zhihuibu", Role.COUNTY_HQ, area, "指挥部办公室主任", hq, main=slug == "shuicheng"
        )
        accounts.add(f"{slug}-shenhe", Role.COUNTY_REVIEWER, area, "审核员", hq, main=slug == "shuicheng")
        for key, label in (("renshe", "人力资源社会保障局"), ("ziran", "自然资源局")):
            unit, _ = OrgUnit.objects.get_or_create(
                code=f"{slug}-{key}",
                defaults={"name": f"{county['name']}{label}", "level": OrgUnit.Level.COUNTY, "area": area},
            )
            accounts.add(
                f"{slug}-{key}",
                Role.COUNTY_BUREAU,
                area,
                "业务科长",
                unit,
                main=slug == "shuicheng" and key == "renshe",
            )
        company, _ = OrgUnit.objects.get_or_create(
            code=f"{slug}-pingtai",
            defaults={"name": f"{county['name']}移民发展公司", "level": OrgUnit.Level.COMPANY, "area": area},
        )
        accounts.add(f"{slug}-pingtai", Role.OPERATOR, area, "资产专员", company, main=slug == "shuicheng")
    _build_county_leaders(accounts)


def _build_county_leaders(accounts: Accounts) -> None:
    """The second person of every county's headquarters: who drafts a paper does not sign it."""
    dice = Random(f"{accounts.seed}/county-leaders")
    for county in county_facts():
        area, unit = Area.objects.get(code=county["code"]), OrgUnit.objects.get(code=f"{county['slug']}-hq")
        accounts.add(
            f"{county['slug']}-lingdao",
            Role.COUNTY_HQ,
            area,
            "指挥长",
            unit,
            main=county["slug"] == "shuicheng",
            dice=dice,
        )


def build_site_accounts(accounts: Accounts, site: Site) -> None:
    """Township, secretary, committee, grid workers of one settlement; a former grid worker who may see nothing."""
    plan, node = site.plan, Area.objects.get(pk=site.settlement.area_id)
    main = plan.code == "D01"
    town = OrgUnit.objects.create(
        code=f"town-{plan.code}", name=f"{plan.township}{'办事处' if plan.township.endswith('街道') else '人民政府'}",
        level=OrgUnit.Level.TOWNSHIP, area=node.get_parent(),
    )  # fmt: skip
    body = plan.host or f"{plan.name}社区"
    unit = OrgUnit.objects.create(
        code=f"community-{plan.code}", name=f"{body}居民委员会", level=OrgUnit.Level.COMMUNITY, area=node
    )
    accounts.add(f"{plan.pinyin}-xiangzhen", Role.TOWNSHIP, node.get_parent(), "分管领导", town, main=main)
    site.secretary = accounts.add(
        f"{plan.pinyin}-shuji", Role.SECRETARY, node, "党支部书记", unit, main=main or plan.code == "D03"
    ).pk
    site.committee = accounts.add(
        f"{plan.pinyin}-gongzuo", Role.COMMITTEE, node, "工作人员", unit, main=main
    ).pk
    accounts.add(f"{plan.pinyin}-chuangkou", Role.WINDOW_CLERK, node, "综合服务窗口", unit)
    accounts.add(f"{plan.pinyin}-tiaojie", Role.MEDIATOR, node, "调解员", unit)
    accounts.add(f"{plan.pinyin}-tiaojiezhuren", Role.MEDIATOR, node, "调解委员会主任", unit)
    if plan.code in ("D01", "D03", "D04"):
        accounts.add(f"{plan.pinyin}-jingwu", Role.POLICE_ROOM, node, "警务室民警")
    for number, grid in enumerate(site.grids, 1):
        area = Area.objects.get(pk=grid.area_id)
        user = accounts.add(
            f"{plan.pinyin}-wangge{number}", Role.GRID_MEMBER, area, "网格员", unit, main=main and number == 1
        )
        site.grid_user[grid.pk] = user.pk
    if main:
        first = Area.objects.get(pk=site.grids[0].area_id)
        accounts.add(
            f"{plan.pinyin}-wangge-qian",
            Role.GRID_MEMBER,
            first,
            "前任网格员（已离任）",
            unit,
            until=date(2021, 3, 1),
        )


def change_accounts(accounts: Accounts, today: date) -> None:
    """What the administrator did of late: a window clerk who has not signed in yet, a colleague who left."""
    by = User.objects.get(username="shi-xitong")
    clerks = Post.objects.filter(role=Role.WINDOW_CLERK).select_related("area", "unit", "user")
    post = clerks.order_by("pk")[0]
    name = post.user.username
    dice = Random(f"{accounts.seed}/changed-accounts")
    at_the_window = {"role": str(post.role), "area": post.area.name}

    def logged(action: str, user: User, days: int, hour: int, reason: str, **told: Any) -> None:
        at = timezone.make_aware(datetime.combine(today - timedelta(days=days), time(hour, 30)))
        trail.record(action, user, by=by, data={**told, "reason": reason}, at=at)

    left = accounts.add(
        f"{name}-qian", Role.WINDOW_CLERK, post.area, "综合服务窗口（已离任）", post.unit, dice=dice,
        until=today - timedelta(days=12),
    )  # fmt: skip
    User.objects.filter(pk=left.pk).update(is_active=False)
    accounts.made.pop()
    logged(
        "end_post",
        left,
        12,
        9,
        "调县政务服务中心，单位来函",
        **at_the_window,
        to=str(today - timedelta(days=12)),
    )
    logged("disable_account", left, 12, 10, "调离本市系统")
    fresh = accounts.add(
        f"{name}-xin", Role.WINDOW_CLERK, post.area, "综合服务窗口（新到岗）", post.unit, dice=dice
    )
    User.objects.filter(pk=fresh.pk).update(first_password=True)
    Post.objects.filter(user=fresh).update(valid_from=today - timedelta(days=3))
    logged(
        "open_account",
        fresh,
        3,
        9,
        "新到岗，单位来函",
        **at_the_window,
        **{"from": str(today - timedelta(days=3))},
    )
