"""What measures may read of property: base relations and ledger folders."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE = [
    BaseRelation(
        "old_houses",
        "property.OldHouse",
        (
            "old_house_id=id", "household_id", "has_old_house", "due_on", "exemption", "exemption_certified_on",
            "demolished_on", "site_checked_on", "reclaim_kind", "reclaim_due_on", "accepted_on",
        ),
        "旧房：协议期限、免拆、拆除、核验、复垦、验收日期",
    )
]  # fmt: skip

FOLDERS = [HERE / "old_houses"]
