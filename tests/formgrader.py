"""Stock formgrader in a real Jupyter server, asked over its own API."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "only-for-this-test"
Ask = Callable[..., str]


@contextmanager
def serve_formgrader(cohort_folder: Path, home: Path) -> Iterator[Ask]:
    """Start a server in a cohort's folder; gives ``ask(path, change=None)``: the body of the answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--allow-root", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={cohort_folder}"]
    command += ["--ServerApp.jpserver_extensions={'nbgrader': True}", "--ServerApp.port_retries=0"]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_RUNTIME_DIR": str(home),
    }
    with (home / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=cohort_folder, env=environment, stdout=log, stderr=subprocess.STDOUT)

    def ask(path: str, change: dict | None = None) -> str:
        body = None if change is None else json.dumps(change).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            data=body,
            method="GET" if body is None else "PUT",
            headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    try:
        _wait(ask, server, home / "log.txt")
        yield ask
    finally:
        server.terminate()
        server.wait(20)


def _wait(ask: Ask, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        try:
            ask("/formgrader/api/status")
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, log.read_text()[-2000:]
            time.sleep(0.25)
        else:
            return
    pytest.fail(log.read_text()[-2000:])
