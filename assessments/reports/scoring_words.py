"""What scoring says, in the language of the report: scoring is pure and says it in English."""

from typing import Final

from assessments.reports.language import gettext, marked

SCORING_WORDS: Final = frozenset(
    {
        marked("No part has a score yet."),
        marked("Nothing of this is asked, because of other answers."),
        marked("Every scored question here is not applicable."),
        marked("No question here is scored."),
        marked("Points can lie below 0 here, so that there is no share of full marks."),
        marked("No points can be reached here."),
        marked("No target has been stated here."),
        marked("No beginning has been stated here."),
        marked("Not defined: the target is 0 everywhere."),
        marked("Not defined: the target is where it began."),
        marked("This method gives a stage and no score."),
        marked("This method counts risks and gives no score."),
        marked("This method gives two scores and a level, not one score."),
        marked("No raw points can be reached."),
        marked("Not defined: fewer than two people answered."),
        marked("Not defined: no question was answered by two people."),
        marked("Not defined: all gave the same answer throughout, which chance could give too."),
        marked("High"),
        marked("Medium"),
        marked("Low"),
        marked("No level yet"),
        marked("No risk said yet"),
        marked("Points"),
        marked("Lowest sum of a part"),
        marked("Mean"),
        marked("Percentage to target"),
        marked("Progress to date"),
        marked("Fulfilled"),
        marked("No rule holds"),
        marked("Don't know"),
        marked("Unanswered"),
        marked("Not applicable"),
        marked("Raw score"),
        marked("Mitigation score"),
        marked("Mitigation needed for the discount"),
        marked("Discount"),
        marked("Score after the discount"),
        marked("Of the maximum raw score"),
        marked("Yes"),
        marked("Partly"),
        marked("No"),
    }
)


def told(text: str) -> str:
    """Give words of scoring in the language that is spoken; a text of the bank stays as it is."""
    return gettext(text) if text in SCORING_WORDS else text
