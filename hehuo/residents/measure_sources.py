"""What measures may read of residents: base relations, ledger folders, and where people belong."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation, PersonLink

HERE = Path(__file__).parent

PERSON_LINK = PersonLink(
    link="residents.Membership", person="person_id", household="household_id", owner="residents.Household"
)

BASE = [
    BaseRelation("settlements", "org.Settlement", ("settlement_id=id",), "安置点", is_record=False),
    BaseRelation(
        "households",
        "residents.Household",
        ("household_id=id", "household_class", "allocated_on", "keys_on", "moved_in_on", "exited_on"),
        "户：搬迁类型与分房、交钥匙、入住、销户日期",
    ),
    BaseRelation(
        "memberships",
        "residents.Membership",
        ("membership_id=id", "person_id", "household_id", "valid_from", "valid_to"),
        "人与户的归属，左闭右开",
        per_person=True,
    ),
    BaseRelation(
        "persons",
        "residents.Person",
        ("person_id=id", "birth_date", "labour_class", "not_in_labour", "deceased_on", "left_on"),
        "人：出生、死亡、离开日期与劳动力类别",
        per_person=True,
    ),
    BaseRelation(
        "occupancy_spells",
        "residents.OccupancySpell",
        (
            "occupancy_id=id",
            "household_id",
            "state",
            "valid_from",
            "valid_to",
            "checked_on",
            "away_confirmed",
        ),
        "入住情况，左闭右开",
    ),
    BaseRelation(
        "two_ends_cases",
        "residents.TwoEndsCase",
        ("two_ends_case_id=id", "household_id", "state", "confirmed_on", "closed_on", "closing_check_on"),
        "两头住个案",
    ),
    BaseRelation(
        "interviews",
        "residents.Interview",
        (
            "interview_id=id",
            "draw",
            "asked_on",
            "refused",
            "age_band",
            "covenants_named",
            "feels_safe",
            "satisfied",
        ),
        "抽样访问的回答，不对应任何人",
    ),
]

FOLDERS = [HERE / "households", HERE / "people", HERE / "residence", HERE / "interviews"]
