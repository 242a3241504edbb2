"""Words that a lawful job opening does not contain: discrimination, fees (Employment Promotion Law arts. 26-31)."""

from __future__ import annotations

import re

from django.conf import settings

DISCRIMINATION = (
    (r"(?:仅|只|限|要)(?:招|限|要|收)?男|男性?优先|(?:仅|只|限|要)(?:招|限|要|收)?女|女性?优先|不(?:招|要|收)(?:女|男)", "性别"),
    (r"汉族优先|(?:限|仅|只)(?:招|限|要)?汉族|少数民族(?:除外|勿扰|不)|不(?:招|要|收)(?:彝|苗|布依|回|少数)", "民族"),
    (r"未婚|已婚已育|未育|已育优先|不(?:准|得|能)(?:怀孕|生育|结婚)", "婚育"),
    (r"乙肝|表面抗原|艾滋", "健康"),
    (r"属相|星座|血型|五官端正|形象气质|长相", "外貌等"),
    (r"(?:限|仅|只)(?:招|限|要)?(?:本地|外地|城镇|非农)(?:户口|户籍|人)|(?:外地|农村)(?:户口|户籍|人)(?:除外|勿扰|不)", "户籍"),
    (r"搬迁(?:户|群众)(?:除外|勿扰)|贫困户(?:除外|勿扰)|不(?:招|要|收)(?:搬迁|贫困)", "搬迁身份"),
    (r"宗教|信教|教徒", "宗教信仰"),
)  # fmt: skip
FEES = r"押金|保证金|入职费|中介费|介绍费|服装费|建档费|培训费自理|扣押(?:身份证|证件)|押身份证"
AGE = re.compile(
    r"(\d{2})\s*(?:周?岁)?\s*(?:-|—|~|至|到)\s*(\d{2})\s*周?岁|(\d{2})\s*周?岁\s*(?:以下|以内|及以下)|不超过\s*(\d{2})\s*周?岁"
)
RETIREMENT = 60


def minimum_wage_yuan() -> int:
    """Lowest lawful monthly wage here; the city sets `MINIMUM_WAGE_YUAN` (default: Guizhou 2017, third class)."""
    return int(getattr(settings, "MINIMUM_WAGE_YUAN", 1470))


def unlawful_words(text: str) -> list[str]:
    """What must be rewritten before an opening is published, each with its kind."""
    found = [
        f"“{match.group()}”（{kind}）"
        for pattern, kind in DISCRIMINATION
        for match in re.finditer(pattern, text)
    ]
    found += [f"“{match.group()}”（收费或扣证）" for match in re.finditer(FEES, text)]
    for match in AGE.finditer(text):
        top = int(next(group for group in (match[2], match[3], match[4]) if group))
        if top < RETIREMENT:
            found.append(f"“{match.group()}”（年龄）")
    return found


def opening_problem(opening: object) -> str:
    """Why an opening cannot be verified, '' when it can."""
    words = unlawful_words(f"{opening.title} {opening.requirements}")  # type: ignore[attr-defined]
    if words:
        return f"要求中有不合规定的内容：{'、'.join(words)}。请与单位商量修改后再核验。"
    floor = minimum_wage_yuan()
    if opening.wage_min_yuan < floor:  # type: ignore[attr-defined]
        return f"月工资下限低于本地最低工资标准 {floor} 元，请与单位核对。"
    if opening.employer.check_result == "blocked":  # type: ignore[attr-defined]
        return "这家单位核验为“不予合作”，不能发布岗位。"
    return ""
