"""The door to everything authors write: files in, frozen records out.

1. ``library`` finds the folder that holds ``modules/`` and ``quizzes/``.
2. ``files`` reads one file: text, YAML, schema, and the line of every field.
3. ``items``, ``evidence`` and ``pages`` turn it into ``records`` and check what a schema cannot say.
4. ``problems`` reports every fault of every file at once, and those between two files.
"""

from course.content.files import exercise_types, read_document, read_front_matter
from course.content.items import read_bank
from course.content.library import (
    evidence_path,
    exercise_paths,
    find_root,
    load_bank,
    load_banks,
    load_exercise,
    load_exercises,
    load_facts,
    load_glossary,
    load_lens_rules,
    load_page,
    load_pages,
    load_references,
    page_paths,
)
from course.content.pages import EXERCISE_CALL
from course.content.problems import find_problems
from course.content.records import (
    SCORED_KINDS,
    ExerciseData,
    Fact,
    Figure,
    GlossaryEntry,
    Item,
    ItemBank,
    LanguageTerm,
    LensRules,
    Objective,
    Option,
    Page,
    Problem,
    Prompt,
    Reference,
    RubricLevel,
)

__all__ = [
    "EXERCISE_CALL",
    "SCORED_KINDS",
    "ExerciseData",
    "Fact",
    "Figure",
    "GlossaryEntry",
    "Item",
    "ItemBank",
    "LanguageTerm",
    "LensRules",
    "Objective",
    "Option",
    "Page",
    "Problem",
    "Prompt",
    "Reference",
    "RubricLevel",
    "evidence_path",
    "exercise_paths",
    "exercise_types",
    "find_problems",
    "find_root",
    "load_bank",
    "load_banks",
    "load_exercise",
    "load_exercises",
    "load_facts",
    "load_glossary",
    "load_lens_rules",
    "load_page",
    "load_pages",
    "load_references",
    "page_paths",
    "read_bank",
    "read_document",
    "read_front_matter",
]
