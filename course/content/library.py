"""Where authored files lie, and one function a kind of file to load them."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from course.content.evidence import read_cases, read_facts, read_messages, read_topics
from course.content.items import read_bank
from course.content.pages import read_exercise, read_page
from course.content.records import (
    Case,
    ExerciseData,
    Fact,
    GlossaryEntry,
    ItemBank,
    LensRules,
    Message,
    Page,
    Reference,
    Series,
)
from course.content.references import read_references
from course.content.series import read_series
from course.content.terms import read_glossary, read_lens_rules
from course.errors import ContentError

_PACKAGE = Path(__file__).resolve().parents[1]


def find_root(start: Path | None = None) -> Path:
    """The folder with the course's content: the nearest one at or above ``start``, else the package's own.

    ``start`` is the working folder unless given. An installed wheel carries its content in ``course/_bundle``.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _is_root(folder):
            return folder
    bundle = _PACKAGE / "_bundle"
    return bundle if _is_root(bundle) else _PACKAGE.parent


def _is_root(folder: Path) -> bool:
    return (folder / "_toc.yml").is_file() and (folder / "modules").is_dir()


def evidence_path(name: str, root: Path | None = None) -> Path:
    """Where a file of the evidence lies: ``facts.yml``, ``terms.yml``, ``references.bib``."""
    return (root or find_root()) / "modules" / "evidence" / name


def exercise_paths(root: Path | None = None) -> list[Path]:
    """The data files of all exercises: every YAML file of ``modules/`` outside the evidence."""
    modules = (root or find_root()) / "modules"
    return sorted(
        p for p in modules.rglob("*.yml") if "evidence" not in p.relative_to(modules).parts and p.stem != "agendas"
    )


def page_paths(root: Path | None = None) -> list[Path]:
    """All pages, in the order of their paths."""
    return sorted(((root or find_root()) / "modules").rglob("*.md"))


def load_bank(quiz: str, root: Path | None = None) -> ItemBank:
    """The items of one quiz.

    Raises ContentError if there is no such quiz, or with every fault in its file.
    """
    return read_bank(_bank_path(quiz, root or find_root()))


def load_banks(root: Path | None = None) -> dict[str, ItemBank]:
    """Every item bank by the id of its quiz."""
    folder = (root or find_root()) / "quizzes" / "items"
    return {path.stem: read_bank(path) for path in sorted(folder.glob("*.yml"))}


def _bank_path(quiz: str, root: Path) -> Path:
    folder = root / "quizzes" / "items"
    path = folder / f"{quiz}.yml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.yml"))) or "none yet"
        raise ContentError(f"there is no quiz '{quiz}' (known: {known})")
    return path


def load_exercise(exercise_id: str, root: Path | None = None) -> ExerciseData:
    """The data of one exercise.

    Raises ContentError if there is none of that id, or more than one, or with every fault in its file.
    """
    import difflib

    paths = exercise_paths(root)
    found = [path for path in paths if path.stem == exercise_id]
    if len(found) > 1:
        places = " and ".join(str(path) for path in found)
        raise ContentError(f"two exercises are called '{exercise_id}': {places}; an id is for one exercise")
    if not found:
        near = difflib.get_close_matches(exercise_id, [path.stem for path in paths], n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ContentError(f"there is no exercise '{exercise_id}': no file modules/…/{exercise_id}.yml{hint}")
    return read_exercise(found[0])


def load_exercises(root: Path | None = None) -> dict[str, ExerciseData]:
    """Every exercise by its id."""
    return {path.stem: read_exercise(path) for path in exercise_paths(root)}


T = TypeVar("T")


def _once(read: Callable[[Path], T], path: Path) -> T:
    """What a reader makes of a file, kept until the file changes; records are frozen, so one copy serves all."""
    try:
        state = path.stat()
    except OSError:
        return read(path)  # It says in its own words that the file is not there.
    return cast(T, _read_once(read, path, state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=64)
def _read_once(read: Callable[[Path], object], path: Path, _mtime: int, _size: int) -> object:
    return read(path)


def load_facts(root: Path | None = None) -> dict[str, Fact]:
    """Every fact by its id."""
    return _once(read_facts, evidence_path("facts.yml", root))


def load_topics(root: Path | None = None) -> dict[str, str]:
    """The topics that facts are sorted under: key to title."""
    return _once(read_topics, evidence_path("facts.yml", root))


def load_cases(root: Path | None = None) -> dict[str, Case]:
    """Every court case by its id; none where there is no such file."""
    path = evidence_path("cases.yml", root)
    return _once(read_cases, path) if path.is_file() else {}


def load_messages(root: Path | None = None) -> dict[str, Message]:
    """Every message of the navigator by its id; none where there is no such file."""
    path = evidence_path("messages.yml", root)
    return _once(read_messages, path) if path.is_file() else {}


def series_paths(root: Path | None = None) -> list[Path]:
    """The metadata of every series of figures."""
    return sorted(evidence_path("series", root).glob("*.yml"))


def load_series(root: Path | None = None) -> dict[str, Series]:
    """Every series of figures by its id."""
    # Each lies in two files, and a change of either must be seen: they are small, and read each time.
    return {path.stem: read_series(path) for path in series_paths(root)}


def load_glossary(root: Path | None = None) -> dict[str, GlossaryEntry]:
    """Every glossary entry by its word."""
    return _once(read_glossary, evidence_path("terms.yml", root))


def load_lens_rules(root: Path | None = None) -> LensRules:
    """The rules of the language lens."""
    return _once(read_lens_rules, evidence_path("terms.yml", root))


def load_references(root: Path | None = None) -> dict[str, Reference]:
    """Every entry of the bibliography by its key."""
    return _once(read_references, evidence_path("references.bib", root))


def load_page(path: Path) -> Page:
    """The front matter of one page."""
    return read_page(path)


def load_pages(root: Path | None = None) -> list[Page]:
    """The front matter of every page."""
    return [read_page(path) for path in page_paths(root)]
