"""Invented names, ID numbers that nobody can hold, and phones that nobody can be called on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

ID_PREFIX = "529999"
"""An unassigned region: passes the check digit, belongs to nobody (domain §5.3)."""

PHONE_PREFIX = "1000000"

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
MALE = "国明建文志德正光宗兴云山海江松柏林峰岩石川平安福贵富荣华祥瑞康宁成功学礼义忠诚勇刚强毅恒永昌顺庆春生发才财有余良善清远朝阳"
FEMALE = "秀英兰芳梅菊荷莲香桂花红艳丽美娟玉珍珠翠琼瑶琴慧敏静淑贤惠雪霞云燕凤彩巧妹小晓春秋月芬萍素群珊蓉"
DOTTED = ("阿依", "木呷", "阿果", "依布", "沙玛", "尔且", "约曲", "格戈", "俄尼", "拉博", "伍呷", "日嘎")

BLOCKED = frozenset(
    "王明 李强 刘德华 张国荣 李小龙 毛远新 马云 马化腾 王建林 王健林 任正非 陈云 李克强 周恩来 朱德 刘少奇 邓小平 江青 胡春华 贺龙 "
    "彭真 李富春 张学良 杨尚昆 陈永贵 李荣浩 周海媚 张艺谋 王菲 李娜 刘翔 姚明 孙杨 郎平 马琳 张继科 王宝强 黄晓明 杨丽萍 李宇春 "
    "周笔畅 刘晓庆 陈红 巩俐 李冰冰 赵丽颖 杨幂 雷军 董明珠 刘永好 王石 李宁 邓亚萍 王楠 江平 毛泽东 习近平 胡锦涛 江泽民 温家宝 朱镕基".split()
)  # fmt: skip
"""Names of well-known people: never generated."""

MINORITIES = ("彝族", "苗族", "布依族", "白族", "回族", "仡佬族", "水族", "其他（穿青人）")
MINORITY_WEIGHTS = (34, 22, 18, 8, 7, 6, 3, 2)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


class Registry:
    """Gives out names, ID numbers and phones; every ID number once."""

    def __init__(self) -> None:
        self.used: Counter[tuple[date, int]] = Counter()
        self.phones = 0

    def id_number(self, born: date, male: bool) -> str:
        """A number with a valid date and check digit; odd serials are men."""
        self.used[(born, male)] += 1
        serial = self.used[(born, male)] * 2 - (1 if male else 0)
        body = f"{ID_PREFIX}{born:%Y%m%d}{serial % 1000:03}"
        return body + CHECK[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]

    def phone(self) -> str:
        """`1000000xxxx`; after ten thousand the numbers come round again."""
        self.phones += 1
        return f"{PHONE_PREFIX}{self.phones % 10000:04}"


def surname(rng: Random) -> str:
    """A surname; the list is in order of frequency, the front comes more often."""
    return SURNAMES[int(len(SURNAMES) * rng.random() ** 1.6)]


def full_name(rng: Random, family: str, male: bool, dotted: bool = False) -> str:
    """A name that no well-known person bears; about one in ten has one given character."""
    if dotted:
        first, second = rng.sample(DOTTED, 2)
        return f"{first}·{second}"
    pool = MALE if male else FEMALE
    while True:
        name = family + rng.choice(pool)
        if rng.random() > 0.1:
            name += rng.choice(pool)
        if name not in BLOCKED:
            return name


def uscc(serial: int) -> str:
    """A unified social credit code of a region that does not exist, with valid check characters."""
    body9 = f"MA9{serial:05}"
    weights, letters = (3, 7, 9, 10, 5, 8, 4, 2), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    c9 = 11 - sum(letters.index(c) * w for c, w in zip(body9, weights, strict=True)) % 11
    org = body9 + ("X" if c9 == 10 else "0" if c9 == 11 else str(c9))
    text, alphabet = f"91{ID_PREFIX}{org}", "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(text))
    return text + alphabet[(31 - total % 31) % 31]
