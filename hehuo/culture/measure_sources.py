"""What measures may read of culture: base relations and ledger folders."""

from pathlib import Path

HERE = Path(__file__).parent

BASE: list = []
FOLDERS = [
    HERE / name
    for name in ("education", "legal_education", "venues", "activities", "honours", "participation")
]
