"""Bytes on disk by their hash, under MEDIA_ROOT/evidence; the same bytes lie there once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

PIECE = 1024 * 1024
PREVIEW = ".preview"


def place_of(sha256: str, suffix: str = "") -> Path:
    """Where the bytes with this hash lie (no file name, no extension)."""
    return Path(settings.MEDIA_ROOT) / "evidence" / sha256[:2] / sha256[2:4] / f"{sha256}{suffix}"


def pieces_of(file: Any) -> Iterable[bytes]:
    """An open file from its start, piece by piece."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def hash_of(file: Any) -> str:
    """SHA-256 of an open file, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces_of(file):
        digest.update(piece)
    return digest.hexdigest()


def keep(pieces: Iterable[bytes], target: Path, size: int) -> None:
    """Write whole or not at all; what an interrupted write left behind is replaced."""
    if target.exists() and target.stat().st_size == size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
