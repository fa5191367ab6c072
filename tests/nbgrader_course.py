"""Stock nbgrader, called as a trainer would call it, on a small course folder."""

import os
import subprocess
import sys
from pathlib import Path

from course.content import ItemBank
from course.quiz import write_notebook

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "quizzes" / "nbgrader_config.py"


def run_nbgrader(folder: Path, *args: str) -> str:
    """Run one command of nbgrader in a course folder; returns what it said."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("COURSE_")}
    # nbgrader starts `alembic` by its name alone, as an activated environment would find it.
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")])
    private = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *args],
        cwd=folder,
        env=env | private | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def release_quiz(bank: ItemBank, folder: Path) -> Path:
    """Build the source notebook in a new course folder and let nbgrader release it; returns the release."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nbgrader_config.py").write_bytes(CONFIG.read_bytes())
    notebook = f"{bank.quiz}.ipynb"
    write_notebook(bank, folder / "source" / bank.quiz / notebook)
    run_nbgrader(folder, "generate_assignment", bank.quiz)
    return folder / "release" / bank.quiz / notebook
