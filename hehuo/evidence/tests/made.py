"""Files made on the spot: real ones, and ones that pretend."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw

from hehuo.records.writing import save_record
from hehuo.residents.models import Household

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def make_household(world, number, settlement=None):
    """A record of domain C by the settlement's clerk."""
    place = settlement or world.here
    row = Household(settlement=place, household_no=number, head_name="张三", household_class="local")
    return save_record(row, by=world.committee)


def scene(seed: int, size=(800, 600)) -> Image.Image:
    """A picture of its own for every seed."""
    dice = random.Random(seed)
    image = Image.new("RGB", size, (180, 190, 200))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        box = (x, y, x + dice.randrange(20, 260), y + dice.randrange(20, 260))
        draw.rectangle(box, fill=tuple(dice.randrange(256) for _ in range(3)))
    return image


def encoded(image: Image.Image, form="JPEG", **how) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def phone_photo(seed=1) -> bytes:
    """A JPEG with time, position, maker and a comment, as phones write them."""
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8769)[0x9003] = "2019:05:01 10:20:30"
    exif.get_ifd(0x8825)[2] = (26.0, 12.0, 31.5)
    return encoded(scene(seed), exif=exif.tobytes(), comment=b"secret remark")


def word() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("会议纪要")
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    """An office package with one more part."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return package({**{part: old.read(part) for part in old.namelist()}, name: content})


def pdf(objects: bytes = b"1 0 obj\n<< /Type /Catalog >>\nendobj\n") -> bytes:
    return b"%PDF-1.7\n" + objects + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def packed_pdf(inside: bytes) -> bytes:
    body = zlib.compress(inside)
    about = b"2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length %d >>\n" % len(body)
    return pdf(about + b"stream\n" + body + b"\nendstream\nendobj\n")


def old_office(*names: str) -> bytes:
    """The outline of a document before 2007: header and directory entries."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0")


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def film(brand=b"isom") -> bytes:
    return box(b"ftyp", brand + b"\0\0\2\0") + box(b"moov", b"\0" * 40) + box(b"mdat", b"\1" * 500)


def sound() -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + 100) + b"WAVE" + b"\0" * 100
