"""Photos keep the picture and nothing else; likeness survives what messengers do to pictures."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image, ImageDraw, ImageEnhance

from hehuo.evidence import photos
from hehuo.evidence.formats import FORMATS
from hehuo.evidence.photos import SAME_MOST, SUSPECT_MOST, clean_photo, distance, fingerprint_of
from hehuo.evidence.tests import made


def cleaned(data: bytes, code: str = "jpeg"):
    return clean_photo(io.BytesIO(data), FORMATS[code])


def test_properties_are_gone_and_the_time_is_known():
    data = made.phone_photo()
    assert b"PhoneMaker" in data and b"secret remark" in data
    photo = cleaned(data)
    for content in (photo.content, photo.preview):
        image = Image.open(io.BytesIO(content))
        assert not image.getexif()
        assert b"PhoneMaker" not in content and b"secret" not in content and b"Exif" not in content
        assert not {"comment", "exif", "icc_profile", "xmp"} & set(image.info)
    assert timezone.localtime(photo.taken_at).strftime("%Y-%m-%d %H:%M:%S") == "2019-05-01 10:20:30"
    assert max(Image.open(io.BytesIO(photo.preview)).size) == photos.PREVIEW_SIDE


def test_pictures_are_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = cleaned(made.encoded(made.scene(1, (80, 40)), exif=exif.tobytes()))
    assert Image.open(io.BytesIO(photo.content)).size == (40, 80)


@pytest.mark.parametrize(
    ("form", "code", "kept"), [("PNG", "png", "png"), ("WEBP", "webp", "jpeg"), ("HEIF", "heif", "jpeg")]
)
def test_other_formats_are_kept_as_two(form, code, kept):
    photo = cleaned(made.encoded(made.scene(1, (128, 96)), form), code)
    assert photo.format.code == kept
    assert Image.open(io.BytesIO(photo.content)).format == kept.upper()


def test_what_hangs_behind_a_photo_is_dropped():
    photo = cleaned(made.encoded(made.scene(1)) + made.package({"a.js": b"x"}) + made.PAGE)
    assert b"<script" not in photo.content and b"PK\x05\x06" not in photo.content


def test_see_through_parts_become_white():
    layer = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    photo = cleaned(made.encoded(layer, "PNG"), "png")
    assert Image.open(io.BytesIO(photo.content)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("data", [made.encoded(made.scene(1))[:2000], b"\xff\xd8\xff\xe0" + b"\0" * 500])
def test_broken_photos_are_refused(data):
    with pytest.raises(ValidationError, match="损坏"):
        cleaned(data)


def test_too_many_pixels_are_refused(monkeypatch):
    monkeypatch.setattr(photos, "PIXELS_MOST", 1000)
    with pytest.raises(ValidationError, match="像素"):
        cleaned(made.encoded(made.scene(1, (100, 100))))


def _watermarked(image):
    marked = image.copy()
    ImageDraw.Draw(marked).text((20, 560), "2019-05-01 10:20", fill="white")
    return marked


def _recompressed(image):
    return Image.open(io.BytesIO(made.encoded(image, quality=35)))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "change",
    [
        _recompressed,
        _watermarked,
        lambda image: image.resize((400, 300)),
        lambda image: ImageEnhance.Brightness(image).enhance(1.15),
        lambda image: _recompressed(_recompressed(image.resize((640, 480)))),
    ],
)
def test_the_same_picture_stays_near(seed, change):
    image = made.scene(seed)
    assert distance(fingerprint_of(image), fingerprint_of(change(image))) <= SAME_MOST


def test_different_pictures_stay_apart():
    prints = [fingerprint_of(made.scene(seed)) for seed in range(20)]
    apart = [distance(a, b) for i, a in enumerate(prints) for b in prints[i + 1 :]]
    assert min(apart) > SAME_MOST
    assert sum(bits <= SUSPECT_MOST for bits in apart) <= len(apart) // 50


def test_pictures_without_contrast_have_no_fingerprint():
    assert fingerprint_of(Image.new("RGB", (300, 200), "white")) is None


@pytest.mark.parametrize(("one", "other", "bits"), [(0, 0, 0), (-1, 0, 64), (-(1 << 63), 0, 1), (5, 6, 2)])
def test_distance_of_signed_numbers(one, other, bits):
    assert distance(one, other) == bits
