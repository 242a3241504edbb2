"""What measures may read of services: base relations and ledger folders."""

from pathlib import Path

from hehuo.measures.relations import BaseRelation

HERE = Path(__file__).parent

BASE: list[BaseRelation] = []
FOLDERS: list[Path] = []
