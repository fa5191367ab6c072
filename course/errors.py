"""Everything that can go wrong in a way a person can mend.

Each message is one line that a trainer or author can act on: where, what, what to do.

* CourseError
  + ContentError        an authored file is wrong (file, line, field, fault)
  + JournalError        a journal cannot be read, opened or decrypted
  + ResponsesError      a responses file is not one, or not for this quiz
  + BuildError          the book could not be built or served
  + GradingError        a cohort's folder or nbgrader refused a step
"""


class CourseError(Exception):
    """Base of all errors that `course` shows as one line, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows for it: the same one line, since an author cannot mend our code."""
        return [f"{type(self).__name__}: {self}"]


class ContentError(CourseError):
    """An authored file is wrong.

    ``problems`` holds every fault found in it, each with path, line and message.
    """

    def __init__(self, *problems: object) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


class JournalError(CourseError):
    """A journal cannot be read, opened or decrypted."""


class ResponsesError(CourseError):
    """A responses file is malformed, too large, or not for this quiz."""


class BuildError(CourseError):
    """The book could not be built or served."""


class GradingError(CourseError):
    """A cohort's folder, or a step of nbgrader, refused what was asked."""
