"""Time grading against stock `nbgrader autograde` in one run: `python benchmarks/grade.py [OURS] [STOCK]`.

Makes a cohort of OURS learners with responses of every kind, collects and grades it, and has stock nbgrader grade
STOCK of them in a copy. Prints seconds, milliseconds a submission, the ratio, and the most memory that grading took.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

_GRADE = """
import json, resource, sys, time
from pathlib import Path
from course.grading import grade, write_feedback, export_csv
folder = Path(sys.argv[1])
times = {}
for name, step in (("grade", grade), ("grade again", grade), ("feedback", write_feedback), ("export", export_csv)):
    start = time.perf_counter()
    step(folder)
    times[name] = time.perf_counter() - start
    times[name + " MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(times))
"""


def main(ours: int = 200, stock: int = 5) -> None:
    """Make, collect and grade; then the same in stock nbgrader for a few of them."""
    from banks import QUIZ
    from cohorts import make_cohort, write_many

    from course.grading import collect

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        cohort = _timed("make the cohort", lambda: make_cohort(folder, ours))
        files = write_many(folder / "in", cohort, Random(1))
        _timed("collect", lambda: collect(cohort.folder, files), ours)
        copy = folder / "stock"
        shutil.copytree(cohort.folder, copy)
        for learner in cohort.codes[stock:]:
            shutil.rmtree(copy / "submitted" / learner)
        times = json.loads(_run([sys.executable, "-c", _GRADE, str(cohort.folder)], ROOT))
        for name in ("grade", "grade again", "feedback", "export"):
            _show(name, times[name], ours, f"   at most {times[name + ' MB']:.0f} MB")
        command = [sys.executable, "-m", "nbgrader", "autograde"]
        # What the command takes to start is not the submissions' fault.
        taken = _elapsed(lambda: _run([*command, QUIZ], copy)) - _elapsed(lambda: _run([*command, "--version"], copy))
        _show("stock nbgrader autograde", taken, stock)
        print(f"ratio a submission: {taken / stock / (times['grade'] / ours):.0f}")


def _run(command: list[str], folder: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def _elapsed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _timed(name: str, step: Callable[[], Any], count: int = 0) -> Any:
    start = time.perf_counter()
    result = step()
    _show(name, time.perf_counter() - start, count)
    return result


def _show(name: str, seconds: float, count: int = 0, more: str = "") -> None:
    each = f"   {1000 * seconds / count:8.2f} ms each" if count else ""
    print(f"{name:26} {seconds:8.2f} s{each}{more}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
