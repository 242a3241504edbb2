"""光荣榜: what is shown, under which name, until when; and off again within 24 hours (domain §6.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.culture.honours.lifecycle import ROLL
from hehuo.culture.honours.models import HonourElection, HonourNomination, HonourRollEntry
from hehuo.evidence.formats import FileKind
from hehuo.evidence.models import Consent, EvidenceFile
from hehuo.evidence.queries import proofs_of
from hehuo.evidence.services import withdraw_proof
from hehuo.evidence.steps import may_withdraw
from hehuo.org.workdays import add_months
from hehuo.records.models import Status
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record

R = HonourRollEntry.State
LONGEST_MONTHS = 12
TAKE_DOWN_HOURS = 24


def save_entry(entry: HonourRollEntry, *, by: Any) -> HonourRollEntry:
    """Honoured, consented to the roll, only where consented, at most twelve months."""
    nomination = entry.nomination
    if nomination.state != HonourNomination.State.AWARDED:
        raise ValidationError({"nomination": "只有获评的人可以上榜。"})
    if entry.state != R.SHOWN:
        raise ValidationError("已撤下或展示期满的不能修改。")
    if not nomination.shows_roll:
        raise ValidationError({"nomination": "本人没有同意上光荣榜。"})
    for field, agreed, where in (("on_site", "shows_site", "社区网站"), ("in_media", "shows_media", "媒体")):
        if getattr(entry, field) and not getattr(nomination, agreed):
            raise ValidationError({field: f"本人没有同意在{where}展示。"})
    if nomination.election.awarded_on and entry.shown_from < nomination.election.awarded_on:
        raise ValidationError({"shown_from": "展示开始不能早于表彰日期。"})
    if entry.shown_to >= add_months(entry.shown_from, LONGEST_MONTHS):
        raise ValidationError({"shown_to": f"展示最长 {LONGEST_MONTHS} 个月。"})
    entry.occurred_on = entry.shown_from
    return save_record(entry, by=by)


def open_entries(nominations: Iterable[HonourNomination], *, by: Any) -> list[HonourRollEntry]:
    """Entries under the names that people chose, from today for a year."""
    today = timezone.localdate()
    made = []
    for row in nominations:
        if row.roll_entries.exclude(status=Status.VOID).exists():
            continue
        entry = HonourRollEntry(
            settlement_id=row.settlement_id, nomination=row, display_name=row.display_name, on_site=row.shows_site,
            shown_from=today, shown_to=add_months(today, LONGEST_MONTHS) - timedelta(days=1),
        )  # fmt: skip
        made.append(save_entry(entry, by=by))
    return made


def choose_photo(entry: HonourRollEntry, *, by: Any, on: date, photo: EvidenceFile) -> HonourRollEntry:
    """A picture for the board, only after the person agreed to it in writing, apart from the rest. Raises `ValidationError`."""
    if entry.state != R.SHOWN:
        raise ValidationError("已撤下或展示期满的不能加照片。")
    if on > entry.shown_to:
        raise ValidationError({"on": f"展示到 {entry.shown_to} 为止。"})
    if photo.kind != FileKind.PHOTO or photo.settlement_id != entry.settlement_id:
        raise ValidationError({"photo": "请选择本安置点的一张照片。"})
    if photo.consent == Consent.INTERNAL:
        raise ValidationError({"photo": "这张照片只同意内部印证，不能展示。请先核对本人同意的范围。"})
    if photo.has_minors and not entry.nomination.guardian_consented:
        raise ValidationError({"photo": "照片里有未成年人，须监护人书面同意。"})
    entry.photo_consented_on, entry.photo = on, photo
    return save_record(entry, by=by, action="choose_photo", reason=f"{on} 本人单独同意展示照片")


def remove_photo(entry: HonourRollEntry, *, by: Any, on: date) -> HonourRollEntry:
    """The person takes back the consent to the picture alone; the name may stay."""
    _drop_photo(entry, by=by, why=f"{on} 本人撤回照片")
    entry.photo_consented_on = None
    return save_record(entry, by=by, action="remove_photo", reason=f"{on} 本人撤回照片")


def cannot_choose(entry: HonourRollEntry) -> str:
    """Why no picture can be shown."""
    return "" if entry.state == R.SHOWN else "已撤下或展示期满的不能加照片。"


def cannot_remove(entry: HonourRollEntry) -> str:
    """Why there is nothing to take away."""
    return "" if entry.photo_id else "没有展示照片。"


def _drop_photo(entry: HonourRollEntry, *, by: Any, why: str) -> None:
    """No page points at the picture any more; the proof that carried it is withdrawn with the reason."""
    photo, entry.photo = entry.photo, None
    if photo is None:
        return
    for proof in proofs_of(entry).filter(file=photo):
        if may_withdraw(proof):
            withdraw_proof(proof, by=by, reason=why)


@transaction.atomic
def withdraw_entry(entry: HonourRollEntry, *, by: Any, reason: str = "") -> HonourRollEntry:
    """Hidden from this moment on, name and picture; boards and screens follow within 24 hours."""
    now = timezone.now()
    ROLL.check(entry, "withdraw", by=by, reason=reason)
    _drop_photo(entry, by=by, why="本人撤回同意")
    due = now + timedelta(hours=TAKE_DOWN_HOURS)
    return take_step(
        ROLL,
        entry,
        "withdraw",
        by=by,
        reason=reason,
        withdrawn_on=timezone.localdate(now),
        withdrawn_at=now,
        take_down_by=due,
    )


def withdraw_entries(nomination: HonourNomination, *, by: Any) -> None:
    """Everything that is still shown of a nomination."""
    for entry in nomination.roll_entries.exclude(status=Status.VOID).filter(state=R.SHOWN):
        withdraw_entry(entry, by=by, reason="本人退出")


def take_down_entry(entry: HonourRollEntry, *, by: Any, reason: str = "") -> HonourRollEntry:
    """It is off the boards, the site and the media."""
    return take_step(ROLL, entry, "take_down", by=by, reason=reason, taken_down_at=timezone.now())


def end_entries(election: HonourElection, *, by: Any) -> None:
    """What is still shown ends with the election's roll."""
    rows = HonourRollEntry.objects.live().filter(nomination__election=election, state=R.SHOWN)
    for entry in rows:
        entry.state, entry.photo = R.ENDED, None
        save_record(entry, by=by, action="end", reason="结束展示")


ROLL_STEPS = {"withdraw": withdraw_entry, "take_down": take_down_entry}
