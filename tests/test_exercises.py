"""What every exercise keeps to, without a browser."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from small_course import make_exercise, write_course

from course.content import ExerciseData, exercise_types
from course.errors import ContentError
from course.exercises import Exercise, exercise, find_type, view_css, view_source
from course.exercises.base import DEFAULT_EXPORT, HERE, HOST
from course.exercises.journal import Journal

WIDGET = "application/vnd.jupyter.widget-view+json"
IDS = ["my-word", "try-words", "my-notebook"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small course as working folder, with a journal of its own."""
    monkeypatch.chdir(write_course(tmp_path))
    monkeypatch.delenv("COURSE_BUILDING", raising=False)
    monkeypatch.setenv("COURSE_JOURNAL", str(tmp_path / "journal.json"))
    return tmp_path


@pytest.mark.parametrize("exercise_id", IDS)
def test_an_exercise_carries_its_live_and_static_faces(root: Path, exercise_id: str) -> None:
    """One bundle serves JupyterLab and a page without a kernel."""
    bundle = exercise(exercise_id)._repr_mimebundle_()

    assert bundle is not None
    assert {WIDGET, "text/html"} <= set(bundle[0])


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_paper_face_is_well_formed_and_carries_no_script_or_style(root: Path, exercise_id: str) -> None:
    """It must stand without JavaScript, and under a Content-Security-Policy."""
    paper = make_exercise(exercise_id, root).to_paper()
    seen = _Balance()
    seen.feed(paper)

    assert not seen.open
    assert not re.search(r"<script|\bstyle=|\bon\w+=", paper)


def test_the_static_face_survives_markup_in_an_authors_words(root: Path) -> None:
    """A sentence with </script> in it must end neither the data nor the page."""
    fields = {"title": "</script><b>", "prompts": [{"id": "a", "text": "<img src=x> & more"}]}
    made = find_type("reflection")(ExerciseData("odd", "reflection", fields, Path("odd.yml")), root)
    page = made.to_html()
    script = page.split('<script type="application/json">')[1].split("</script>")[0]

    assert json.loads(script)["title"] == "</script><b>"
    assert "<img" not in page.replace(script, "") and "<b>" not in page


def test_a_response_is_restored_when_the_cell_runs_again(root: Path) -> None:
    """Kernels are restarted; what was written stays."""
    said = {"prompts": {"word": {"text": "clean", "route": "", "passed": False}}}
    exercise("my-word").response = said

    assert exercise("my-word").response == said


def test_a_build_of_the_book_neither_reads_nor_writes_a_journal(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An author's own words must never be published with the book."""
    Journal(root / "journal.json").save("my-word", "reflection", {"prompts": {}})
    monkeypatch.setenv("COURSE_BUILDING", "1")
    made = exercise("my-word")
    made.response = {"prompts": {"word": {"text": "secret"}}}

    assert made.to_html().count("secret") == 0
    assert "secret" not in (root / "journal.json").read_text(encoding="utf-8")


def test_a_response_is_never_in_the_static_face(root: Path) -> None:
    """A notebook saved with its output may be passed on; the words stay in the journal."""
    made = exercise("my-word")
    made.response = {"prompts": {"word": {"text": "secret"}}}

    assert "secret" not in made.to_html()


def test_a_broken_journal_gives_a_notice_and_not_an_error(root: Path) -> None:
    """A learner can go on writing, and the old file is still there."""
    (root / "journal.json").write_text("{half", encoding="utf-8")
    made = exercise("my-word")

    assert made.response is None and "kept as journal-unreadable" in made.notice
    assert [p.read_text(encoding="utf-8") for p in root.glob("journal-unreadable-*.json")] == ["{half"]


def test_a_journal_that_cannot_be_written_is_said_and_not_raised(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk must not stop an exercise."""
    monkeypatch.setenv("COURSE_JOURNAL", str(root / "no-such-folder" / "journal.json"))
    made = exercise("my-word")
    made.response = {"prompts": {}}

    assert made.notice.startswith("Your last change is not saved")


def test_an_unknown_exercise_is_one_line_with_the_nearest_name(root: Path) -> None:
    """A slip of the finger should be mended at a glance."""
    with pytest.raises(ContentError, match=r"my-wrd.*my-word") as caught:
        exercise("my-wrd")

    assert len(caught.value._render_traceback_()) == 1


def test_an_unknown_type_names_the_known_ones() -> None:
    """A developer sees which folders there are."""
    with pytest.raises(ContentError, match=r"practice, .*reflection"):
        find_type("reflektion")


def test_practice_refuses_an_item_of_the_quiz(root: Path) -> None:
    """Its key would be in the page, and the grade worth nothing."""
    path = root / "quizzes" / "items" / "03-small.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('"practice"', '"quiz"', 1), encoding="utf-8")

    with pytest.raises(ContentError, match="s-01 is no practice item"):
        exercise("try-words")


def test_my_notebook_knows_titles_pages_and_the_words_behind_ids(root: Path) -> None:
    """A learner reads words there, not ids."""
    known = exercise("my-notebook").data["exercises"]

    assert known["my-word"]["href"] == "modules/page.html"
    assert known["try-words"]["labels"]["s-01/b"] == "Option b of 1"


@pytest.mark.parametrize("name", exercise_types())
def test_every_type_has_a_view_that_stands_alone(name: str) -> None:
    """Jupyter gives a view no other file, and our pages forbid inline code."""
    source = view_source(name)

    assert not re.search(r"^\s*import\b", source, re.MULTILINE)
    assert not re.search(r"innerHTML\s*=\s*(?!\"\"|'')|insertAdjacentHTML|\beval\(|https?://(?!www\.w3\.org/)", source)
    assert source.count(DEFAULT_EXPORT) == 1
    assert DEFAULT_EXPORT not in str(find_type(name)._esm).replace("export default {\n", "")


@pytest.mark.parametrize("name", exercise_types())
def test_every_type_documents_itself_and_colors_by_tokens(name: str) -> None:
    """A color outside the tokens is wrong in dark, in print or in JupyterLab."""
    kind = find_type(name)

    assert issubclass(kind, Exercise) and kind.__doc__ and "Out of scope" in kind.__doc__
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", view_css(name))


@pytest.mark.parametrize(
    "path", [*HOST.glob("*.css"), *HERE.rglob("*.css")], ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_no_style_says_left_or_right(path: Path) -> None:
    """Read from right to left, in Arabic or Farsi, a page that says "left" is wrong."""
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    edge = r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)\b[\w-]*\s*:"
    side = r"(?:text-align|float|clear):\s*(?:left|right)"

    assert re.findall(rf"(?:^|[{{;\s])({edge}|{side})", css) == []


def test_no_text_in_backquotes_holds_a_line_that_looks_like_a_comment() -> None:
    """The book's scripts go out without their comments, by line; such a text would lose a line with them."""
    scripts = [*HERE.rglob("*.js"), *(HERE.parent / "book" / "static").glob("*.js")]
    texts = [text for path in scripts for text in re.findall(r"`[^`]*`", path.read_text(encoding="utf-8"))]

    assert [text for text in texts if re.search(r"\n\s*(//|/\*)", text)] == []


def test_every_token_a_style_names_is_there() -> None:
    """A color that is misspelled is no color, and what it should have drawn is not seen."""
    defined = set(re.findall(r"(--course-[\w-]+):", (HOST / "tokens.css").read_text(encoding="utf-8")))
    set_by_scripts = {"--course-sheet"}
    styles = [*HERE.rglob("*.css"), *(HERE.parent / "book" / "static").glob("*.css")]
    named = {
        name for path in styles for name in re.findall(r"var\((--course-[\w-]+)", path.read_text(encoding="utf-8"))
    }
    own = {name for path in styles for name in re.findall(r"(--course-[\w-]+):", path.read_text(encoding="utf-8"))}

    assert named - defined - own - set_by_scripts == set()


def test_no_two_types_give_one_name_to_two_things() -> None:
    """Two exercises may stand on one page, beside the page's own styles, and one style would then bend the other."""
    places: dict[str, set[str]] = {}
    book = HERE.parent / "book" / "static"
    for path in [*book.glob("*.css"), *HERE.rglob("*.css")]:
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        where = "book" if path.parent == book else "shared" if path.parent in (HERE, HOST) else path.parent.name
        for selector in re.findall(r"(?:^|[{};,])\s*\.(course-[\w-]+)\s*(?=[,{])", css):
            places.setdefault(selector, set()).add(where)
    own = {name: where for name, where in places.items() if len(where) > 1 and "shared" not in where}

    assert own == {}


def test_every_class_name_begins_with_course() -> None:
    """Names of our own cannot meet a theme's."""
    css = "\n".join(p.read_text(encoding="utf-8") for p in [*HOST.glob("*.css"), *HERE.rglob("*.css")])
    bare = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", css, flags=re.DOTALL)

    assert {c for c in re.findall(r"\.([a-z][\w-]*)", bare) if not c.startswith("course-")} <= {"paper"}


TEXT_ON = [
    *((ink, paper) for ink in ("ink", "quiet", "accent", "good", "warn") for paper in ("paper", "soft")),
    ("accent-ink", "accent"),
    ("wall-ink", "wall"),
]
EDGES_ON = [*((edge, paper) for edge in ("line", "focus") for paper in ("paper", "soft")), ("lamp", "wall")]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT_ON)
def test_text_can_be_read_in_light_and_dark(theme: str, ink: str, paper: str) -> None:
    """WCAG AA: 4.5 to 1, for tired eyes and bad screens."""
    assert _contrast(theme, ink, paper) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "paper"), EDGES_ON)
def test_what_can_be_tapped_has_an_edge_that_can_be_seen(theme: str, edge: str, paper: str) -> None:
    """WCAG AA: 3 to 1 for the edges of controls, for the focus, and for a drawing that says something."""
    assert _contrast(theme, edge, paper) >= 3


def test_dark_is_the_same_by_the_device_and_by_the_page() -> None:
    """The colors of the dark stand twice in the file, since a style sheet cannot name them once for both."""
    css = (HOST / "tokens.css").read_text(encoding="utf-8")
    by_device = css.split("(prefers-color-scheme: dark)")[1].split("{", 2)[2]

    assert _tokens(by_device) == _tokens(css.split('html[data-theme="dark"] {')[1])


def _contrast(theme: str, ink: str, paper: str) -> float:
    css = (HOST / "tokens.css").read_text(encoding="utf-8")
    tokens = _tokens(css.split(":root {" if theme == "light" else 'html[data-theme="dark"] {')[1])
    dark, light = sorted(_luminance(tokens[name]) for name in (ink, paper))
    return (light + 0.05) / (dark + 0.05)


def _tokens(css: str) -> dict[str, str]:
    """The colors up to the end of the first block."""
    return dict(re.findall(r"--course-([\w-]+): #(\w{6})", css.split("}")[0]))


def _luminance(color: str) -> float:
    """Relative luminance by WCAG, from 0 to 1."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_every_page_loads_of_ours_is_light() -> None:
    """First load is on a phone with a poor signal; My notebook's part comes only with My notebook."""
    loaded = [HOST / "course-exercise.js", HOST / "journal.js", HOST / "shape.js"]

    assert sum(path.stat().st_size for path in loaded) < 16_000


class _Balance(HTMLParser):
    """Elements still open; void ones are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note an element, unless it has no end."""
        if tag not in ("br", "img", "input", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element must end where it began."""
        assert self.open.pop() == tag
