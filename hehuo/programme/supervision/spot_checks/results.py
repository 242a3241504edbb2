"""Results of a spot check from its judgements: checked scores, strata, failed strata, intervals for city and counties."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hehuo.programme.models import SpotCheck, SpotSite
from hehuo.programme.supervision.spot_checks.estimate import CENT, Layer, estimate, widened
from hehuo.programme.supervision.spot_checks.rules import DEMONSTRATION, Rule, rule_from

ZERO = Decimal(0)


def codes_of_items(check: SpotCheck, rule: Rule) -> dict[str, Decimal]:
    """Sub-criteria of the checked items with their full points."""
    return {
        c["code"]: Decimal(str(c["points"]))
        for section in check.edition.data["sections"]
        for item in section["items"]
        if item["no"] in rule.items
        for c in item["sub_criteria"]
    }


def judged_points(site: SpotSite, codes: dict[str, Decimal]) -> dict[str, Decimal]:
    """Mean of the team per sub-criterion, half-up to 0.01; empty before all have judged."""
    members = list(site.members.all())
    if not members or any(m.submitted_at is None for m in members):
        return {}
    return {
        code: (sum((Decimal(m.points[code]["points"]) for m in members), ZERO) / len(members)).quantize(
            CENT, ROUND_HALF_UP
        )
        for code in codes
    }


def total_over(points: dict[str, Any], codes: dict[str, Decimal]) -> Decimal:
    """Points of the checked sub-criteria."""
    return sum((Decimal(str(points.get(code, 0))) for code in codes), ZERO)


def layers_of(check: SpotCheck) -> list[Layer]:
    """The strata with the differences known so far, in order of name."""
    rule = rule_from(check.rule)
    codes = codes_of_items(check, rule)
    frame = check.draws.order_by("stage").first().frame
    differences: dict[str, list[Decimal]] = {}
    for site in check.sites.prefetch_related("members"):
        judged = judged_points(site, codes)
        if judged:
            gap = total_over(site.self_points, codes) - sum(judged.values(), ZERO)
            differences.setdefault(site.stratum, []).append(gap)
    scores: dict[str, list[Decimal]] = {}
    for row in frame:
        scores.setdefault(row["stratum"], []).append(Decimal(row["self"]))
    return [
        Layer(name, len(found), tuple(found), tuple(differences.get(name, ())))
        for name, found in sorted(scores.items())
    ]


def due_widening(check: SpotCheck) -> dict[str, int]:
    """Failed strata with their new sizes, by the rule that was fixed beforehand."""
    rule, found = rule_from(check.rule), {}
    for layer in layers_of(check):
        if layer.differences and (size := widened(layer, Decimal(rule.tolerance), rule.factor)):
            found[layer.name] = size
    return found


def result_of(check: SpotCheck) -> dict[str, Any]:
    """Everything that the result page shows; numbers as text, so that it is kept as it was."""
    rule = rule_from(check.rule)
    layers, tolerance = layers_of(check), Decimal(rule.tolerance)
    counties: dict[str, list[Layer]] = {}
    for layer in layers:
        counties.setdefault(layer.name.split("/")[0], []).append(layer)
    return {
        "city": estimate(layers).to_data(),
        "counties": {code: estimate(found).to_data() for code, found in counties.items()},
        "strata": [
            {
                "name": layer.name,
                "demonstration": layer.name.endswith(f"/{DEMONSTRATION}"),
                "size": layer.size,
                "checked": len(layer.differences),
                "difference": str(layer.mean_difference.quantize(CENT, ROUND_HALF_UP)),
                "failed": layer.mean_difference > tolerance,
            }
            for layer in layers
        ],
    }
