"""nbgrader's settings for the notebooks of this folder: try a quiz here as a learner would get it.

`course cohort new` makes a course folder of its own for each cohort; grade there, and keep this one empty.
"""

import os

c = get_config()  # noqa: F821 (nbgrader defines it)

# From the file, not from where nbgrader is started; no course_id, so that no exchange folder is used.
c.CourseDirectory.root = os.path.dirname(os.path.realpath(__file__))
