"""Troubles of the machine, in one line each with the remedy: disk full, read-only, damaged, unreachable."""

from __future__ import annotations

import errno

from django.db import DatabaseError

NOTHING_LOST = "已提交的数据没有受影响，没做完的那一步已撤回。"
OF_FILES = {
    errno.ENOSPC: f"磁盘已满：请清理或扩大数据目录所在的磁盘后重试。{NOTHING_LOST}",
    errno.EDQUOT: f"磁盘配额已用完：请扩大配额后重试。{NOTHING_LOST}",
    errno.EROFS: f"磁盘是只读的：请检查数据目录所在的磁盘，或用 DATA_DIR 换一个目录。{NOTHING_LOST}",
    errno.EACCES: "没有读写权限：请检查数据目录和文件的权限，或用 DATA_DIR 换一个目录。",
}
OF_DATABASES = (
    ("disk is full", OF_FILES[errno.ENOSPC]),
    ("no space left", OF_FILES[errno.ENOSPC]),
    ("readonly database", OF_FILES[errno.EROFS]),
    ("disk i/o error", f"磁盘读写出错：请检查磁盘后重新启动。{NOTHING_LOST}"),
    ("unable to open database", "打不开数据库文件：请检查 DATA_DIR 的位置和权限。"),
    ("file is not a database", "数据库文件已损坏：请用 hehuo restore 从备份恢复。"),
    ("malformed", "数据库文件已损坏：请用 hehuo restore 从备份恢复。"),
    ("database is locked", "数据库正忙：请稍后重试，或先停止其他正在运行的程序。"),
    ("password authentication failed", "数据库不接受账号或密码：请核对 DATABASE_URL。"),
    ("connection", "连不上数据库：请核对 DATABASE_URL，并确认数据库已启动。"),
)


def in_one_line(problem: BaseException) -> str:
    """The message for people; '' when the problem is none of the machine's."""
    if isinstance(problem, DatabaseError):
        text = str(problem).lower()
        return next((line for mark, line in OF_DATABASES if mark in text), "")
    if isinstance(problem, OSError):
        return OF_FILES.get(problem.errno or 0, "")
    return ""
