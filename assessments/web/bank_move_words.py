"""What a move to another bank version does, in words for people: a row for each verdict and why."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from assessments.answers.bank_moves import Stays
from assessments.banks.diff.meaning import Why
from assessments.banks.diff.moving import Verdict

VERDICTS: Final = MappingProxyType(
    {
        Verdict.CARRY: _("Carry over"),
        Verdict.REVIEW: _("Carry over and check"),
        Verdict.PARK: _("Keep aside"),
        Verdict.ASK: _("Ask again"),
        Verdict.RETURN: _("Bring back"),
        Verdict.TAKE: _("Take over and check"),
    }
)
# The same, once the move is made.
DONE: Final = MappingProxyType(
    {
        Verdict.CARRY: _("Carried over"),
        Verdict.REVIEW: _("Carried over, to be checked"),
        Verdict.PARK: _("Kept aside"),
        Verdict.ASK: _("Asked again"),
        Verdict.RETURN: _("Brought back"),
        Verdict.TAKE: _("Taken over, to be checked"),
    }
)
REASONS: Final = MappingProxyType(
    {
        Why.SAME: _("The question is the same."),
        Why.COUNTS: _("The question is the same; its weight, gate or condition is another one."),
        Why.MOVED: _("The question is the same and stands in another place."),
        Why.REWORDED: _("Only a few words changed."),
        Why.RENAMED: _("The option chosen has another code and the same words."),
        Why.MEANING: _("The question is worded so differently that the answer may mean otherwise."),
        Why.UNIT: _("The number is counted in another unit."),
        Why.OPTIONS: _("The choices changed; what was chosen is still there."),
        Why.CHOSEN: _("What was chosen has other words now."),
        Why.SWAPPED: _("What was chosen stands in another place now, so the old choice misleads."),
        Why.OPTION_GONE: _("The option chosen does not exist any more."),
        Why.LEVEL_GONE: _("The level chosen does not exist any more."),
        Why.KIND: _("The question is answered in another way now."),
        Why.MARK_GONE: _("The question cannot be called not applicable any more."),
        Why.LIMITS: _("The answer lies outside what the question takes now."),
        Why.GONE: _("The question is no longer asked."),
        Why.SPLIT_UP: _("The question is split up into others."),
        Why.REUSED: _("Its code stands for another question now."),
        Why.NEW: _("The question is new."),
        Why.SPLIT: _("The question was split off from another one."),
        Why.RECODED: _("It looks like a question with another code; you decide whether it is."),
        Why.BACK: _("An answer that was kept aside fits again."),
    }
)
STAYS: Final = MappingProxyType(
    {
        Stays.BLIND: _(
            "An assessment that was begun blind stays on its version: its sheets are what each"
            " person said to these questions. Start a new one to go on with other questions."
        ),
        Stays.SUBMITTED: _(
            "This assessment is submitted, so it stays on its version. Open it again to move it."
        ),
        Stays.ARCHIVED: _(
            "This assessment is archived, so it stays on its version. Bring it back to move it."
        ),
    }
)
