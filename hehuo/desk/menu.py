"""The left menu: sections and entries, only what the signed-in person may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from hehuo.desk.contents import LEDGERS
from hehuo.org.rights import reads, signed_in


@dataclass(frozen=True)
class Entry:
    """One line of the menu. Who sees it: whoever may open the page behind it, and `also` says yes."""

    label: str
    icon: str
    url_name: str
    also: Callable[[Any], bool] = signed_in


@dataclass(frozen=True)
class Link:
    """An entry as shown."""

    label: str
    icon: str
    url: str
    active: bool = False


@dataclass(frozen=True)
class Group:
    """Entries under a heading, perhaps with groups inside."""

    title: str
    links: list[Link] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    icon: str = "journal-text"

    @property
    def active(self) -> bool:
        """Whether the current page is in here."""
        return any(link.active for link in self.links) or any(group.active for group in self.groups)


SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("工作台", (
        Entry("首页", "house", "home"),
        Entry("待办", "list-check", "todo"),
        Entry("已办", "check-circle", "todo-done"),
        Entry("我发起", "box-arrow-up-right", "todo-started"),
        Entry("抄送", "chat", "todo-copied"),
        Entry("印证资料", "file-earmark-text", "evidence", reads("B")),
    )),
    ("评分", (
        Entry("评分表", "clipboard-data", "scorecards"),
        Entry("人工评判", "person-check", "judgements"),
        Entry("得分热力表", "grid", "heat"),
        Entry("楼栋图", "building", "plans"),
        Entry("补短板计划", "list-check", "planner"),
        Entry("年度分析", "clipboard-data", "analysis"),
    )),
)  # fmt: skip
LATER_SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("创建工作", (
        Entry("创建活动", "flag", "campaigns"),
        Entry("责任任务", "list-check", "supervised-tasks"),
        Entry("责任矩阵", "grid", "responsibility-matrix"),
        Entry("公示公告", "megaphone", "notices"),
        Entry("以奖代补", "trophy", "reward-schemes"),
        Entry("公文和报表", "file-earmark-text", "documents"),
        Entry("创建资金总表", "cash-coin", "funds"),
        Entry("调解情况统计", "clipboard-data", "mediation-counts"),
        Entry("推演", "clipboard-data", "rehearsal"),
    )),
    ("标准", (Entry("考核标准", "book", "standards"),)),
    ("督查", (
        Entry("抽查", "clipboard-check", "supervised-spot-checks"),
        Entry("督查、明查暗访", "eye", "supervised-inspections"),
        Entry("督查问题", "exclamation-triangle", "supervised-findings"),
        Entry("通报", "megaphone", "supervised-bulletins"),
    )),
    ("监督", (Entry("操作留痕", "shield-check", "audit"),)),
    ("系统", (
        Entry("账号", "key", "accounts"),
        Entry("地点", "geo-alt", "places"),
    )),
)  # fmt: skip
TABS = (
    Entry("首页", "house", "home"),
    Entry("待办", "list-check", "todo"),
    Entry("评分", "clipboard-data", "scorecards"),
    Entry("查找", "search", "search"),
)
"""What stands at the foot of a phone, beside the whole menu."""
LEDGER_ICONS = {
    "居民": "people",
    "资产": "building",
    "就业": "briefcase",
    "就业培训": "mortarboard",
    "平安建设": "shield-check",
    "监督": "shield-check",
    "组织与网格": "grid",
    "政务服务": "clipboard-check",
    "设施与维修": "building",
    "内外互融互通": "people",
    "创建资金": "cash-coin",
    "宣传报道": "megaphone",
}


@lru_cache(maxsize=200)
def _address(url_name: str) -> tuple[str, Any]:
    """Address and the permission of the view behind it; empty when there is no such page."""
    try:
        url = reverse(url_name)
        return url, getattr(resolve(url).func, "permission", None)
    except (NoReverseMatch, Resolver404):
        return "", None


def _links(entries: tuple[Entry, ...], user: Any) -> list[Link]:
    found = []
    for entry in entries:
        url, permission = _address(entry.url_name)
        if (
            url
            and entry.also(user)
            and (permission == "public" or (callable(permission) and permission(user)))
        ):
            found.append(Link(entry.label, entry.icon, url))
    return found


def ledger_groups(user: Any) -> list[Group]:
    """Ledgers by section, in the order of the contents."""
    found: dict[str, list[Link]] = {}
    for ledger in LEDGERS:
        if ledger.allowed("read")(user):
            label = str(ledger.model._meta.verbose_name)
            found.setdefault(ledger.section or "其他", []).append(
                Link(label, "journal-text", ledger.url("list"))
            )
    return [
        Group(title, links, icon=LEDGER_ICONS.get(title, "journal-text")) for title, links in found.items()
    ]


def menu_for(user: Any, path: str) -> list[Group]:
    """The whole menu of a person, without empty groups; the entry nearest to the page is marked."""
    if not signed_in(user):
        return []
    groups = [Group(title, _links(entries, user)) for title, entries in SECTIONS]
    groups.append(Group("台账", groups=ledger_groups(user)))
    groups += [Group(title, _links(entries, user)) for title, entries in LATER_SECTIONS]
    return _marked([group for group in groups if group.links or group.groups], path)


def tabs_for(user: Any, path: str) -> list[Link]:
    """The tabs of a phone: only pages that may be opened."""
    return _marked([Group("常用", _links(TABS, user))], path)[0].links


def _marked(groups: list[Group], path: str) -> list[Group]:
    everything = [link for group in groups for inner in [group, *group.groups] for link in inner.links]
    near = [
        link.url for link in everything if path == link.url or (link.url != "/" and path.startswith(link.url))
    ]
    here = max(near, key=len, default="")

    def mark(links: list[Link]) -> list[Link]:
        return [replace(link, active=True) if link.url == here else link for link in links]

    return [
        replace(
            g, links=mark(g.links), groups=[replace(inner, links=mark(inner.links)) for inner in g.groups]
        )
        for g in groups
    ]


def place_of(menu: list[Group]) -> list[Link]:
    """Where the current page stands in the menu: group heading, then entry."""
    for group in menu:
        for inner in [group, *group.groups]:
            for link in inner.links:
                if link.active:
                    return [Link(inner.title, "", ""), link]
    return []
