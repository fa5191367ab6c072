"""Every built page as a validator reads it: no error of the parser, nothing that points nowhere or nests wrongly."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from test_site import PAGES
from tinyhtml5.parser import HTMLParser

XHTML = "{http://www.w3.org/1999/xhtml}"
ALL = ["index", "away", *PAGES]
POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list", "form")
INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary", "iframe"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
}
BROKEN = """<!DOCTYPE html><html lang=en><head><title>x</title></head><body><h1>a</h1>
<h3 id=a>b</h3><p>a<div>b</p></div><ul><p>x</ul><a href=#x><button>z</button></a><b><i>x</b></i>&bogus;
<label for=no>c</label><img src=x><i id=a id=b>"""


def parse(text: str) -> tuple[Element, list[str]]:
    """A page's elements by plain names, and what was wrong with its text, by line."""
    parser = HTMLParser()
    root = parser.parse(text)
    for one in root.iter():
        one.tag = str(one.tag).removeprefix(XHTML)
    return root, [f"line {line}: {name} {about or ''}".strip() for (line, _), name, about in parser.errors]


def text_faults(root: Element) -> Iterator[str]:
    """What is missing for whoever hears the page; what lies in a template is not heard."""
    put_by = {one for template in root.iter("template") for one in template.iter()}
    heard = [one for one in root.iter() if one not in put_by]
    counts = Counter(one.tag for one in heard)
    if not root.get("lang"):
        yield "no language"
    yield from (f"{tag} stands {counts[tag]} times" for tag in ("title", "main", "h1") if counts[tag] != 1)
    yield from (f"no alt: {one.get('src')}" for one in heard if one.tag == "img" and one.get("alt") is None)
    levels = [int(one.tag[1]) for one in heard if re.fullmatch(r"h[1-6]", one.tag)]
    yield from (f"h{after} follows h{before}" for before, after in pairwise(levels) if after > before + 1)


def reference_faults(root: Element) -> Iterator[str]:
    """Names given twice, and what points at a name that is not there."""
    names = Counter(one.get("id") for one in root.iter() if one.get("id") is not None)
    yield from (f"id “{name}” stands {n} times" for name, n in names.items() if n > 1)
    yield from (f"id “{name}” holds a space" for name in names if not name or re.search(r"\s", name))
    for one in root.iter():
        for attribute in POINTING:
            wanted = (one.get(attribute) or "").split()
            yield from (f"{one.tag} {attribute}: no “{name}”" for name in wanted if name not in names)
        target = one.get("href", "") if one.tag == "a" else ""
        if target.startswith("#") and len(target) > 1 and target[1:] not in names:
            yield f"a href: no “{target}”"


def nesting_faults(root: Element) -> Iterator[str]:
    """What stands where it may not."""
    for one in root.iter():
        allowed = CHILDREN.get(one.tag)
        if allowed:
            strays = {child.tag for child in one if isinstance(child.tag, str)} - allowed - {"script", "template"}
            yield from (f"{tag} in {one.tag}" for tag in strays)
        if one.tag in ("a", "button"):
            inner = [each for each in one.iter() if each is not one]
            yield from (f"{each.tag} in {one.tag}" for each in inner if each.tag in INTERACTIVE or each.get("tabindex"))
        if one.get("style") is not None or one.tag == "style":
            yield f"{one.tag} has a style of its own, which the page's policy forbids"


def faults(text: str) -> list[str]:
    """All that is wrong with a page."""
    root, errors = parse(text)
    return [*errors, *text_faults(root), *reference_faults(root), *nesting_faults(root)]


@pytest.mark.parametrize("name", ALL)
def test_a_page_is_valid(name, built_book):
    """What a browser mends silently, a screen reader or an old phone may mend otherwise."""
    assert faults((built_book / f"{name}.html").read_text(encoding="utf-8")) == []


def test_no_page_is_left_out(built_book):
    """A page that no list names would be looked at by nobody."""
    built = {path.relative_to(built_book).with_suffix("").as_posix() for path in Path(built_book).rglob("*.html")}

    assert {name for name in built if not name.startswith("_static/")} == set(ALL)


def test_what_is_wrong_is_told():
    """A look that finds nothing must have been able to."""
    found = "\n".join(faults(BROKEN))

    for word in (
        "unexpected-end-tag", "expected-named-entity", "duplicate-attribute", "adoption-agency", "main stands 0 times",
        "no alt: x", "h3 follows h1", "id “a” stands 2 times", "label for: no “no”", "a href: no “#x”", "p in ul",
        "button in a",
    ):  # fmt: skip
        assert word in found
