"""The scanner's door: a command or clamd; silence means no."""

from __future__ import annotations

import io
import shlex
import socket
import sys
import threading

import pytest
from django.core.exceptions import ValidationError

from hehuo.evidence.scanning import scan

SCANNER = "import sys; sys.exit(1 if b'EICAR' in sys.stdin.buffer.read() else 0)"


def command(script: str) -> str:
    return f"command:{shlex.quote(sys.executable)} -c {shlex.quote(script)}"


def test_no_scanner_no_question(settings):
    settings.EVIDENCE_SCANNER = ""
    scan(io.BytesIO(b"EICAR"))


def test_a_command_decides(settings):
    settings.EVIDENCE_SCANNER = command(SCANNER)
    scan(io.BytesIO(b"harmless"))
    with pytest.raises(ValidationError, match="不安全"):
        scan(io.BytesIO(b"an EICAR sample"))


@pytest.mark.parametrize(
    "named", ["command:/no/such/scanner", "clamd:/no/such.socket", "clamd:nowhere", "other:x"]
)
def test_silence_means_no(settings, named):
    settings.EVIDENCE_SCANNER = named
    with pytest.raises(ValidationError, match="没有应答"):
        scan(io.BytesIO(b"harmless"))


def test_an_error_of_the_command_means_no(settings):
    settings.EVIDENCE_SCANNER = command("import sys; sys.exit(2)")
    with pytest.raises(ValidationError, match="没有应答"):
        scan(io.BytesIO(b"harmless"))


@pytest.fixture
def clamd(tmp_path):
    """A stand-in that speaks INSTREAM and dislikes EICAR."""
    place = tmp_path / "clamd"
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(place))
    server.listen(1)

    def answer() -> None:
        line, _ = server.accept()
        with line, line.makefile("rb") as read:
            assert read.read(10) == b"zINSTREAM\0"
            data = b""
            while length := int.from_bytes(read.read(4), "big"):
                data += read.read(length)
            line.sendall(b"stream: Eicar FOUND\0" if b"EICAR" in data else b"stream: OK\0")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"clamd:{place}"
    thread.join(5)
    server.close()


def test_clamd_lets_pass(settings, clamd):
    settings.EVIDENCE_SCANNER = clamd
    scan(io.BytesIO(b"harmless" * 300_000))


def test_clamd_objects(settings, clamd):
    settings.EVIDENCE_SCANNER = clamd
    with pytest.raises(ValidationError, match="不安全"):
        scan(io.BytesIO(b"EICAR"))
