"""SQLite with a fair gate for writers.

SQLite lets one writer in at a time, and a waiting writer polls: under load some wait very long. A lock file in front
of ``BEGIN IMMEDIATE`` makes writers queue in the kernel instead (first come, first served). The gate is held exactly
as long as the transaction.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite wrapper with the gate around explicit transactions."""

    _gate: int | None = None

    def _gate_path(self) -> str | None:
        name = str(self.settings_dict["NAME"])
        return None if name == ":memory:" or name.startswith("file:") else f"{name}.gate"

    def _open_gate(self) -> None:
        path = self._gate_path()
        if path is None or self._gate is not None:
            return
        gate = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(gate, fcntl.LOCK_EX)
        self._gate = gate

    def _leave_gate(self) -> None:
        if self._gate is not None:
            gate, self._gate = self._gate, None
            os.close(gate)

    def _start_transaction_under_autocommit(self) -> None:
        self._open_gate()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            if self.connection is None or not self.connection.in_transaction:
                self._leave_gate()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._leave_gate()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._leave_gate()
