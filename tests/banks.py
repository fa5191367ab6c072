"""A small item bank that holds every kind once, as records and as the file an author would write."""

from pathlib import Path

from course.content import ItemBank, read_bank

QUIZ = "03-words"
TEXT = """\
quiz: 03-words
title: Words that open a door
items:
  - id: words-01
    kind: choice
    use: quiz
    objective: words-o1
    facts: [ST-L-01]
    points: 1
    stem: Which wording puts the person first?
    options:
      - id: a
        text: for opioid abusers
        feedback: FEEDBACK-01-a blames.
      - id: b
        text: for people with an opioid use disorder
        feedback: FEEDBACK-01-b names what people have.
      - id: c
        text: for junkies
        feedback: FEEDBACK-01-c is a slur.
    key: b
  - id: words-02
    kind: multiple
    use: quiz
    objective: words-o1
    facts: [ST-L-01]
    points: 2
    stem: Which of these say what happened, and not who somebody is?
    options:
      - id: a
        text: returned to use
        feedback: FEEDBACK-02-a is plain.
      - id: b
        text: dirty screen
        feedback: FEEDBACK-02-b is about dirt.
      - id: c
        text: tested positive
        feedback: FEEDBACK-02-c is plain.
      - id: d
        text: a relapser
        feedback: FEEDBACK-02-d names a person by it.
    key: [a, c]
  - id: words-03
    kind: order
    use: quiz
    objective: words-o1
    facts: [ST-L-01]
    points: 3
    stem: Put the steps of changing a reading in order.
    options:
      - id: a
        text: Hear what members say
      - id: b
        text: Read it aloud together
      - id: c
        text: Bring a motion
      - id: d
        text: Ask the group conscience
    key: [b, a, c, d]
  - id: words-04
    kind: match
    use: quiz
    objective: words-o1
    facts: [ST-L-01]
    points: 2
    stem: What may stand in place of each?
    prompts:
      - id: p1
        text: clean
      - id: p2
        text: substance abuse
    options:
      - id: x
        text: in recovery
      - id: y
        text: substance use
      - id: z
        text: habit
    key:
      p1: x
      p2: y
  - id: words-05
    kind: likert
    use: quiz
    objective: words-o1
    stem: Words matter in my home group.
    labels:
      - Not at all
      - A little
      - Somewhat
      - Very much
  - id: words-r1
    kind: text
    use: quiz
    objective: words-o1
    stem: Tell of a word that closed a door, and for whom.
    rubric:
      - points: 0
        text: Nothing specific is said.
      - points: 2
        text: A word and a person are named.
      - points: 4
        text: It is told from the other person's side, with something to do.
    completion_points: 3
  - id: words-r2
    kind: text
    use: quiz
    objective: words-o1
    stem: What would you say in its place?
    rubric:
      - points: 0
        text: Nothing specific is said.
      - points: 1
        text: A wording is given.
    completion_points: 1
  - id: words-p1
    kind: choice
    use: practice
    objective: words-o1
    facts: [ST-L-01]
    points: 1
    stem: PRACTICE-ONLY
    options:
      - id: a
        text: 'yes'
        feedback: Yes.
      - id: b
        text: 'no'
        feedback: No.
    key: a
  - id: words-06
    kind: choice
    use: quiz
    retired: true
    objective: words-o1
    facts: [ST-L-01]
    points: 1
    stem: RETIRED
    options:
      - id: a
        text: one
        feedback: One.
      - id: b
        text: two
        feedback: Two.
    key: a
"""
KEYS = {
    "words-01": "b",
    "words-02": ["a", "c"],
    "words-03": ["b", "a", "c", "d"],
    "words-04": {"p1": "x", "p2": "y"},
}
"""Right responses to the scored items, as they stand in a responses file"""


def write_bank(folder: Path) -> Path:
    """Write the item file where an author would, under a folder that is a course; returns its path."""
    for part in ("modules/03-words", "quizzes/items"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: modules/index\n", encoding="utf-8")
    exercise = folder / "modules" / "03-words" / f"quiz-{QUIZ}.yml"
    exercise.write_text(f"type: quiz\nquiz: {QUIZ}\n", encoding="utf-8")
    path = folder / "quizzes" / "items" / f"{QUIZ}.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def make_bank(folder: Path) -> ItemBank:
    """That bank, read as any other."""
    return read_bank(write_bank(folder))
