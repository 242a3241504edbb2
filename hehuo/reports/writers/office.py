"""A Word file as PDF by LibreOffice, where it is installed: for a headquarters' own template, whose layout only Word knows.

The program runs alone: own folder and profile that are thrown away, no macros, no links, no network where the system lets a
process give it up, an end after a minute and a half with everything that it started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError

SECONDS = 90
WAIT = 60
"""Seconds for one file, and to wait while another is drawn: the program takes a whole processor and 200 MB."""
PROGRAMS = ("soffice", "libreoffice")
NOT_INSTALLED = "本机没有安装 LibreOffice，PDF 用标准版式；装好以后 PDF 也用本级模板。"
FAILED = "按本级模板生成 PDF 没有成功。请下载 Word 文件，用 Word 或 WPS 另存为 PDF；多次不成功的，请停用模板或联系管理员。"
BUSY = "服务器正在生成别的 PDF，请过一分钟再试，或先下载 Word 文件。"
NOWHERE = "http://127.0.0.1:9"
_one_at_a_time = threading.Lock()
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str:
    """Where LibreOffice is; empty without it."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), "")


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """Words before a command that take the network away from it, where the system allows that."""
    words = ("unshare", "--map-root-user", "--net")
    try:
        done = subprocess.run([*words, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return words if done.returncode == 0 else ()


def convert(word: bytes) -> bytes:
    """The file as PDF. Raises `ValidationError` with what to do."""
    if not program():
        raise ValidationError(NOT_INSTALLED)
    if not _one_at_a_time.acquire(timeout=WAIT):
        raise ValidationError(BUSY)
    try:
        with tempfile.TemporaryDirectory(prefix="hehuo-office-", ignore_cleanup_errors=True) as folder:
            return _converted(Path(folder), word)
    finally:
        _one_at_a_time.release()


def _converted(folder: Path, word: bytes) -> bytes:
    profile, made = folder / "profile", folder / "paper.pdf"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    (folder / "paper.docx").write_bytes(word)
    command = [
        *_without_network(), program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(folder / "paper.docx"),
    ]  # fmt: skip
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "http_proxy": NOWHERE, "https_proxy": NOWHERE,
    }  # fmt: skip
    _run(command, environment)
    if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
        raise ValidationError(FAILED)
    return made.read_bytes()


def _run(command: list[str], environment: dict[str, str]) -> None:
    """To its end or to the limit; then it ends with all that it started."""
    try:
        child = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as problem:
        raise ValidationError(FAILED) from problem
    try:
        child.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as problem:
        raise ValidationError(FAILED) from problem
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
