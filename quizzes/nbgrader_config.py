"""nbgrader's settings for the notebooks of this folder: try a quiz here as a learner would get it.

`course cohort new` makes a course folder of its own for each cohort; grade there, and keep this one empty.
"""

import os

c = get_config()  # noqa: F821 (nbgrader defines it)

# From the file, not from where nbgrader is started; no course_id, so that no exchange folder is used.
c.CourseDirectory.root = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 (nbgrader wants text)

# What stands in a reflection's cell until the learner writes there; nbgrader's own line is in capitals.
c.ClearSolutions.text_stub = "Write here, in place of this line."
