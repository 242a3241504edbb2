"""Sharing out a sum of fen by shares: exact, fair, and the same whatever the order (largest remainder)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal


def allocate(total_fen: int, shares: Mapping[int, Decimal | int]) -> dict[int, int]:
    """Fen for each holder; they add up to `total_fen`.

    Everybody gets the whole fen of the exact quota; the fen that are left go one each to the largest remainders, and
    among equal remainders to the lower holder number. A holder without shares gets nothing. Raises `ValueError` for a
    negative total, negative shares, or a total to share among nobody.
    """
    if total_fen < 0 or any(held < 0 for held in shares.values()):
        raise ValueError("a total or a share below zero cannot be allocated")
    weights = {holder: int(Decimal(held).scaleb(2)) for holder, held in shares.items()}
    whole = sum(weights.values())
    if total_fen and not whole:
        raise ValueError("there is nobody to share the total")
    if not total_fen:
        return dict.fromkeys(sorted(shares), 0)
    found = {holder: total_fen * weights[holder] // whole for holder in sorted(weights)}
    remainders = {holder: total_fen * weights[holder] % whole for holder in found}
    left = total_fen - sum(found.values())
    for holder in sorted(found, key=lambda h: (-remainders[h], h))[:left]:
        found[holder] += 1
    return found
