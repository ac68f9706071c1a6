"""The rules of docs/scoring.md in words, by their number there."""

from typing import Final

from assessments.reports.document import Line
from assessments.reports.language import Words

RULES: Final = Words(
    {
        "S2": (
            "An answer is worth a share s of 1: a level divided by the highest level; ticked "
            "options divided by those that apply; yes, partly and no are 1, 1/2 and 0."
        ),
        "S5": "Don't know counts as s = 0.",
        "S6": "A question without an answer counts as s = 0 and makes the result a draft.",
        "S8": "Not applicable leaves the count, and needs a reason.",
        "S9": "A section's score is the sum of weight \u00d7 s, divided by the sum of weights.",
        "S10": (
            "A part's score is the sum of weight \u00d7 s over all its questions that apply, "
            "divided by the sum of their weights."
        ),
        "S11": "What has no weight has no score and does not count.",
        "S12": (
            "The overall score is the mean of the parts that have a score. It never decides the "
            "level."
        ),
        "S13": "A part supports the highest level whose floor its exact score reaches.",
        "S14": "The weakest part decides: its level is the floor level of the whole.",
        "S15": (
            "A gate holds the whole result while its answer is below what it asks for. Don't know "
            "and open answers fail it."
        ),
        "S16": "Some gates hold the result at a level while the answer is exactly one level.",
        "S17": "A gate that does not apply or is not asked holds nothing.",
        "S18": (
            "A gate at level 3 or 4 with neither evidence nor a note makes the result provisional."
        ),
        "S19": (
            "The readiness level is the lowest of what the parts support, the gates allow, the "
            "share called not applicable allows, and the bank ends at."
        ),
        "S20": (
            "Confidence of an answer: 1 with evidence in date, 0.7 with a note of at least 20 "
            "characters, 0.5 with neither, 0 while open; a level 0 or 1 with such a note has 1. "
            "High from 0.75, Medium from 0.50."
        ),
        "S21": "Evidence is in date for as long as the bank says, or through its own last day.",
        "S22": (
            "Answered is the weight of the answered questions, divided by the weight that applies."
        ),
        "S23": (
            "The range counts open questions as 0 at the low end and as the best they can reach "
            "at the high end."
        ),
        "S35": "Where several people differ, the ends take the lowest and the highest answer.",
        "S43": (
            "A completion answers every question that is asked and open, in any way its kind "
            "allows; answers may show and hide other questions."
        ),
        "S44": (
            "The exact range is the lowest and the highest score of all completions; the levels "
            "still possible are those some completion comes to."
        ),
        "S45": (
            "Every combination of answers that show or hide something is tried; where there are "
            "too many, the outermost bounds are given and said to be so."
        ),
        "S46": (
            "A question closes as much of the range as is gone whatever is answered to it; what "
            "closes most comes first."
        ),
        "S32": "Figures are exact fractions; only what is shown is rounded, half up.",
    }
)
# The rules of the other methods than the weighted mean.
OF_METHODS: Final = Words(
    {
        "S53": (
            "What a method has no use for is left out; its own figures stand beside the most there "
            "could be."
        ),
        "S54": (
            "Points are added up in each part, times the weight of the question; the lowest sum is "
            "the result. A band ends with its bound or before it, as the bank says."
        ),
        "S55": "The points of all answers are added up, times the weight of the question.",
        "S56": (
            "A stage is reached when all its questions and those of every stage below are "
            "fulfilled; + says that some of the next one is."
        ),
        "S57": (
            "Where mitigation reaches its gate, a share is taken off the raw score and the rest "
            "rounded half up to a whole number. Maxima ignore what is shown."
        ),
        "S58": (
            "The first rule that holds for what is ticked says the risk, else the default; not "
            "binds tightest, then and, then or."
        ),
        "S59": "Stream, section, part and whole are each the mean of what is below them.",
        "S60": (
            "Percentage to target is 1 less the sum of the gaps divided by the sum of the targets; "
            "progress to date is the way come divided by the whole way."
        ),
    }
)
# What only the page on what may still come speaks of.
OUTLOOK: Final = ("S43", "S44", "S45", "S46")


def rules(*numbers: str) -> tuple[Line, ...]:
    """Give rules in words, each with its number."""
    known = {**RULES, **OF_METHODS}
    return tuple(Line(known[number], number) for number in numbers)
