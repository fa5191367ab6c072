"""The documents say what is so: commands, files and links that they name are there."""

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from course import __version__, content
from course.book.policy import headers
from course.cli import app

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "BENCHMARKS.md"]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_linked_file_is_there(name):
    """A newcomer's first click must not fail."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)|src=\"([^\"]+)\"", _text(name))
    missing = [a or b for a, b in links if not (ROOT / (a or b)).exists()]

    assert not missing


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_a_document_names_exists(name):
    """Instructions rot first where nobody runs them."""
    commands = get_command(app).commands
    named = set(re.findall(r"(?:`|\$ |\\)course ([a-z]+)", _text(name)))

    assert named <= set(commands)


def test_the_readme_names_every_command_a_trainer_needs():
    """A command nobody is told of is not there."""
    readme = _text("README.md")

    for command in ("cohort new", "collect", "grade", "lab", "feedback", "export", "lens", "build", "check"):
        assert f"course {command}" in readme


def test_every_target_the_readme_names_is_in_the_makefile():
    """`make start` and `make test` are the whole manual."""
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))

    named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)[`\s]", _text("README.md") + _text("CONTRIBUTING.md")))

    assert {"start", "test"} <= named <= targets


def test_every_mark_that_contributing_shows_could_stand_on_a_page():
    """An author copies the example; it must pass the check it explains."""
    facts, references = content.load_facts(ROOT), content.load_references(ROOT)
    marks = [role for sentence in content.find_sentences(_shown_marks()) for role in sentence.roles]

    assert {role.name for role in marks} == {"fact", "cite", "term"}
    for role in marks:
        if role.name == "cite":
            assert role.target in references
        elif role.name == "fact":
            fact_id, name, with_interval = content.split_target(role.target)
            figure = content.find_figure(facts[fact_id], name)
            assert figure is not None or not name
            assert not with_interval or (figure and figure.interval)


def _shown_marks() -> str:
    rows = re.findall(r"^\| `` (.+?) `` \|", _text("CONTRIBUTING.md"), re.MULTILINE)
    return "\n\n".join(rows)


def test_the_edition_is_the_same_everywhere():
    """One release has one number."""
    assert f'version: "{__version__}"' in _text("CITATION.cff")
    assert f"## {__version__}" in _text("CHANGELOG.md")


def test_nothing_that_is_committed_names_a_registry_or_a_machine():
    """A lock file with addresses would send every learner's machine to one host."""
    hosts = r"(pypi|pythonhosted|npmjs)[.](org|com)|deb[.]debian[.]org"
    paths = r"(^|[^A-Za-z0-9_.:/])/(work|root|home/[a-z]+)/"
    found = subprocess.run(
        ["git", "grep", "-nIE", f"{hosts}|{paths}", "--", ".", ":!tests/test_docs.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.stdout == ""


def test_every_locked_version_has_a_hash_and_no_address():
    """What is installed is what was tested."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = _text(name)

        assert "://" not in text
        locked = re.findall(r"^[A-Za-z0-9_.-]+==.*", text, re.MULTILINE)
        assert len(locked) > 100
        assert len(re.findall(r"^[A-Za-z0-9_.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked)


def test_the_example_for_a_host_sends_what_our_server_sends():
    """Whoever copies it trusts that the book is as private there as here."""
    said = dict(re.findall(r'add_header (\S+) "([^"]+)" always;', _text("README.md")))
    ours = headers()

    assert said.keys() == ours.keys()
    # The digest of the early script changes; the page carries it, and the host adds what a page cannot say.
    assert ours.pop("Content-Security-Policy").endswith(said.pop("Content-Security-Policy"))
    assert said == ours
