"""Seeded random draw that anybody can repeat: same frame, rule and seed give the same list (domain §3.2).

Every unit of the frame gets the number SHA-256("seed|stratum|id"); each stratum takes its lowest numbers.
No library's random generator is involved, so another program or a later version draws the same.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from hehuo.programme.rewards import share_out

Frame = Sequence[tuple[str, Any]]
"""Pairs (stratum, id); an id is a number or a code."""


def new_seed() -> str:
    """A seed nobody could choose."""
    return secrets.token_hex(8)


def frame_hash(frame: Frame) -> str:
    """SHA-256 over the sorted frame."""
    return hashlib.sha256("\n".join(f"{stratum}|{pk}" for stratum, pk in sorted(frame)).encode()).hexdigest()


def rule(size: int) -> dict[str, Any]:
    """The rule in words and numbers."""
    return {
        "method": "sha256-lowest",
        "size": size,
        "strata": "settlement",
        "text": f"按安置点分层、按户数分配、每层至少 1 户，共 {size} 户；拒访和不在家的如实记录，不替换",
    }


def per_stratum(sizes: dict[str, int], size: int) -> dict[str, int]:
    """How many from each stratum: one each while there is enough, the rest by largest remainder, never more than it has."""
    names = sorted(name for name, count in sizes.items() if count)
    size = min(size, sum(sizes[name] for name in names))
    if size < len(names):
        names = sorted(names, key=lambda name: (-sizes[name], name))[:size]
        return dict.fromkeys(sorted(names), 1)
    taken = dict.fromkeys(names, 1)
    left = size - len(names)
    while left:
        room = [sizes[name] - taken[name] for name in names]
        for name, more, free in zip(names, share_out(left, room), room, strict=True):
            taken[name] += min(more, free)
        left = size - sum(taken.values())
    return taken


def take(frame: Frame, counts: Mapping[str, int], seed: str) -> list[tuple[str, Any]]:
    """The lowest numbers of each stratum, in order of stratum and then of the drawn number."""
    strata: dict[str, list[Any]] = {}
    for stratum, pk in sorted(set(frame)):
        strata.setdefault(stratum, []).append(pk)
    chosen = []
    for name, count in sorted(counts.items()):
        ranked = sorted(
            strata.get(name, []), key=lambda pk: hashlib.sha256(f"{seed}|{name}|{pk}".encode()).hexdigest()
        )
        chosen += [(name, pk) for pk in ranked[:count]]
    return chosen


def sizes_of(frame: Frame) -> dict[str, int]:
    """How many units each stratum holds."""
    sizes: dict[str, int] = {}
    for stratum, _ in set(frame):
        sizes[stratum] = sizes.get(stratum, 0) + 1
    return sizes


def draw(frame: Frame, size: int, seed: str) -> list[tuple[str, Any]]:
    """Draw `size` units, in order of stratum and then of the drawn number."""
    return take(frame, per_stratum(sizes_of(frame), size), seed)
