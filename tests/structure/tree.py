"""What the structure tests look at: files under version control, floors, Python modules."""

from __future__ import annotations

import ast
import configparser
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "hehuo"


@cache
def tracked_files() -> list[Path]:
    """Files that git knows or would add; everything on disk where there is no git."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        paths = [ROOT / name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        skip = {".venv", ".git", "__pycache__", "data", "test-results", "node_modules"}
        paths = [path for path in ROOT.rglob("*") if not skip & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def name_of(path: Path) -> str:
    """The path as a message shows it."""
    return path.relative_to(ROOT).as_posix()


def is_made_elsewhere(path: Path) -> bool:
    """Migrations and vendored files follow other rules."""
    return bool({"migrations", "vendor"} & set(path.relative_to(ROOT).parts))


def is_test(path: Path) -> bool:
    """Files that only tests use."""
    return "tests" in path.relative_to(ROOT).parts or path.name.startswith(("test_", "conftest"))


@cache
def python_modules() -> dict[Path, ast.Module]:
    """Every Python file of ours under hehuo/, script/, tests/ and bench/, parsed; no migrations."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in tracked_files()
        if path.suffix == ".py" and not is_made_elsewhere(path)
    }


@cache
def floors() -> dict[str, int]:
    """Room → height, the ground floor being 0, as .importlinter has it. Rooms on one floor share a number."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contract["importlinter:contract:floors"]["layers"].split("\n")
    storeys = [line.split("|") for line in layers if line.strip()]
    return {room.strip(" ()"): height for height, storey in enumerate(reversed(storeys)) for room in storey}
