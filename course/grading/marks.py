"""What stands in the gradebook for one item of one learner, and the rule by which grading changes it."""

from dataclasses import dataclass, replace

PRIVATE_COMMENT = "Kept private by the learner; completion points given."
NO_RESPONSE = "No response."
"""nbgrader's own comment on a manually graded cell that was left as it was."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One grade and its comment, as nbgrader keeps them."""

    auto_score: float | None = None
    manual_score: float | None = None
    extra_credit: float | None = None
    needs_manual_grade: bool = True
    auto_comment: str | None = None
    manual_comment: str | None = None

    @property
    def score(self) -> float:
        """What counts: a person's score before the machine's, extra credit on top."""
        for score in (self.manual_score, self.auto_score):
            if score is not None:
                return score + (self.extra_credit or 0.0)
        return 0.0

    @property
    def comment(self) -> str | None:
        """What the learner is told: a person's words before the machine's."""
        return self.manual_comment if self.manual_comment is not None else self.auto_comment


@dataclass(frozen=True, slots=True)
class CellResult:
    """What grading found in one cell."""

    auto_score: float | None
    """None when a person has to read it"""
    auto_comment: str | None = None
    is_private: bool = False
    completion_points: float = 0.0
    """what the reflection earns when it is private"""


def settle(old: Marks, found: CellResult) -> Marks:
    """The marks after grading: as stock autograding leaves them, and completion points for a private reflection.

    A score that a person gave is never changed; when the work under it was graded anew it asks to be looked at
    again, as in stock nbgrader. Our own completion points go when the reflection is no longer private.
    """
    new = replace(old, auto_score=found.auto_score, auto_comment=found.auto_comment)
    is_ours = old.manual_comment == PRIVATE_COMMENT
    if found.is_private and old.manual_score is None:
        comment = old.manual_comment or PRIVATE_COMMENT
        return replace(new, manual_score=found.completion_points, manual_comment=comment, needs_manual_grade=False)
    if found.is_private and (is_ours or old.manual_score == found.completion_points):
        return replace(new, needs_manual_grade=False)
    if is_ours:
        is_untouched = old.manual_score == found.completion_points
        new = replace(new, manual_comment=None, manual_score=None if is_untouched else old.manual_score)
    return replace(new, needs_manual_grade=new.manual_score is not None or new.auto_score is None)
