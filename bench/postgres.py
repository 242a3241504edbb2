"""A PostgreSQL cluster of its own in a temporary folder: unix socket only, started and stopped here."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {
    "listen_addresses": "", "shared_buffers": "2GB", "work_mem": "256MB", "maintenance_work_mem": "512MB", "fsync": "off",
    "max_wal_size": "8GB", "max_parallel_workers_per_gather": "2", "jit": "off", "effective_cache_size": "8GB",
}  # fmt: skip


def binaries() -> Path | None:
    """Folder with `initdb`, newest version first; None without PostgreSQL."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    beside = shutil.which("initdb")
    return Path(found[0]).parent if found else Path(beside).parent if beside else None


@contextmanager
def cluster() -> Iterator[str]:
    """While this lasts there is a server; gives its connection string."""
    where = binaries()
    if where is None:
        raise RuntimeError("PostgreSQL is not installed; script/test installs it.")
    folder = Path(tempfile.mkdtemp(prefix="hehuo-bench-pg."))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    folder.chmod(0o755)

    def run(*words: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*as_user, *words], check=True, cwd="/", **quiet)  # type: ignore[call-overload]

    data, port = folder / "data", 20_000 + os.getpid() % 30_000
    options = " ".join(
        [f"-k {folder} -p {port}", *(f"-c {name}='{value}'" for name, value in SETTINGS.items())]
    )
    try:
        run(
            str(where / "initdb"),
            "-D",
            str(data),
            "-U",
            "hehuo",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        run(str(where / "pg_ctl"), "-w", "-D", str(data), "-l", str(folder / "log"), "-o", options, "start")
        yield f"host={folder} port={port} user=hehuo dbname=postgres"
    finally:
        subprocess.run(
            [*as_user, str(where / "pg_ctl"), "-s", "-D", str(data), "-m", "immediate", "stop"], cwd="/", check=False
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)
