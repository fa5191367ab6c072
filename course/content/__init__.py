"""The door to everything authors write: files in, frozen records out.

1. ``library`` finds the folder that holds ``modules/`` and ``quizzes/``.
2. ``files`` reads one file: text, YAML, schema, and the line of every field.
3. ``items``, ``evidence``, ``terms``, ``references``, ``series`` and ``pages`` turn it into ``records`` and check what
   a schema cannot say; ``prose`` reads a page sentence by sentence.
4. ``uses`` tells who leans on which fact; ``problems`` reports every fault of every file at once, and those between
   two of them.
"""

from course.content.evidence import find_figure, split_target
from course.content.exercise_texts import ExerciseText, find_exercise_texts
from course.content.files import exercise_types, is_fitting, read_document, read_front_matter
from course.content.grades import GRADES, SHORT_GRADES
from course.content.items import read_bank
from course.content.library import (
    evidence_path,
    exercise_paths,
    find_root,
    load_bank,
    load_banks,
    load_cases,
    load_exercise,
    load_exercises,
    load_facts,
    load_glossary,
    load_lens_rules,
    load_messages,
    load_page,
    load_pages,
    load_references,
    load_series,
    load_topics,
    page_paths,
    series_paths,
)
from course.content.pages import EXERCISE_CALL
from course.content.problems import find_problems
from course.content.prose import MARK, Role, Sentence, find_sentences, read_sentences
from course.content.records import (
    SCORED_KINDS,
    Case,
    Column,
    ExerciseData,
    Fact,
    Figure,
    GlossaryEntry,
    Item,
    ItemBank,
    LanguageTerm,
    LensRules,
    Message,
    Objective,
    Option,
    Page,
    Problem,
    Prompt,
    Reference,
    RubricLevel,
    Series,
)
from course.content.uses import Use, find_uses

__all__ = [
    "EXERCISE_CALL",
    "GRADES",
    "MARK",
    "SCORED_KINDS",
    "SHORT_GRADES",
    "Case",
    "Column",
    "ExerciseData",
    "ExerciseText",
    "Fact",
    "Figure",
    "GlossaryEntry",
    "Item",
    "ItemBank",
    "LanguageTerm",
    "LensRules",
    "Message",
    "Objective",
    "Option",
    "Page",
    "Problem",
    "Prompt",
    "Reference",
    "Role",
    "RubricLevel",
    "Sentence",
    "Series",
    "Use",
    "evidence_path",
    "exercise_paths",
    "exercise_types",
    "find_exercise_texts",
    "find_figure",
    "find_problems",
    "find_root",
    "find_sentences",
    "find_uses",
    "is_fitting",
    "load_bank",
    "load_banks",
    "load_cases",
    "load_exercise",
    "load_exercises",
    "load_facts",
    "load_glossary",
    "load_lens_rules",
    "load_messages",
    "load_page",
    "load_pages",
    "load_references",
    "load_series",
    "load_topics",
    "page_paths",
    "read_bank",
    "read_document",
    "read_front_matter",
    "read_sentences",
    "series_paths",
    "split_target",
]
