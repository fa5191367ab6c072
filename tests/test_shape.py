"""The shape of a response: both hosts read the same schemas and say the same of the same response."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import open_page, serve, write_small_pages
from playwright.sync_api import Page

from course.content import exercise_types, is_fitting
from course.exercises import find_type, view_source
from course.exercises.base import HERE, HOST
from course.exercises.shape import is_said, load_response_schema, load_words, to_fitting

KNOWN = {
    "type", "enum", "const", "anyOf", "minimum", "maximum", "maxLength", "pattern", "items", "minItems", "maxItems",
    "required", "properties", "additionalProperties", "$schema", "title", "description",
}  # fmt: skip
"""What host/shape.js knows of JSON Schema, and what only explains."""
WITH_RESPONSE = [name for name in exercise_types() if load_response_schema(name)]
values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.sampled_from(["", "a", "b", "text", "2026-01-01", 1.5]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "text", "prompts", "placed", "answers", "constructor"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
SCHEMAS: list[dict[str, Any]] = [
    {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": ["integer", "null"], "minimum": 0, "maximum": 5}},
    },
    {"type": "object", "properties": {"text": {"type": "string", "maxLength": 1}}, "additionalProperties": False},
    {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}, "maxItems": 2}},
    {"anyOf": [{"type": "string", "pattern": "^[a-z]+$"}, {"enum": [1, None, "2026-01-01"]}, {"const": []}]},
    {"type": "array", "minItems": 1, "items": {"type": "object", "properties": {"a": {"type": "boolean"}}}},
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A host's files, served."""
    with serve(write_small_pages(tmp_path_factory.mktemp("small"))) as address:
        yield address


@pytest.mark.parametrize("name", WITH_RESPONSE)
def test_a_responses_schema_uses_only_what_both_hosts_know(name: str) -> None:
    """A rule that the browser does not know would hold in JupyterLab alone."""

    def rules(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from schema
            inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
            for one in (*inner, schema.get("items"), schema.get("additionalProperties")):
                yield from rules(one)

    assert set(rules(load_response_schema(name))) <= KNOWN


def test_both_hosts_say_the_same_of_the_same_response(phone: Page, url: str) -> None:
    """A response that fits in the one and not in the other would be put aside by going from phone to laptop."""
    page = open_page(phone, url)
    page.evaluate("import('./_static/course/host/shape.js').then((shape) => (window.shape = shape))")
    page.wait_for_function("window.shape")
    tried: list[tuple[int, int]] = []

    @given(st.lists(values, min_size=1, max_size=20))
    def agree(some: list[Any]) -> None:
        ours = [[is_fitting(value, schema) for value in some] for schema in SCHEMAS]
        code = "([some, schemas]) => schemas.map((schema) => some.map((value) => shape.isFitting(value, schema)))"
        tried.append((sum(map(sum, ours)), len(some) * len(SCHEMAS)))

        assert page.evaluate(code, [some, SCHEMAS]) == ours

    agree()
    assert 0 < sum(good for good, _ in tried) < sum(all_ for _, all_ in tried)


def test_a_migration_that_fails_or_gives_something_else_is_no_response() -> None:
    """What cannot be brought over is put aside by the journal, not shown broken."""
    schema = {"type": "object", "required": ["a"]}

    assert to_fitting({"a": 1}, schema, lambda _: None) == {"a": 1}
    assert to_fitting(["a"], schema, lambda old: {"a": old[0]}) == {"a": "a"}
    assert to_fitting("a", schema, lambda old: old["a"]) is None
    assert to_fitting("a", schema, lambda _: {}) is None
    assert to_fitting("a", None, lambda _: {}) == "a"


def test_a_response_of_an_older_edition_is_put_aside_on_a_page(phone: Page, url: str) -> None:
    """What is shown is new and empty; what was written is in My notebook, under the exercise's own name."""
    entry = {"type": "reflection", "response": "an older edition's words", "saved_at": "2026-01-01T00:00:00Z"}
    text = json.dumps({"format": "course-journal/1", "saved_at": entry["saved_at"], "entries": {"my-word": entry}})
    phone.add_init_script(f"localStorage['course-journal'] ??= {json.dumps(text)}")
    page = open_page(phone, url)

    page.get_by_text("It is kept whole in My notebook.").wait_for()
    open_page(page, url, "notebook.html").locator(".course-live").get_by_text("an older edition's words").wait_for()
    page.locator(".course-live").get_by_text("A word that stayed (from an earlier edition)").wait_for()


@pytest.mark.parametrize("name", exercise_types())
def test_every_text_of_a_type_is_in_its_catalogue_and_used(name: str) -> None:
    """Whoever translates a type translates one file; a text that nobody says would be translated for nothing."""
    own = set(load_words(name)) - set(load_words(""))
    code = (HERE / name / "view.js").read_text(encoding="utf-8")
    code += "".join(p.read_text(encoding="utf-8") for p in HERE.glob(f"{name}/*.py"))
    code += "".join((HERE / part).read_text(encoding="utf-8") for part in find_type(name)._esm_parts)
    unused = {key for key in own if not is_said(key, code)}
    unknown = set(said_by_name(code)) - set(load_words(name))

    assert unused == set() and unknown == set()


def said_by_name(code: str) -> list[str]:
    """Every key that is said by its name."""
    return re.findall(r'\bsay\(\s*"(\w+)"', code)


def test_a_view_carries_its_texts_and_the_shape_of_its_response() -> None:
    """A view stands alone: whoever hosts it has nothing else to ask."""
    source = view_source("reflection")

    assert source.startswith("const WORDS = ") and "export const RESPONSE = " in source
    assert not (set(json.loads(source.split("\n")[0][len("const WORDS = ") : -1])) - set(load_words("reflection")))
    assert (HOST / "shape.js").is_file() and Path(HERE / "words.json").is_file()


@pytest.mark.parametrize("name", exercise_types())
def test_no_view_holds_a_sentence_of_its_own(name: str) -> None:
    """What stands in a view no translator finds."""
    parts = [(HERE / part).read_text(encoding="utf-8") for part in (*find_type(name)._esm_parts, f"{name}/view.js")]
    code = re.sub(r"^\s*//.*$|/\*.*?\*/", "", "\n".join(parts), flags=re.MULTILINE | re.DOTALL)
    texts = [double or ticked for double, ticked in re.findall(r'"([^"\n]*)"|`([^`]*)`', code)]
    bare = [re.sub(r"\$\{[^}]*\}", "…", text) for text in texts if "course-" not in text]

    assert [text for text in bare if re.search(r"[A-Z][\w’]+ [a-z]|[a-z’]{2,} [a-z’]+ [a-z’]{2,}", text)] == []
