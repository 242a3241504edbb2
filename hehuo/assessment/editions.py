"""Editions in the database: shipped ones, imported drafts, decisions on findings, publication, comparison."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.models import StandardEdition, StandardFinding
from hehuo.assessment.standards import editions as files
from hehuo.assessment.standards.reading import ImportResult
from hehuo.audit import trail

SHIPPED = ("LPS-2018", "LPS-2018-R")


@transaction.atomic
def install_shipped(*, by: Any = None) -> list[StandardEdition]:
    """Put the editions that ship with the product into the database, published. Safe to call again."""
    installed = []
    for code in SHIPPED:
        data = files.load_edition(code)
        edition, made = StandardEdition.objects.get_or_create(
            code=code,
            defaults={
                "name": data["name"], "document_no": data.get("document_no", ""), "issued_on": data.get("issued_on"),
                "state": StandardEdition.State.PUBLISHED, "data": data, "hash": files.edition_hash(data),
                "source_name": data["source"]["file"], "source_sha256": data["source"]["sha256"],
                "published_at": timezone.now(), "published_by": by,
                "in_force_from": data.get("issued_on") if code == SHIPPED[0] else None,
            },
        )  # fmt: skip
        if made:
            trail.record("install_standard", edition, by=by, data={"code": code, "hash": edition.hash})
        installed.append(edition)
    return installed


def current_edition(on: date | None = None) -> StandardEdition:
    """现行标准, used when none is named: the one that the city put in force last, today or on a day.

    While the city put none in force, the first that was published. Raises `DoesNotExist` without any."""
    published = StandardEdition.objects.filter(state=StandardEdition.State.PUBLISHED)
    begun = published.filter(in_force_from__lte=on or timezone.localdate())
    return begun.order_by("-in_force_from", "-id").first() or published.earliest("id")


def current_or_none() -> StandardEdition | None:
    """现行标准, or None before the first is published."""
    try:
        return current_edition()
    except StandardEdition.DoesNotExist:
        return None


@transaction.atomic
def put_in_force(edition: StandardEdition, *, by: Any, on: date) -> StandardEdition:
    """From a day on homes, plans and drafts use this edition. Rounds under way keep theirs; no day of the past changes."""
    edition = StandardEdition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != StandardEdition.State.PUBLISHED:
        raise ValidationError("只有已发布的标准可以设为现行标准，请先发布。")
    if on < timezone.localdate():
        raise ValidationError("起始日不能早于今天，已过去的日子按当时的标准。")
    edition.in_force_from = on
    edition.save(update_fields=["in_force_from"])
    trail.record("put_in_force", edition, by=by, data={"code": edition.code, "from": on.isoformat()})
    return edition


@transaction.atomic
def store_draft(result: ImportResult, *, code: str, name: str, filename: str, by: Any) -> StandardEdition:
    """Store what the importer read as a draft with its findings; nothing is decided for the city."""
    if StandardEdition.objects.filter(code=code).exists():
        raise ValidationError(f"版本代号 {code} 已存在，请换一个。")
    edition = StandardEdition.objects.create(
        code=code,
        name=name,
        data=draft_data(result),
        source_name=filename,
        source_sha256=result.source_sha256,
        created_by=by,
    )
    StandardFinding.objects.bulk_create(
        StandardFinding(
            edition=edition, code=f.code, severity=f.severity, where=f.where[:80], message=f.message[:400]
        )
        for f in result.findings
    )
    trail.record("import_standard", edition, by=by, data={"source": filename, "sha256": result.source_sha256})
    return edition


def draft_data(result: ImportResult) -> dict[str, Any]:
    """Imported official parts, with the sub-criteria of the shipped edition where the item is the same.

    Items that the product does not know get one judged sub-criterion with the official criterion as its rule.
    """
    shipped = files.load_edition("LPS-2018")
    known = {(item["no"], item["criterion"]): item for s in shipped["sections"] for item in s["items"]}
    sections = []
    for section in result.edition["sections"]:
        items = [
            _with_sub_criteria(item, known.get((item["no"], item["criterion"]))) for item in section["items"]
        ]
        sections.append({**section, "items": items})
    same_shape = [s["no"] for s in sections] == [s["no"] for s in shipped["sections"]]
    return {
        "sections": sections,
        "titles": shipped["titles"] if same_shape else [],
        "pass_rule": shipped["pass_rule"],
        "definitions": shipped["definitions"],
        "calendar": shipped.get("calendar", []),
    }


def _with_sub_criteria(item: dict[str, Any], known: dict[str, Any] | None) -> dict[str, Any]:
    if known and known["points_effective"] == item["points_effective"]:
        return {**item, "sub_criteria": known["sub_criteria"]}
    points = item["points_effective"] or "0"
    judged = {
        "code": f"{item['no']}.1", "points": points, "title": item["title"], "basis": "criterion",
        "basis_text": item["criterion"], "rule_text": "由评判人对照考核标准原文评分并写明理由。",
        "rule": {"type": "judged", "parts": [
            {"key": f"{item['no']}.1", "title": item["title"], "points": points, "kind": "judged",
             "judge": "city", "must_see": item["criterion"]}
        ]},
    }  # fmt: skip
    return {**item, "sub_criteria": [judged]}


def json_shape(result: ImportResult) -> dict[str, Any]:
    """The shape that `hehuo standard import --json` prints."""
    wanted = (
        "no",
        "title",
        "content",
        "criterion",
        "points_printed",
        "points_effective",
        "points_source",
        "units",
    )
    return {
        "edition": {
            "sections": [
                {
                    "no": s["no"], "title": s["title"], "points": s["points"],
                    "items": [{key: item[key] for key in wanted} for item in s["items"]],
                }
                for s in result.edition["sections"]
            ]
        },
        "findings": [{k: asdict(f)[k] for k in ("code", "severity", "where", "message")} for f in result.findings],
    }  # fmt: skip


@transaction.atomic
def resolve_finding(
    finding: StandardFinding, resolution: str, *, by: Any, points: str = ""
) -> StandardFinding:
    """A person decides on a finding. `points` sets the effective points of the item that the finding is about."""
    edition = StandardEdition.objects.select_for_update().get(pk=finding.edition_id)
    if edition.state != StandardEdition.State.DRAFT:
        raise ValidationError("标准已发布，不能再改。")
    if not resolution.strip():
        raise ValidationError("请写明处理意见。")
    if points:
        _set_points(edition, finding, points)
    finding.resolution, finding.resolved_by, finding.resolved_at = resolution.strip(), by, timezone.now()
    finding.save()
    trail.record(
        "resolve_finding",
        edition,
        by=by,
        data={"finding": finding.code, "where": finding.where, "resolution": resolution},
    )
    return finding


def item_of(finding: StandardFinding) -> dict[str, Any] | None:
    """The item that a finding about missing points names, or None."""
    import re

    found = re.search(r"第\s*(\d+)\s*[条项]", finding.where) or re.search(r"(\d+)", finding.where)
    if not found or not finding.code.startswith(("points", "item_points", "missing_points")):
        return None
    number = int(found.group(1))
    return next((i for s in finding.edition.data["sections"] for i in s["items"] if i["no"] == number), None)


def _set_points(edition: StandardEdition, finding: StandardFinding, points: str) -> None:
    item = item_of(finding)
    if item is None:
        raise ValidationError("这条发现与分值无关。")
    try:
        value = Decimal(points)
    except InvalidOperation as problem:
        raise ValidationError("分值应为数字，例如 6。") from problem
    if not 0 < value <= 100:
        raise ValidationError("分值应大于 0。")
    for section in edition.data["sections"]:
        for candidate in section["items"]:
            if candidate["no"] == item["no"]:
                candidate["points_effective"] = format(value.normalize(), "f")
                candidate["points_source"] = "decided"
    edition.save(update_fields=["data"])


def obstacles(edition: StandardEdition) -> list[str]:
    """Why a draft cannot be published yet."""
    found = [
        f"{f.where}：{f.message}（未处理）"
        for f in edition.findings.filter(severity="error", resolved_at__isnull=True)
    ]
    found += [
        f"{f.where}：{f.message}（待确认）"
        for f in edition.findings.filter(severity="warning", resolved_at__isnull=True)
    ]
    for section in edition.data["sections"]:
        total = sum(Decimal(str(i["points_effective"] or 0)) for i in section["items"])
        if section["points"] is not None and total != Decimal(str(section["points"])):
            found.append(f"第 {section['no']} 部分各项合计 {total} 分，与印发的 {section['points']} 分不符。")
        for item in section["items"]:
            subs = sum(Decimal(str(c["points"])) for c in item["sub_criteria"])
            if item["points_effective"] is None:
                found.append(f"第 {item['no']} 项没有分值。")
            elif subs != Decimal(str(item["points_effective"])):
                found.append(
                    f"第 {item['no']} 项的子项合计 {subs} 分，与该项 {item['points_effective']} 分不符。"
                )
    return found


@transaction.atomic
def publish(edition: StandardEdition, *, by: Any) -> StandardEdition:
    """Freeze and hash. From now on the edition never changes; rounds are pinned to it."""
    edition = StandardEdition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != StandardEdition.State.DRAFT:
        raise ValidationError("只有草稿可以发布。")
    problems = obstacles(edition)
    if problems:
        raise ValidationError(problems)
    edition.state = StandardEdition.State.PUBLISHED
    edition.hash = files.edition_hash(edition.data)
    edition.published_by, edition.published_at = by, timezone.now()
    edition.save()
    trail.record("publish_standard", edition, by=by, data={"code": edition.code, "hash": edition.hash})
    return edition
