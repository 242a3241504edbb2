"""人口台账 from county workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils import timezone

from hehuo.records.models import Status
from hehuo.records.numbers import id_birth, id_sex
from hehuo.records.writing import create_records
from hehuo.residents.people.identity import Identity, clean_name, clean_relation
from hehuo.residents.people.models import Membership, Person
from hehuo.residents.people.queries import questions_about
from hehuo.residents.people.services import joining_day
from hehuo.residents.workbook_words import (
    BIRTH_HEADS,
    ID_HEADS,
    PHONE_HEADS,
    HomeImporter,
    household_column,
    words,
)
from hehuo.workbooks import Column
from hehuo.workbooks.shapes import Row

SEX = words(Person.Sex.choices, {"1": ("男性",), "2": ("女性",)})
EDUCATION = words(Person.Education.choices, {
    "illiterate": ("文盲", "半文盲", "文盲/半文盲", "文盲、半文盲"), "senior": ("中专", "职高", "高中（中专）", "高中/中专", "技校"),
    "college": ("专科", "大学专科"), "bachelor": ("本科", "大学", "大学本科", "研究生", "硕士"),
})  # fmt: skip
LABOUR = words(Person.Labour.choices, {
    "skilled": ("技能",), "ordinary": ("普通", "有劳动力"), "weak_or_half": ("弱劳动力", "半劳动力", "弱（半）劳动力", "弱/半劳动力"),
    "lost": ("丧失劳动能力",), "none": ("无劳动能力", "无"),
})  # fmt: skip
SHORT_PEOPLES = {"汉", "彝", "苗", "白", "回", "水", "布依", "仡佬", "侗", "土家", "壮", "藏", "蒙古"}


class PersonImporter(HomeImporter):
    """One row a person, told by the ID number, or without one by household, name and birthday."""

    model = Person
    key = ("id_no",)
    columns: ClassVar = (
        household_column(),
        Column("name", "姓名", ("成员姓名", "人员姓名", "家庭成员姓名", "家庭成员", "姓 名"), required=True, example="张小明",
               note="名字里的“·”照写"),
        Column("id_no", "公民身份号码", ID_HEADS, example="520203198001011234", note="18 位，整列设为文本格式"),
        Column("no_id_reason", "无身份号码原因", ("无证原因",), example="", note="没有身份号码时填写"),
        Column("relation", "与户主关系", ("与户主的关系", "家庭关系", "关系", "户主关系"), required=True, example="户主"),
        Column("sex", "性别", parse=SEX, example="男", note="有身份号码可不填"),
        Column("birth_date", "出生日期", BIRTH_HEADS, example="1980-01-01", note="有身份号码可不填"),
        Column("ethnicity", "民族", example="彝族"),
        Column("phone", "联系电话", PHONE_HEADS, example="13985801234"),
        Column("education", "文化程度", ("学历", "受教育程度"), parse=EDUCATION, example="初中"),
        Column("in_school", "在校生状况", ("在校情况", "在校生情况", "在校状况")),
        Column("labour_class", "劳动力类别", ("劳动技能", "劳动能力", "劳动力类型", "劳动力状况"), parse=LABOUR, example="普通劳动力"),
        Column("not_in_labour", "不计入劳动力的情形", example="", note="在校、服役、服刑时填写"),
        Column("health", "健康状况", ("身体状况",), example="健康"),
        Column("speaks_mandarin", "会讲普通话", ("是否会讲普通话",)),
        Column("other_languages", "其他语言", ("语言",)),
        Column("political_status", "政治面貌"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """Names and relations in order; what the number says; questions for whoever visits."""
        values["name"], values["relation"] = clean_name(values["name"]), clean_relation(values["relation"])
        if values.get("ethnicity") in SHORT_PEOPLES:
            values["ethnicity"] += "族"
        number, born, identity = values.setdefault("id_no", None), None, None
        if number:
            born = id_birth(number)
            assert born is not None, "the parser has read the number"
            identity = Identity(number, born, id_sex(number))
            values["no_id_reason"] = ""
            values["birth_date"] = values.get("birth_date") or born
            values["sex"] = values.get("sex") or identity.sex
        if values.get("birth_date"):
            told = {
                k: v
                for k, v in values.items()
                if v is not None and k not in ("household", "settlement", "id_no")
            }
            values["question"] = "；".join(
                questions_about(Person(**told), identity, at=timezone.localdate())
            )[:200]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """Somebody without a number needs the reason, the birthday and the sex."""
        yield from super().check_row(values)
        if not values.get("id_no"):
            if not values.get("no_id_reason"):
                yield "id_no", "没有身份号码的，请在“无身份号码原因”中填写原因。", True
            if not values.get("birth_date"):
                yield "birth_date", "没有身份号码的，请填写出生日期。", True
            if not values.get("sex"):
                yield "sex", "没有身份号码的，请填写性别。", True
        if values.get("birth_date") and values["birth_date"] > timezone.localdate():
            yield "birth_date", "出生日期不能晚于今天。", True

    def check_known(self, row: Row) -> None:
        """Whoever is in the register changes household and relation by a step with a date."""
        row.changed.pop("question", None)
        if "household" in row.changed:
            self.refuse(row, "household", "这个人已登记在另一户，请在人员页面办理“转入户”，再导入其他内容。")
        elif "relation" in row.changed:
            self.refuse(row, "relation", "与系统中的关系不同，请在人员页面办理“改与户主关系”。")

    # -- people without a number -------------------------------------------------
    def _key_of(self, values: dict[str, Any]) -> tuple | None:
        known = super()._key_of(values)
        return known or ("", values["household"], values["name"], values.get("birth_date"))

    def _existing(self, seen: dict[tuple, Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
        """By number; then, among those registered without one, by household, name and birthday."""
        found: set[int] = set()
        for row, record in super()._existing({key: row for key, row in seen.items() if key[0] is None}):
            found.add(row.number)
            yield row, record
        left: dict[tuple, Row] = {}
        for row in seen.values():
            if row.number not in found:
                left[(row.values["household"], row.values["name"], row.values.get("birth_date"))] = row
        rows = Person._base_manager.exclude(status=Status.VOID).filter(
            id_no_index="", household__isnull=False
        )
        rows = rows.filter(settlement_id__in={row.values["settlement"] for row in left.values()}).order_by()
        columns = [field.attname for field in Person._meta.concrete_fields]
        for record in rows.values(*columns).iterator(2000):
            key = (record["household_id"], record["name"], record["birth_date"])
            if key in left:
                yield left[key], record

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """New people become members of their household."""
        people = Person.objects.filter(pk__in=created_ids).select_related("household").order_by("pk")
        rows = []
        for person in people.iterator(2000):
            assert person.household is not None, "the column is required"
            day = joining_day(person, person.household)
            rows.append(
                Membership(
                    settlement_id=person.settlement_id, person=person, household=person.household, relation=person.relation,
                    valid_from=day, occurred_on=day,
                )
            )  # fmt: skip
        create_records(rows, by=self.user, reason="导入成员", audit="batch")
