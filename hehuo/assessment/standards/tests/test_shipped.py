"""The shipped edition is the printed plan, and nothing else."""

from __future__ import annotations

import copy
import hashlib
from decimal import Decimal
from typing import Any

import pytest

from hehuo.assessment.standards import editions
from hehuo.assessment.standards.editions import (
    EditionRefused,
    check_edition,
    diff_editions,
    edition_hash,
    load_edition,
)
from hehuo.assessment.standards.reading import read_standard
from hehuo.assessment.standards.rules import measures_in
from hehuo.assessment.standards.tests.builders import TRANSCRIPT

POINTS = [6, 6, 7, 6, 6, 7, 6, 6, 6, 6, 6, 7, 6, 6, 6, 7]
OPENING = ["各县（市、特区、区）人民政府", "钟山经济开发区管委会"]
UNITS = {
    1: "市文明办、市民政局",
    5: "市司法局",
    9: "市农委、市生态文明委、市人力资源社会保障局、市国土资源局",
    10: "市“三变”办、市农委、市生态文明委、市国土资源局、市扶贫局",
    11: "市农委、市人力资源社会保障局、市扶贫局、市总工会、团市委、市妇联",
    16: "市经济和信息化委、市人力资源社会保障局、市交通运输局、市扶贫局、市市场监督管理局、市总工会、团市委、市妇联、市工商联",
}
OFFICIAL_SECTION = ("no", "title", "points", "title_printed", "title_body")


def items(edition: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for section in edition["sections"] for item in section["items"]]


def subs(edition: dict[str, Any]) -> list[dict[str, Any]]:
    return [sub for item in items(edition) for sub in item["sub_criteria"]]


@pytest.fixture
def edition() -> dict[str, Any]:
    return load_edition("LPS-2018")


@pytest.mark.parametrize("code", ["LPS-2018", "LPS-2018-R"])
def test_official_parts_are_what_the_reader_reads(code: str) -> None:
    read = read_standard(TRANSCRIPT, TRANSCRIPT.name)
    shipped = load_edition(code)
    assert (
        shipped["source"]["sha256"]
        == read.source_sha256
        == hashlib.sha256(TRANSCRIPT.read_bytes()).hexdigest()
    )
    for ours, theirs in zip(shipped["sections"], read.edition["sections"], strict=True):
        assert {key: ours[key] for key in OFFICIAL_SECTION} == {key: theirs[key] for key in OFFICIAL_SECTION}
        official = [{k: v for k, v in item.items() if k != "sub_criteria"} for item in ours["items"]]
        assert official == theirs["items"]


def test_printed_points_and_sums(edition: dict[str, Any]) -> None:
    assert [section["points"] for section in edition["sections"]] == ["25"] * 4
    assert [len(section["items"]) for section in edition["sections"]] == [4, 4, 4, 4]
    assert [item["points_effective"] for item in items(edition)] == [str(p) for p in POINTS]
    fifth = items(edition)[4]
    assert (fifth["points_printed"], fifth["points_source"]) == (None, "inferred")
    others = [item for item in items(edition) if item["no"] != 5]
    assert all(item["points_printed"] == item["points_effective"] for item in others)
    assert [t["points"] for t in edition["titles"]] == ["50", "50"]


def test_wording_stands_in_the_transcript(edition: dict[str, Any]) -> None:
    source = TRANSCRIPT.read_text(encoding="utf-8")
    for item in items(edition):
        assert item["content_raw"] in source
        assert item["criterion_raw"] in source
        assert item["units_raw"] in source
    shown = [item["title"] for item in items(edition)]
    assert shown[0] == "强化制度约束"
    assert shown[8] == "人口全入住"
    assert shown[15] == "内外互融互通"
    text = "".join(item["content"] + item["criterion"] + item["body_content"] for item in items(edition))
    assert not {"<", ">", "*", ",", "(", ")"} & set(text)
    assert " and " not in text


def test_section_titles_follow_the_body(edition: dict[str, Any]) -> None:
    assert [s["title"] for s in edition["sections"]] == [
        "邻里和睦、守望相助", "平安稳定、精神充实", "入住充分、就业充足", "生活便利、内外相连",
    ]  # fmt: skip
    assert edition["sections"][1]["title_printed"] == "二、 平安、稳定 精神充实 (25分)"


def test_units_as_printed(edition: dict[str, Any]) -> None:
    for item in items(edition):
        assert item["units"][:2] == OPENING
    for no, expected in UNITS.items():
        assert items(edition)[no - 1]["units"][2:] == expected.split("、")
    city = [unit for item in items(edition) for unit in item["units"][2:]]
    assert len(set(city)) == 27
    assert city.count("市总工会") == 6
    assert city.count("市民政局") == 5
    assert city.count("市工商联") == 1


def test_sub_criteria_are_sixty_five_with_basis(edition: dict[str, Any]) -> None:
    assert len(subs(edition)) == 65
    by_code = {sub["code"]: sub for sub in subs(edition)}
    assert by_code["12.4"]["basis"] == by_code["12.5"]["basis"] == "body"
    assert by_code["1.3"]["basis"] == "default"
    wanted = {
        "relocation_households_moved_in", "old_houses_demolished", "old_houses_reclaimed", "three_land_activated",
        "two_ends_cases_open", "relocation_households", "verified_job_events", "labour_profiles_complete",
        "labour_profiles_timely", "labour_profiles_accurate", "trainable_persons_trained", "training_classes_documented",
        "employment_windows_serving", "employment_records_complete", "employment_records_timely",
        "employment_records_accurate", "zero_employment_households", "zero_employment_households_helped",
        "job_push_windows", "employed_persons_in_labour_households", "labour_households",
    }  # fmt: skip
    codes = [sub for sub in subs(edition) if sub["code"].split(".")[0] in {"9", "11", "12"}]
    assert {name for sub in codes for name in measures_in(sub)} == wanted


def test_reduced_profile_changes_only_what_it_declares() -> None:
    printed, reduced = load_edition("LPS-2018"), load_edition("LPS-2018-R")
    declared = {change["code"] for change in reduced["changes"]}
    before = {sub["code"]: sub for sub in subs(printed)}
    changed = {sub["code"] for sub in subs(reduced) if sub != before[sub["code"]]}
    assert changed == declared == {"2.3", "2.4", "5.2", "8.3", "16.4"}
    assert all("整治形式主义" in change["basis"] for change in reduced["changes"])
    assert [sub["points"] for sub in subs(reduced)] == [sub["points"] for sub in subs(printed)]
    touched = {c.where for c in diff_editions(printed, reduced)} - {"封面"}
    assert touched == {f"子项 {code}" for code in declared}


def test_settings_by_date(edition: dict[str, Any]) -> None:
    from datetime import date

    definitions = [*edition["definitions"], {"from": "2020-01-01", "values": {"working_age_to": 63}}]
    assert editions.settings_on(definitions, date(2019, 12, 31))["working_age_to"] == 60
    assert editions.settings_on(definitions, date(2020, 1, 1))["working_age_to"] == 63
    assert editions.settings_on(definitions, date(2020, 1, 1))["confirmation_days"] == 31
    assert editions.settings_on(definitions, date(2018, 1, 1))["working_age_from"] == 16


def test_pass_rule_says_it_is_the_citys(edition: dict[str, Any]) -> None:
    rule = edition["pass_rule"]
    assert (rule["total"], rule["section_min"], rule["basis"]) == ("80", "15", "default")
    assert rule["note"] == "城市设定，2018年文件未规定"


def test_hash_ignores_key_order_and_sees_content(edition: dict[str, Any]) -> None:
    assert edition_hash(dict(reversed(edition.items()))) == edition_hash(edition)
    other = copy.deepcopy(edition)
    other["sections"][0]["items"][0]["criterion"] += "。"
    assert edition_hash(other) != edition_hash(edition)


def test_loading_gives_a_fresh_copy() -> None:
    load_edition("LPS-2018")["sections"].clear()
    assert len(load_edition("LPS-2018")["sections"]) == 4


def test_rule_texts_name_their_thresholds(edition: dict[str, Any]) -> None:
    for sub in subs(edition):
        for part in sub["rule"]["parts"]:
            for key in ("full_at", "zero_at"):
                if part.get(key) not in (None, "0", "100"):
                    assert f"{part[key]}%" in sub["rule_text"], (sub["code"], key)
            for percent, points in part.get("steps", []):
                assert f"{points} 分" in sub["rule_text"], (sub["code"], percent)
            if "otherwise" in part:
                assert f"{part['otherwise']['points']} 分" in sub["rule_text"]


BREAKS = {
    "sum of sub-criteria": (lambda e: items(e)[0]["sub_criteria"].pop(), "子项合计"),
    "section sum": (lambda e: e["sections"][0].update(points="26"), "各项合计"),
    "total": (lambda e: e.update(total_points="101"), "全表合计"),
    "title points": (lambda e: e["titles"][0].update(points="51"), "称号"),
    "title sections": (lambda e: e["titles"][0].update(sections=[1]), "称号与部分"),
    "no basis": (lambda e: subs(e)[0].pop("basis"), "没有写依据"),
    "quote not in criterion": (lambda e: subs(e)[0].update(basis_quote="从未写过的话"), "找不到"),
    "quote on default": (lambda e: subs(e)[2].update(basis_quote="群众"), "不应引用"),
    "no measure": (lambda e: subs(e)[0]["rule"]["parts"][0].pop("measure"), "measure"),
    "no judge": (lambda e: subs(e)[7]["rule"]["parts"][1].pop("judge"), "judge"),
    "unknown kind": (lambda e: subs(e)[0]["rule"]["parts"][0].update(kind="magic"), "没有“magic”"),
    "float points": (lambda e: subs(e)[0]["rule"]["parts"][0].update(points=2.0), "子项分值不符"),
    "measures list": (lambda e: subs(e)[0]["measures"].append("other"), "所列指标"),
    "duplicate code": (lambda e: subs(e)[1].update(code="1.1"), "重复"),
    "definition without words": (lambda e: e["definition_texts"].pop("working_age_from"), "没有中文说明"),
    "source hash": (lambda e: e["source"].update(sha256="0" * 64), "指纹"),
    "pass rule note": (lambda e: e["pass_rule"].pop("note"), "达标线"),
    "linear line": (lambda e: subs(e)[2]["rule"]["parts"][0].update(zero_at="80"), "零分线"),
    "rule text": (lambda e: subs(e)[0].update(rule_text=""), "rule_text"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_broken_editions_are_refused(edition: dict[str, Any], name: str) -> None:
    check_edition(edition)
    spoil, words = BREAKS[name]
    spoil(edition)
    with pytest.raises(EditionRefused) as refusal:
        check_edition(edition)
    assert words in str(refusal.value)


def test_unknown_edition_is_refused() -> None:
    with pytest.raises(EditionRefused, match="没有版本"):
        load_edition("../secrets")


def test_overlay_must_be_declared() -> None:
    base = load_edition("LPS-2018")
    extra = {"code": "X", "changes": [], "replaced_sub_criteria": [subs(base)[0]]}
    with pytest.raises(EditionRefused, match="逐项写明"):
        editions.overlay(base, extra)
    unknown = {"code": "X", "changes": [{"code": "99.1"}], "replaced_sub_criteria": [{"code": "99.1"}]}
    with pytest.raises(EditionRefused, match="不能替换"):
        editions.overlay(base, unknown)


def test_diff_names_every_kind_of_change(edition: dict[str, Any]) -> None:
    assert diff_editions(edition, copy.deepcopy(edition)) == []
    other = copy.deepcopy(edition)
    items(other)[0]["criterion"] = "新的标准。"
    items(other)[0]["units"].append("市某局")
    subs(other)[0]["points"] = "1.5"
    other["pass_rule"]["total"] = "85"
    other["definitions"][0]["values"]["two_ends_nights"] = 20
    other["sections"][3]["items"].pop()
    other["sections"][0]["title"] = "新标题"
    found = {change.code for change in diff_editions(edition, other)}
    assert found == {
        "item_criterion_changed", "item_units_changed", "criterion_points_changed", "pass_rule_changed",
        "definition_changed", "item_removed", "section_items_changed", "section_title_changed",
    }  # fmt: skip
    assert "item_added" in {change.code for change in diff_editions(other, edition)}


def test_points_are_decimal_text(edition: dict[str, Any]) -> None:
    assert all(isinstance(sub["points"], str) and Decimal(sub["points"]) > 0 for sub in subs(edition))
