"""The process tree of `hehuo serve`: the web server and the worker of background tasks, started and stopped together."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

GRACE_SECONDS = 10
OPEN_WITHIN_SECONDS = 60
STOPPED_BY_SIGNAL = 130
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


def stop_on_signals() -> None:
    """Ctrl-C, SIGTERM and a closed terminal end the program in an orderly way at any moment; open transactions roll back."""

    def stop(*_: Any) -> None:
        print("\n已停止。再次启动会接着准备。", file=sys.stderr)
        sys.exit(STOPPED_BY_SIGNAL)

    for number in STOPPING:
        signal.signal(number, stop)


def cannot_listen(host: str, port: int) -> str:
    """Why the address cannot be used, in one line with the remedy; '' when it is free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            return f"端口 {port} 已被占用。请换一个：PORT={port + 1 if port < 65535 else 8080} script/server"
        if problem.errno == errno.EACCES:
            return f"没有权限使用端口 {port}。请换一个 1024 以上的端口：PORT=8080 script/server"
        return f"不能在 {host}:{port} 上监听，请核对 HOST 和 PORT。"
    return ""


def start(host: str, port: int, workers: int) -> list[subprocess.Popen]:
    """Start web and worker, each leading a session of its own: they hear this process, not the terminal."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning", "--no-access-log",
        "--workers-kill-timeout", str(GRACE_SECONDS // 2), "hehuo.config.wsgi:application",
    ]  # fmt: skip
    jobs = [sys.executable, "-m", "hehuo", "worker"]
    return [
        subprocess.Popen(command, start_new_session=True, preexec_fn=_stop_with_parent)
        for command in (web, jobs)
    ]


def _stop_with_parent() -> None:
    """On Linux the kernel stops a child whose parent was killed, so that nothing is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_until_open(host: str, port: int, children: list[subprocess.Popen]) -> bool:
    """Whether the web server took connections before a child ended or the time was over."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    give_up = time.monotonic() + OPEN_WITHIN_SECONDS
    try:
        while time.monotonic() < give_up and all(child.poll() is None for child in children):
            try:
                socket.create_connection((target, port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.05)
    except SystemExit:
        end(children)
        raise
    return False


def wait(children: list[subprocess.Popen]) -> bool:
    """Wait for a signal (true) or for a child that ends by itself (false); then stop the rest."""
    signalled = False

    def stop(*_: Any) -> None:
        nonlocal signalled
        signalled = True

    for number in STOPPING:
        signal.signal(number, stop)
    while not signalled and all(child.poll() is None for child in children):
        time.sleep(0.1)
    end(children)
    return signalled


def end(children: list[subprocess.Popen]) -> None:
    """Ask every child to stop, then make sure that neither it nor its own children stay."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    give_up = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        _end_group(child)
        child.wait()


def _end_group(child: subprocess.Popen) -> None:
    """Kill what is left of the session that the child leads."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
