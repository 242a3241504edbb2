"""What the page of a spot check shows: draws, sites, agreement of records, interviews, result; and what a step will bring."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hehuo.org.scope import scope_of
from hehuo.programme.models import Finding, SpotCheck
from hehuo.programme.models.spot_checks import CHECK_TOLD
from hehuo.programme.models.supervision import sees_all
from hehuo.programme.supervision.spot_checks.estimate import FORMULA
from hehuo.programme.supervision.spot_checks.following import pushes_of
from hehuo.programme.supervision.spot_checks.interviews import answers_of
from hehuo.programme.supervision.spot_checks.outlook import county_names, outlook, stratum_label
from hehuo.programme.supervision.spot_checks.rates import METHOD, rates_of
from hehuo.programme.supervision.spot_checks.results import codes_of_items, judged_points, total_over
from hehuo.programme.supervision.spot_checks.rules import rule_from

Context = dict[str, Any]
JUDGED = ("evidence_checked", "draft_findings", *CHECK_TOLD)
"""All judgements are in: what was found at the sites may be put together."""


def check_detail(check: SpotCheck, user: Any) -> Context:
    """Draws, sites and results. Members see self and system points of a site only after their own judgement."""
    counties, rule = county_names(), rule_from(check.rule)
    codes = codes_of_items(check, rule)
    watches, sites = sees_all(user), []
    together, by_site = rates_of(check)
    rows = check.sites.select_related("unit__county", "replied_by")
    for site in rows.prefetch_related("members__user", "unit__settlements", "households"):
        line = _site_line(check, site, user, codes, counties, watches=watches)
        if line:
            line["rates"] = by_site.get(site.pk, []) if line.pop("told") else []
            sites.append(line)
    result = check.result if watches or check.state == "closed_ok" else None
    strata = [{**s, "label": stratum_label(s["name"], counties)} for s in (result or {}).get("strata", [])]
    shows = watches and check.state in JUDGED
    return {
        "rule": rule, "sites": sites, "draws": check.draws.select_related("drawn_by") if watches else [], "result": result,
        "strata": strata, "formula": FORMULA, "full": sum(codes.values(), Decimal(0)), "watches": watches,
        "counties": [(counties.get(code, code), e) for code, e in (result or {}).get("counties", {}).items()],
        "findings": Finding.objects.visible_to(user).filter(site__check_of=check).select_related("settlement", "site"),
        "drafted": drafted_for(check, user),
        "rates": together if shows else [], "method": METHOD, "said": answers_of(check) if shows else {},
    }  # fmt: skip


def drafted_for(check: SpotCheck, user: Any) -> Any:
    """Problems that a drawn unit answers to before its result is fixed; after the notice each has a page of its own."""
    if check.state not in CHECK_TOLD:
        return Finding.objects.none()
    own = check.sites.filter(unit__settlements__in=scope_of(user).settlement_ids)
    rows = Finding.objects.filter(site__in=own).exclude(pk__in=Finding.objects.visible_to(user))
    return rows.exclude(state="withdrawn").select_related("settlement").order_by("item_no", "id")


def _site_line(
    check: SpotCheck, site: Any, user: Any, codes: dict, counties: dict, *, watches: bool
) -> Context | None:
    """One site, as far as this person may see it."""
    members = list(site.members.all())
    own = next((m for m in members if m.user_id == user.pk), None)
    ids = {s.pk for s in site.unit.settlements.all()}
    unit_told = check.state in CHECK_TOLD and bool(ids & set(scope_of(user).settlement_ids))
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
        "may_declare": own is not None and check.state == "sampled",
        "households": _counts(site.households.all()) if opened or watches else {}, "told": opened or watches,
    }  # fmt: skip


def _counts(rows: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        word = row.get_result_display()
        found[word] = found.get(word, 0) + 1
    return found


def ahead_of(subject: Any, event: str, user: Any = None) -> Context:
    """What is said before a step is taken: the draw, what a unit answers to, and where a result leads."""
    if not isinstance(subject, SpotCheck):
        return {}
    if event == "draw":
        seen = outlook(subject.edition, rule_from(subject.rule))
        return {"heading": "这次怎样抽", "warnings": seen.warnings, "strata": seen.strata}
    if event == "reply":
        lines = [
            f"{f.settlement}：{f.criterion} 拟扣 {f.points} 分，{f.fact}" for f in drafted_for(subject, user)
        ]
        return {"heading": "拟定的问题", "lines": lines or ["没有拟定问题，请对核定的得分反馈意见。"]}
    if event == "to_rectification":
        pushes = [f"{p.campaign.unit}：{p.label}，转为“{p.target}”" for p in pushes_of(subject)]
        none = ["没有需要同时转入限期整改的创建活动；已确认的问题由办公室逐条发整改通知。"]
        return {"heading": "同时转入限期整改的单位", "lines": pushes or none}
    if event == "to_bulletin":
        return {
            "heading": "同时拟出通报初稿",
            "lines": ["列入本次抽查的结果和问题，由办公室修改后送单位核实。"],
        }
    if event == "to_clue":
        return {"heading": "同时通知", "lines": ["市指挥部领导：决定移交；市指挥部办公室：整理移交。"]}
    return {}
