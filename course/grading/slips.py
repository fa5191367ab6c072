"""Code slips: one sheet after another, ten slips a sheet, on A4 and on US letter alike.

A slip may be seen by anybody, so it carries the course's neutral name, the code and one line of use, no more.
"""

import html
from collections.abc import Sequence
from pathlib import Path
from string import Template

_A_SHEET = 10
_PAGE = Template((Path(__file__).parent / "slips.html").read_text(encoding="utf-8"))


def build_slips(codes: Sequence[str]) -> str:
    """The printable page of code slips, complete in itself."""
    sheets = (codes[start : start + _A_SHEET] for start in range(0, len(codes), _A_SHEET))
    return _PAGE.substitute(count=f"{len(codes):,}", sheets="\n".join(map(_sheet, sheets)))


def _sheet(codes: Sequence[str]) -> str:
    return '<ul class="sheet">\n' + "\n".join(map(_slip, codes)) + "\n</ul>"


def _slip(code: str) -> str:
    return (
        '<li class="slip"><span class="course">Who\u2019s in the Room?</span>'
        f'<strong class="code">{html.escape(code)}</strong>'
        '<span class="use">This is your learner code. Type it where the course asks for it, and keep this slip.</span>'
        "</li>"
    )
