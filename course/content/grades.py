"""How sure a fact is, in the words that every page, card and exercise says alike."""

GRADES = {
    "verified-primary": "We read it in the source itself.",
    "verified-secondary": "We read it in a sound account of the source, not in the source itself.",
    "unverified": "Not checked yet, so no page may use it.",
}
"""How sure a fact is, in plain words."""

SHORT_GRADES = {
    "verified-primary": "source read",
    "verified-secondary": "second-hand",
    "unverified": "not checked",
}
"""The same in a table."""
