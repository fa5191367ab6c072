"""nbgrader's settings of a cohort, an empty gradebook, and the step that makes the learner's notebook of a quiz."""

import logging
from collections.abc import Sequence
from pathlib import Path

from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.utils import capture_log
from sqlalchemy import create_engine, insert, inspect, text
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from course.errors import GradingError


def load_course_directory(folder: Path) -> CourseDirectory:
    """nbgrader's settings of a cohort, from the ``nbgrader_config.py`` in its folder."""
    try:
        config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    except ConfigFileNotFound as error:
        raise GradingError(f"{folder} has no nbgrader_config.py, so it is no cohort's folder") from error
    except Exception as error:
        raise GradingError(f"{folder / 'nbgrader_config.py'} cannot be read: {error}") from error
    return CourseDirectory(config=config)


def create_gradebook(folder: Path, learners: Sequence[str]) -> None:
    """An empty gradebook that knows its learners by their codes alone."""
    engine = create_engine(load_course_directory(folder).db_url)
    with engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            # nbgrader asks the command `alembic` for this number; that command need not be on the PATH.
            head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})
        api.Base.metadata.create_all(connection)
        connection.execute(insert(api.Course.__table__), [{"id": "default_course"}])
        connection.execute(insert(api.Student.__table__), [{"id": code} for code in learners])
    engine.dispose()


def generate_release(folder: Path, quiz: str) -> None:
    """Make the learner's notebook of a quiz with nbgrader, which enters its cells in the gradebook."""
    coursedir = load_course_directory(folder)
    coursedir.assignment_id = quiz
    step = GenerateAssignment(coursedir=coursedir, config=coursedir.config)
    step.force = step.create_assignment = True
    step.log.propagate = False  # what matters of the log stands in the error
    step.log.setLevel(logging.INFO)
    result = capture_log(step)
    # nbgrader returns a dict and goes on when a step fails.
    if not result["success"]:
        reason = (result.get("log") or result.get("error") or "no log").strip().splitlines()[-1]
        raise GradingError(f"nbgrader could not release '{quiz}': {reason}")
