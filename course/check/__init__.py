"""`course check`: every finding in what authors wrote, in one list.

1. ``content`` reads every data file and tells every fault in it; a broken file costs only the checks that need it.
2. ``pages`` holds each page against the exercises it opens, the evidence (``claims``), the language lens, the bounds on
   reading level (``reading``) and the places its links lead to (``links``).
3. ``records`` does the same for what is data: glossary, cases, messages, items, series, bibliography.
4. ``due`` lists what will need a second look by a date; ``links`` the addresses that only a person can open.
"""

from course.check.due import DueFact, find_due
from course.check.findings import find_findings
from course.check.links import ExternalLink, find_external_links

__all__ = ["DueFact", "ExternalLink", "find_due", "find_external_links", "find_findings"]
