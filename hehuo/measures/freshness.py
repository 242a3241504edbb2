"""Stored counts that stay true: only what changed is counted again (architecture §4).

A change raises one version number per settlement and model inside its own transaction. A count carries the versions
that it was made from, read *before* counting; whoever commits later makes it stale by the number alone, so a change
during a recount cannot be lost.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from hehuo.measures import registry, runner
from hehuo.measures.models import DataVersion, MeasureCount
from hehuo.measures.parameters import Parameters
from hehuo.measures.relations import BaseRelation
from hehuo.measures.runner import Counts, CountsBySettlement
from hehuo.measures.windows import OVERRIDE
from hehuo.records.writing import records_changed


def counts_for(
    names: Iterable[str], *, parameters: Parameters, settlement_ids: Iterable[int], keep: bool = True
) -> CountsBySettlement:
    """The same answer as `runner.count`, from stored counts where they still hold; the others are counted and kept.

    Without `keep` nothing is written.
    """
    return counts_of_days(names, days=[parameters], settlement_ids=settlement_ids, keep=keep)[0]


def counts_of_days(
    names: Iterable[str], *, days: Sequence[Parameters], settlement_ids: Iterable[int], keep: bool = True
) -> list[CountsBySettlement]:
    """`counts_for` with the parameters of several days: versions and stored counts are read once for all of them."""
    wanted = list(dict.fromkeys(names))
    ids = sorted({int(i) for i in settlement_ids})
    if not wanted or not ids:
        return [{i: {} for i in ids} for _ in days]
    versions = _versions(ids)
    digests = [{name: digest(name, parameters) for name in wanted} for parameters in days]
    stored = _stored(wanted, ids, digests, versions)
    for parameters, made_with, found in zip(days, digests, stored, strict=True):
        _count_missing(wanted, parameters, made_with, versions, found, keep)
    return stored


def _count_missing(
    wanted: list[str], parameters: Parameters, digests: dict[str, str], versions: dict[int, dict[str, int]],
    found: CountsBySettlement, keep: bool,
) -> None:  # fmt: skip
    """Count what is not stored or no longer holds, in as few runs as possible."""
    stale: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for settlement_id, by_name in found.items():
        if len(by_name) < len(wanted):
            stale[tuple(name for name in wanted if name not in by_name)].append(settlement_id)
    for missing, where in stale.items():
        made = runner.count(missing, parameters=parameters, settlement_ids=where)
        if keep:
            _keep(made, digests, versions, parameters)
        for settlement_id, counted in made.items():
            found[settlement_id].update(counted)


def refresh_all(names: Iterable[str], *, parameters: Parameters, settlement_ids: Iterable[int]) -> list[str]:
    """Count everything again (nightly). Answers with each stored count that was fresh by its number yet different.

    The list must be empty; whatever it names is a fault in the dirty marks.
    """
    wanted = list(dict.fromkeys(names))
    ids = sorted({int(i) for i in settlement_ids})
    versions = _versions(ids)
    digests = {name: digest(name, parameters) for name in wanted}
    stored = _stored(wanted, ids, [digests], versions)[0]
    made = runner.count(wanted, parameters=parameters, settlement_ids=ids)
    wrong = [
        f"{settlement_id} {name}: {stored[settlement_id][name]} ≠ {value}"
        for settlement_id, by_name in made.items()
        for name, value in by_name.items()
        if name in stored[settlement_id] and stored[settlement_id][name] != value
    ]
    _keep(made, digests, versions, parameters)
    return wrong


def forget_before(day: date) -> int:
    """Drop stored counts for days before `day`; they can always be counted again."""
    return MeasureCount.objects.filter(as_of__lt=day).delete()[0]


def digest(name: str, parameters: Parameters) -> str:
    """Fingerprint of the text of a measure with its relations, and of the parameters that it reads."""
    used = registry.parameters_read(name)
    windows = "launched_on" in used
    seen = sorted(
        (k, str(v)) for k, v in parameters.items() if k in used or (windows and k.startswith(OVERRIDE))
    )
    return hashlib.blake2b(f"{registry.fingerprint(name)}{seen}".encode(), digest_size=8).hexdigest()


def mark_changed(model: type[models.Model], settlement_ids: Iterable[int]) -> None:
    """Raise the version of a model in these settlements; part of the transaction that changes the rows."""
    label = model._meta.label_lower
    relation = registry.base_of_model(label)
    ids = {int(i) for i in settlement_ids if i is not None}
    if relation is None or not ids:
        return
    if relation.per_person:
        ids |= _neighbours(ids)
    values = ", ".join(["(%s, %s, 1)"] * len(ids))
    sql = (
        f"insert into {DataVersion._meta.db_table} (settlement_id, model, number) values {values} "
        f"on conflict (settlement_id, model) do update set number = {DataVersion._meta.db_table}.number + 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for settlement_id in sorted(ids) for part in (settlement_id, label)])


@receiver(records_changed, dispatch_uid="measures.freshness")
def _on_records_changed(
    sender: Any, *, model: type[models.Model], settlement_ids: set[int], **_: Any
) -> None:
    mark_changed(model, settlement_ids)


def follow_places(places: Iterable[BaseRelation]) -> None:
    """Places (tables of `org` without history) make counts stale when one is saved or removed."""
    for place in places:
        for change in (post_save, post_delete):
            change.connect(_on_place_changed, sender=place.model_class, dispatch_uid=f"measures.{place.name}")


def _on_place_changed(sender: type[models.Model], *, instance: Any, **_: Any) -> None:
    mark_changed(sender, {instance.settlement_id})


def _neighbours(ids: set[int]) -> set[int]:
    """Settlements that share people with these: what is written about somebody counts where he lives now."""
    condition = f"in ({', '.join(map(str, sorted(ids)))})"
    with connection.cursor() as cursor:
        cursor.execute(registry.person_link().neighbours(condition))
        return {int(row[0]) for row in cursor.fetchall()}


def _versions(ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {i: {} for i in ids}
    for row in DataVersion.objects.filter(settlement_id__in=ids).values_list(
        "settlement_id", "model", "number"
    ):
        found[row[0]][row[1]] = row[2]
    return found


def _version(name: str, versions: dict[str, int]) -> int:
    return sum(versions.get(model, 0) for model in registry.models_read(name))


def _stored(
    names: list[str], ids: list[int], digests: Sequence[dict[str, str]], versions: dict[int, dict[str, int]]
) -> list[CountsBySettlement]:
    """Stored counts that still hold, a list entry a day.

    The digests find the rows; a condition on the names as well would make the database try every name with every digest.
    """
    found: list[CountsBySettlement] = [{i: {} for i in ids} for _ in digests]
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, made_with in enumerate(digests):
        for name, value in made_with.items():
            days[name, value].append(number)
    holds = {i: {name: _version(name, versions[i]) for name in names} for i in ids}
    rows = MeasureCount.objects.filter(
        settlement_id__in=ids, params_digest__in={value for _, value in days}
    ).values_list(
        "settlement_id", "measure", "params_digest", "data_version", "total", "met", "weight_total", "weight_met"
    )  # fmt: skip
    for settlement_id, name, fingerprint, version, *values in rows:
        wanted = days.get((name, fingerprint))
        if wanted and version == holds[settlement_id][name]:
            counts = Counts(*values)
            for number in wanted:
                found[number][settlement_id][name] = counts
    return found


def _keep(
    made: CountsBySettlement,
    digests: dict[str, str],
    versions: dict[int, dict[str, int]],
    parameters: Parameters,
) -> None:
    moment, as_of = timezone.now(), parameters["as_of"]
    assert isinstance(as_of, date)
    rows = [
        MeasureCount(
            settlement_id=settlement_id, measure=name, params_digest=digests[name], as_of=as_of,
            total=value.total, met=value.met, weight_total=value.weight_total, weight_met=value.weight_met,
            data_version=_version(name, versions[settlement_id]), computed_at=moment,
        )
        for settlement_id, by_name in sorted(made.items())
        for name, value in sorted(by_name.items())
    ]  # fmt: skip
    with transaction.atomic():
        MeasureCount.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["settlement", "params_digest", "measure"],
            update_fields=["total", "met", "weight_total", "weight_met", "data_version", "computed_at"],
        )
