"""The virus scanner's door. `settings.EVIDENCE_SCANNER` is empty, ``clamd:/path/to/socket``, ``clamd:host:port`` or
``command:…`` (a command that reads the file from standard input and ends with 0 clean, 1 infected, else an error).

When a scanner is named and does not answer, nothing is taken in.
"""

from __future__ import annotations

import shlex
import socket
import subprocess
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from hehuo.evidence.files import pieces_of

SECONDS = 60
INFECTED = "病毒查杀发现这个文件不安全，没有保存。请先在本机杀毒，再重新上传。"
NO_ANSWER = "病毒查杀暂时没有应答，文件没有保存。请稍后再传；多次不成功请联系系统管理员。"


def scan(file: Any) -> None:
    """Raises `ValidationError` when the scanner objects or does not answer."""
    how, _, rest = settings.EVIDENCE_SCANNER.partition(":")
    if not how:
        return
    try:
        clean = {"clamd": _ask_clamd, "command": _ask_command}[how](rest, file)
    except (OSError, KeyError, ValueError, subprocess.SubprocessError) as problem:
        raise ValidationError(NO_ANSWER) from problem
    if not clean:
        raise ValidationError(INFECTED)


def _ask_command(command: str, file: Any) -> bool:
    running = subprocess.run(
        shlex.split(command),
        input=b"".join(pieces_of(file)),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if running.returncode not in (0, 1):
        raise OSError(f"scanner ended with {running.returncode}")
    return running.returncode == 0


def _ask_clamd(address: str, file: Any) -> bool:
    """clamd's INSTREAM: pieces with their length in front, an empty one at the end."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for piece in pieces_of(file):
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(b"\0\0\0\0")
        answer = b""
        while part := line.recv(4096):
            answer += part
    text = answer.rstrip(b"\0\n")
    if text.endswith(b"OK"):
        return True
    if text.endswith(b"FOUND"):
        return False
    raise OSError("clamd did not finish")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
