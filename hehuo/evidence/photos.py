"""Photos: encoded anew (so that nothing but the picture is left), a preview, and a fingerprint.

Time of taking is read for question FD02 before everything else in the file's properties is dropped. The position is
not kept: places are named by people, never tracked (domain §6).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pillow_heif
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image, ImageOps

from hehuo.evidence.checking import BROKEN
from hehuo.evidence.formats import FORMATS, Format

pillow_heif.register_heif_opener(thumbnails=False)

PIXELS_MOST = 60_000_000
LONGEST_SIDE = 3500
"""Stored photos are not larger than an A4 page at 300 dpi (pixels)."""
PREVIEW_SIDE = 480
SAME_MOST, SUSPECT_MOST = 5, 12
"""Bits that differ: up to 5 the same picture, 6–12 perhaps (shown side by side for a person to judge)."""
PLAIN_BITS = 6
_TAKEN, _EXIF_PART = 0x9003, 0x8769


@dataclass(frozen=True)
class Photo:
    """A cleaned photo. `fingerprint` is a signed 64-bit difference hash, None for a picture without contrast."""

    content: bytes
    preview: bytes
    format: Format
    fingerprint: int | None
    taken_at: datetime | None


def clean_photo(file: Any, stated: Format) -> Photo:
    """Read a photo as the format its first bytes state, and encode it anew. Raises `ValidationError` when it cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(file, formats=[stated.code.upper()])
            if opened.width * opened.height > PIXELS_MOST:
                raise ValidationError("照片像素过大，请缩小后再传。")
            taken_at = _taken_at(opened)
            upright = ImageOps.exif_transpose(opened)
            picture = _bare(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise ValidationError("照片像素过大，请缩小后再传。") from problem
    except (OSError, ValueError, SyntaxError, EOFError) as problem:
        raise ValidationError(BROKEN) from problem
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = picture.convert("RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    kept = "png" if stated.code == "png" else "jpeg"
    return Photo(
        _encoded(picture, kept), _encoded(small, "jpeg"), FORMATS[kept], fingerprint_of(picture), taken_at
    )


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, without comments, profiles and other properties."""
    if "A" in image.getbands() or "transparency" in image.info:
        layer = image.convert("RGBA")
        bare = Image.new("RGB", image.size, "white")
        bare.paste(layer, mask=layer.getchannel("A"))
        return bare
    mode = "L" if image.mode in ("1", "L") else "RGB"
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    return bare


def _encoded(image: Image.Image, code: str) -> bytes:
    out = io.BytesIO()
    if code == "png":
        image.save(out, "PNG", optimize=False)
    else:
        image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _taken_at(image: Image.Image) -> datetime | None:
    text = str(image.getexif().get_ifd(_EXIF_PART).get(_TAKEN, ""))
    try:
        return timezone.make_aware(datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S"))  # noqa: DTZ007
    except ValueError:
        return None


def fingerprint_of(image: Image.Image) -> int | None:
    """64-bit difference hash: is each of 8 × 8 points brighter than its right neighbour."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = [grey[row * 9 + x] > grey[row * 9 + x + 1] for row in range(8) for x in range(8)]
    if not PLAIN_BITS <= sum(bits) <= 64 - PLAIN_BITS:
        return None
    value = int("".join("01"[bit] for bit in bits), 2)
    return value - (1 << 64) if value >= 1 << 63 else value


def distance(one: int, other: int) -> int:
    """How many of 64 bits differ."""
    return ((one ^ other) & ((1 << 64) - 1)).bit_count()
