"""Who a person is on paper: GB 11643 numbers, names as people have them, ages by birthday.

Region prefixes that have been retired (水城县 520221, 盘县 520222 …) stay valid for life, so prefixes are not looked up.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from hehuo.records.numbers import id_birth, id_problem, id_sex

RELATIONS = (
    "户主", "配偶", "之子", "之女", "之儿媳", "之女婿", "之孙子", "之孙女", "之外孙子", "之外孙女", "之父", "之母", "之岳父", "之岳母",
    "之公公", "之婆婆", "之祖父", "之祖母", "之兄弟姐妹", "其他",
)  # fmt: skip
"""与户主关系 as the national list names them."""
ALSO_CALLED = {
    "户主": ("本人", "户主本人", "本人或户主"),
    "配偶": ("妻", "夫", "妻子", "丈夫", "之妻", "之夫", "爱人"),
    "之子": ("子", "儿子", "长子", "次子", "三子", "四子", "五子", "独生子", "养子", "继子"),
    "之女": ("女", "女儿", "长女", "次女", "二女", "三女", "四女", "五女", "独生女", "养女", "继女"),
    "之儿媳": ("儿媳", "媳妇", "儿媳妇"),
    "之女婿": ("女婿",),
    "之孙子": ("孙子", "孙", "长孙"),
    "之孙女": ("孙女",),
    "之外孙子": ("外孙", "外孙子"),
    "之外孙女": ("外孙女",),
    "之父": ("父", "父亲"),
    "之母": ("母", "母亲"),
    "之祖父": ("祖父", "爷爷"),
    "之祖母": ("祖母", "奶奶"),
    "之兄弟姐妹": ("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "之兄", "之弟", "之姐", "之妹"),
}
_RELATION_OF = {word: known for known, words in ALSO_CALLED.items() for word in (known, *words)}
DOTS = "•・‧∙⋅●．."


@dataclass(frozen=True)
class Identity:
    """What an 18-digit number says."""

    number: str
    birth: date
    sex: str


def clean_id(text: str) -> str:
    """Full-width digits, spaces, a leading apostrophe and a small x as people type them."""
    return re.sub(r"[\s'’‘`]", "", unicodedata.normalize("NFKC", text or "")).upper()


def read_identity(text: str) -> Identity:
    """The identity in a number; raises with what is wrong."""
    number = clean_id(text)
    problem = id_problem(number)
    if problem:
        raise ValidationError({"id_no": problem})
    birth = id_birth(number)
    assert birth is not None
    return Identity(number, birth, id_sex(number))


def clean_name(text: str) -> str:
    """Names without spaces around; one kind of middle dot, which is part of the name."""
    name = (text or "").strip().replace("　", "").strip("·" + DOTS)
    name = re.sub(rf"\s*[·{re.escape(DOTS)}]\s*", "·", name)
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", name)


def clean_relation(text: str) -> str:
    """与户主关系 by the national list; unknown words become 其他."""
    word = (text or "").strip()
    return _RELATION_OF.get(word, word if word in RELATIONS else "其他")


def birthday(birth: date, years: int) -> date:
    """The day on which somebody becomes `years` old; 29 February counts on 1 March in common years."""
    year = birth.year + years
    if birth.month == 2 and birth.day == 29 and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def age_on(birth: date, day: date) -> int:
    """Full years on a day (domain §4.1)."""
    years = day.year - birth.year
    return years if birthday(birth, years) <= day else years - 1


def disagreements(identity: Identity, *, sex: str, birth_date: date | None) -> list[str]:
    """Where the number and the entry differ: a question for the grid worker, never a refusal."""
    found = []
    if birth_date and birth_date != identity.birth:
        found.append("出生日期与身份号码不一致，请对照证件核对")
    if sex in ("1", "2") and sex != identity.sex:
        found.append("性别与身份号码不一致，请对照证件核对")
    return found
