"""What the page of each kind shows beside state, steps and log."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hehuo.org.models import Area
from hehuo.org.scope import scope_of
from hehuo.programme.models import Bulletin, Finding, Inspection, ResponsibilityTask, SpotCheck
from hehuo.programme.models.supervision import sees_all
from hehuo.programme.supervision.bulletins.lifecycle import NAMED
from hehuo.programme.supervision.spot_checks.estimate import FORMULA
from hehuo.programme.supervision.spot_checks.results import codes_of_items, judged_points, total_over
from hehuo.programme.supervision.spot_checks.rules import DEMONSTRATION, rule_from
from hehuo.programme.supervision.tasks.progress import progress_of

Context = dict[str, Any]
TOLD = ("unit_reply", "final", "closed_ok", "to_rectification", "to_bulletin", "to_discipline_clue")


def task_detail(task: ResponsibilityTask, user: Any) -> Context:
    """Units, deadline, progress as it is read today."""
    return {"progress": progress_of([task], timezone.localdate())[task.pk], "supports": task.supports.all()}


def finding_detail(finding: Finding, user: Any) -> Context:
    """What takes the points, and where the finding comes from."""
    return {
        "bulletins": Bulletin.objects.visible_to(user).filter(findings=finding),
        "from_inspection": Inspection.objects.visible_to(user).filter(pk=finding.inspection_id).first(),
        "from_check": SpotCheck.objects.visible_to(user).filter(sites__findings=finding).first(),
    }  # fmt: skip


def inspection_detail(inspection: Inspection, user: Any) -> Context:
    """Members and problems. Before the notice a unit sees neither facts nor problems."""
    own = sees_all(user) or inspection.members.filter(user=user).exists()
    found = inspection.findings.select_related("responsible")
    return {
        "members": inspection.members.select_related("user"), "shows_facts": own,
        "findings": found if own else Finding.objects.visible_to(user).filter(inspection=inspection),
    }  # fmt: skip


def bulletin_detail(bulletin: Bulletin, user: Any) -> Context:
    """Units with answers and receipts; the listed problems that the person may open."""
    units = list(bulletin.units.select_related("unit", "replied_by", "read_by"))
    mine = sees_all(user)
    return {
        "units": units if mine else [u for u in units if NAMED(user, bulletin)],
        "findings": Finding.objects.visible_to(user).filter(bulletins=bulletin).select_related("settlement"),
        "tasks": bulletin.tasks.select_related("lead"), "correction": getattr(bulletin, "correction", None),
        "paragraphs": [line for line in bulletin.body.split("\n") if line.strip()],
    }  # fmt: skip


def stratum_label(name: str, counties: dict[str, str]) -> str:
    """“盘州市 示范点” for ``520281/demo``."""
    county, _, kind = name.partition("/")
    return f"{counties.get(county, county)} {'示范点' if kind == DEMONSTRATION else '其他单位'}"


def check_detail(check: SpotCheck, user: Any) -> Context:
    """Draws, sites and results. Members see self and system points of a site only after their own judgement."""
    counties = dict(Area.objects.filter(kind=Area.Kind.COUNTY).values_list("code", "name"))
    rule = rule_from(check.rule)
    codes = codes_of_items(check, rule)
    watches, sites = sees_all(user), []
    for site in check.sites.select_related("unit__county", "replied_by").prefetch_related(
        "members__user", "unit__settlements"
    ):
        line = _site_line(check, site, user, codes, counties, watches=watches)
        if line:
            sites.append(line)
    result = check.result if watches or check.state == "closed_ok" else None
    strata = [{**s, "label": stratum_label(s["name"], counties)} for s in (result or {}).get("strata", [])]
    return {
        "rule": rule, "sites": sites, "draws": check.draws.select_related("drawn_by") if watches else [], "result": result,
        "strata": strata, "formula": FORMULA, "full": sum(codes.values(), Decimal(0)), "watches": watches,
        "counties": [(counties.get(code, code), e) for code, e in (result or {}).get("counties", {}).items()],
        "findings": Finding.objects.visible_to(user).filter(site__check_of=check).select_related("settlement", "site"),
    }  # fmt: skip


def _site_line(
    check: SpotCheck, site: Any, user: Any, codes: dict, counties: dict, *, watches: bool
) -> Context | None:
    """One site, as far as this person may see it."""
    members = list(site.members.all())
    own = next((m for m in members if m.user_id == user.pk), None)
    ids = {s.pk for s in site.unit.settlements.all()}
    unit_told = check.state in TOLD and bool(ids & set(scope_of(user).settlement_ids))
    if not (watches or own or unit_told):
        return None
    judged = judged_points(site, codes)
    opened = unit_told or (own is not None and own.submitted_at is not None) or (watches and own is None)
    return {
        "site": site, "stratum": stratum_label(site.stratum, counties), "members": members, "own": own,
        "judged": sum(judged.values(), Decimal(0)) if judged and opened else None,
        "self": total_over(site.self_points, codes) if opened else None,
        "system": total_over(site.system_points, codes) if opened else None,
        "may_judge": own is not None and own.submitted_at is None and check.state == "on_site",
        "records": _counts(site.records, "verdict") if opened or watches else {},
        "households": _counts(site.households, "result") if opened or watches else {},
    }  # fmt: skip


def _counts(rows: Any, name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    field = rows.model._meta.get_field(name)
    words = dict(field.choices)
    for value in rows.values_list(name, flat=True):
        found[str(words[value])] = found.get(str(words[value]), 0) + 1
    return found


DETAILS: dict[str, Callable[[Any, Any], Context]] = {
    "tasks": task_detail,
    "spot-checks": check_detail,
    "inspections": inspection_detail,
    "findings": finding_detail,
    "bulletins": bulletin_detail,
}
