"""What `course lab` starts: JupyterLab on a cohort's folder, or on a working copy of the book."""

import os
import secrets
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from course.book.copies import write_copies
from course.errors import BuildError

COPY = "whos-in-the-room-notebooks"
"""The folder of the working copy, made where the command is given."""


@dataclass(frozen=True, slots=True)
class LabPlan:
    """One start of JupyterLab."""

    argv: list[str]
    env: dict[str, str]
    cwd: Path
    hint: str
    """what to tell whoever started it"""


def lab_command(folder: Path | None, root: Path) -> LabPlan:
    """The plan for a cohort's folder, or, without one, for the book's pages as notebooks.

    Raises BuildError if the folder is not a cohort's.
    """
    port, token = _free_port(), secrets.token_hex(16)
    if folder is not None:
        return _cohort_plan(folder.resolve(), port, token)
    copy = Path.cwd() / COPY
    kept = write_copies(root, copy)
    hint = [f"The pages are notebooks in {copy}; what you write there is yours, and is never overwritten."]
    if kept:
        hint.append(f"Kept as you left {'it' if len(kept) == 1 else 'them'}: {', '.join(kept)}")
    hint.append(f"Address: http://127.0.0.1:{port}/lab?token={token}   Press Ctrl+C twice to stop.")
    env = {"COURSE_JOURNAL": str(copy / "journal.json"), "JUPYTERLAB_SETTINGS_DIR": str(_quiet_settings(copy))}
    start = "/lab/tree/modules/index.ipynb"
    return LabPlan(_argv(port, start), _environment(token, env), copy, "\n".join(hint))


def _cohort_plan(folder: Path, port: int, token: str) -> LabPlan:
    if not (folder / "nbgrader_config.py").is_file():
        raise BuildError(f"{folder} is no cohort's folder: it has no nbgrader_config.py (make one: course cohort new)")
    address = f"http://127.0.0.1:{port}/formgrader?token={token}"
    hint = f"Formgrader, for the reflections: {address}\nPress Ctrl+C twice to stop."
    # Formgrader reads nbgrader_config.py in the folder the server starts in.
    return LabPlan(_argv(port, "/formgrader"), _environment(token, {}), folder, hint)


def _quiet_settings(copy: Path) -> Path:
    """Settings of the copy's own, in which JupyterLab does not ask whether it may fetch news."""
    folder = copy / ".lab"
    path = folder / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"fetchNews": "false", "checkForUpdates": false}\n', encoding="utf-8")
    return folder


def _argv(port: int, start: str) -> list[str]:
    # In a container everybody is root, and JupyterLab refuses to start; it serves this machine only, behind a token.
    as_root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.default_url={start}",
        f"--LabApp.default_url={start}",
        # JupyterLab asks two other hosts for news and new versions; nothing here asks anybody.
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
        "--LabApp.extension_manager=readonly",
        *as_root,
    ]


def _environment(token: str, more: dict[str, str]) -> dict[str, str]:
    """The token goes by the environment: a command line can be read by everybody on the machine."""
    env = {name: value for name, value in os.environ.items() if name not in ("COURSE_BUILDING", "COURSE_JOURNAL")}
    home = str(Path(__file__).resolve().parents[2])
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [home, env.get("PYTHONPATH")]))
    return env | {"JUPYTER_TOKEN": token} | more


def _free_port() -> int:
    """8888 as Jupyter users know it, or any that is free: the address is told before the server runs."""
    for port in (8888, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise BuildError("no port of this machine is free")
