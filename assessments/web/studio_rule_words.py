"""The rules of the check in words for who writes a bank; docs/bank-format.md explains them.

Every rule has a title that says what is found; the second sentence says why it matters, where the
title leaves that open.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _


class RuleWords(NamedTuple):
    """`says_all` where the title alone says what is found, and only the place has to be added."""

    title: Any
    why: Any = ""
    says_all: bool = False


RULE_WORDS: Final[Mapping[str, RuleWords]] = MappingProxyType(
    {
        "BANK001": RuleWords(_("Not finished, or at odds with itself")),
        "BANK002": RuleWords(_("A gate that can hold nothing")),
        "BANK003": RuleWords(
            _("Nothing said of why it matters"),
            _("People answer better when they know what a question is for."),
            says_all=True,
        ),
        "BANK004": RuleWords(
            _("No advice on how to improve"),
            _("The report has nothing to recommend."),
            says_all=True,
        ),
        "BANK005": RuleWords(
            _("Nothing said of what would prove it"),
            _("People are left to guess which evidence to attach."),
            says_all=True,
        ),
        "BANK006": RuleWords(
            _("No effort in person-days"),
            _("What is recommended cannot be planned."),
            says_all=True,
        ),
        "BANK007": RuleWords(
            _("Not said who answers it best"),
            _("Nobody finds it among “my questions”."),
            says_all=True,
        ),
        "BANK008": RuleWords(_("Two levels or two choices that say the same")),
        "BANK009": RuleWords(
            _("Too long to compare on a page"),
            _("A title reads well up to 220 characters, a level up to 400."),
        ),
        "BANK010": RuleWords(
            _("A part with floors in which nothing scores"), _("Its floors are never reached.")
        ),
        "BANK011": RuleWords(
            _("A section too long for one page"), _("It has more than 12 questions.")
        ),
        "BANK012": RuleWords(
            _("A translation that misses texts"),
            _("A text without a translation is shown as it is written."),
        ),
        "BANK013": RuleWords(
            _("Shown by a question that is asked later"),
            _("People see it only when they come back."),
        ),
        "BANK014": RuleWords(
            _("A code that does not begin with the code of its part"),
            _("That is right after a move, and else a slip."),
        ),
        "BANK015": RuleWords(_("A part without a floor for some level")),
        "BANK016": RuleWords(_("An aside whose bracket stands in no level text")),
        "BANK017": RuleWords(
            _("Not said where the bank comes from"),
            _("Reports name its publisher, licence and source."),
        ),
        "BANK018": RuleWords(_("Some choices have a score and others have none")),
        "BANK019": RuleWords(_("Every choice excludes the others")),
        "BANK020": RuleWords(
            _("Never shown"), _("No complete answers make the condition of it true.")
        ),
        "BANK021": RuleWords(
            _("A condition that hides nothing"), _("No answers make it false; it can go.")
        ),
        "BANK022": RuleWords(_("A condition that can never be true")),
        "BANK023": RuleWords(
            _("The best level is out of reach"), _("No complete answers come out at it.")
        ),
        "BANK024": RuleWords(
            _("A level that is passed over"), _("No complete answers come out at it.")
        ),
        "BANK025": RuleWords(_("A gate that no answer passes")),
        "BANK026": RuleWords(
            _("A gate that every answer passes"), _("Only blank and “don't know” fail it.")
        ),
        "BANK027": RuleWords(_("A better answer can lower the readiness level")),
        "BANK028": RuleWords(_("A better answer can lower the overall score")),
        "BANK029": RuleWords(
            _("A part that hardly counts"),
            _("From worst to best it moves the overall score by under 1 point."),
        ),
        "BANK030": RuleWords(
            _("A question that hardly counts in its part"),
            _("From worst to best it moves the score of the part by under 1 point."),
        ),
        "BANK031": RuleWords(_("A question that counts more than all others of its part together")),
        "BANK032": RuleWords(_("Choices that count exactly the same")),
        "BANK033": RuleWords(
            _("An answer that changes nothing"),
            _("The question has no score, and no condition looks at it."),
        ),
        "BANK034": RuleWords(
            _("Much to read"), _("More than 250 words in title, why, levels and choices.")
        ),
        "BANK035": RuleWords(_("Risk rules without a default one")),
        "BANK036": RuleWords(
            _("A default rule that is never reached"), _("The others cover every answer.")
        ),
        "BANK037": RuleWords(_("A risk rule that never says its risk")),
        "BANK038": RuleWords(_("Answers that no risk rule covers"), _("They have no result.")),
        "BANK039": RuleWords(_("The least risk is out of reach")),
        "BANK040": RuleWords(_("A better answer can raise the risk")),
        "BANK041": RuleWords(_("A choice that says “none of …” and can be ticked with others")),
        "BANK042": RuleWords(_("A choice that never changes the risk")),
        "BANK043": RuleWords(_("A question without rules in a bank that goes by rules")),
        "BANK044": RuleWords(
            _("Not everything could be tried"),
            _("What was found is right; there may be more."),
        ),
        "DRAFT001": RuleWords(
            _("A code that once was another question's"),
            _("Old answers would be read as answers to this one."),
        ),
        "DRAFT002": RuleWords(_("The code of an older question of another kind")),
        "DRAFT003": RuleWords(
            _("It seems to ask something else now"),
            _("A question with another meaning deserves a code of its own."),
        ),
        "DRAFT004": RuleWords(
            _("A translation whose text has changed since"), _("It may say what was true before.")
        ),
    }
)
