"""A course of four facts, for tests of what a page may claim; its numbers are made up and mean nothing."""

from pathlib import Path

FACTS = """\
topics: {words: What words do, help: Help}
facts:
  - id: AA-1
    topic: words
    statement: In a made-up test one label drew more blame, and deaths were lower on the medication.
    figures:
      - value: 516
        unit: clinicians
        name: clinicians
      - value: 71
        unit: percent of those asked who answered
        name: answered
      - value: 65
        unit: percent with a doctorate
      - value: 0.34
        unit: hazard ratio of death
        name: death
        interval: [0.27, 0.43]
        comparator: no treatment
        words: [died]
      - value: 54.8
        unit: percent neutral on methadone
        rounded: 55
      - value: 2007
        unit: year of the survey
    cite: [key2010]
    design: A test of June 11, 1996, and Bulletin 29.
    population: Clinicians.
    limits: Three of its answers are not known.
    grade: verified-primary
    checked_at: [https://example.org/paper]
    checked_on: 2026-11-01
    review_by: 2028-11-01
  - id: AA-2
    topic: words
    statement: Nobody has read this.
    cite: [key2010]
    design: Not known.
    population: Not known.
    limits: Not known.
    grade: unverified
    checked_at: []
    checked_on: 2026-11-01
    review_by: 2028-11-01
  - id: AA-3
    topic: words
    statement: A court took no position, as far as could be read.
    cite: [key2010]
    design: Read long ago.
    population: One court.
    limits: It may have changed.
    grade: verified-secondary
    checked_at: [a copy]
    checked_on: 2026-01-01
    review_by: 2026-11-15
  - id: RES-1
    topic: help
    statement: A line for help.
    figures:
      - value: 1-800-555-0100
        unit: number to call
    cite: [key2010]
    design: Its page.
    population: Callers.
    limits: Nobody called it.
    grade: verified-primary
    checked_at: [https://example.org/line]
    checked_on: 2026-11-01
    review_by: 2027-05-01
"""
REFERENCES = "@misc{key2010,\n  title = {A paper},\n  year = {2010},\n  url = {https://example.org/paper},\n}\n"
TERMS = """\
glossary:
  - term: stigma
    definition: A mark.
language:
  sources: {JUDG: our own judgment}
  context: {protected_names: [], own_words_before: [], own_words_within: [], self_reference: []}
  terms:
    - term: junkie
      category: stigmatizing
      patterns: ['\\bjunkies?\\b']
      why: It makes the condition the whole person.
      prefer: [person who uses drugs]
      sources: [JUDG]
"""
USES_EVERY_FACT = "---\ntitle: Uses\n---\n\n# Uses\n\nIt was seen {fact}`AA-1`.\n"


def write_course(root: Path, review_by: str = "2028-11-01") -> Path:
    """Write it; ``review_by`` is when the fact that is overdue on 2026-11-24 falls due instead."""
    files = {
        "_toc.yml": "format: jb-book\nroot: modules/index\n",
        "modules/index.md": USES_EVERY_FACT,
        "modules/evidence/facts.yml": FACTS.replace("2026-11-15", review_by),
        "modules/evidence/references.bib": REFERENCES,
        "modules/evidence/terms.yml": TERMS,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
