"""A JupyterLab of our own for tests, and what a person does in it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
PRIVATE = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")


@contextmanager
def serve_lab(folder: Path, private: Path) -> Iterator[str]:
    """Serve JupyterLab on a folder, with its settings in a private one; yields its address."""
    port = _free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("COURSE_")}
    env |= {"PYTHONPATH": str(ROOT)} | {name: str(private / name) for name in PRIVATE}
    options = ["--no-browser", "--allow-root", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", f"--port={port}", *options, f"--ServerApp.root_dir={folder}"],
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: _answers(f"{url}/api"), "JupyterLab to answer")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(is_done: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something is so, and name it if it never is."""
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.2)


def open_notebook(page: Page, url: str, notebook: str) -> None:
    """Open a notebook by itself and wait for its kernel."""
    page.goto(f"{url}/lab/tree/{notebook}?reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    # The icon beside the name shows idle before the kernel is there; what is run then is dropped without a word.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def choose(page: Page, menu: str, item: str) -> None:
    """Choose an item of a menu."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def open_and_run(page: Page, url: str, notebook: str) -> None:
    """Open a notebook and run all its cells."""
    open_notebook(page, url, notebook)
    choose(page, "Run", "Run All Cells")


def restart_and_run(page: Page) -> None:
    """Restart the kernel, clear everything shown, and run all cells again."""
    choose(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog button.jp-mod-accept").click()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        return bool(urllib.request.urlopen(url, timeout=5).status == 200)
    except OSError:
        return False
