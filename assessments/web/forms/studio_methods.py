"""The scoring methods by name, and from a method to the aspects its page has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_tree import Node
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Problem, Setting, plain
from assessments.web.forms.studio_fields import number
from assessments.web.forms.studio_named import BANDS, LEVELS, RISKS
from assessments.web.forms.studio_scoring import (
    CERTAINTY,
    EVIDENCE,
    FLOORS,
    LIMITS,
    PART_WEIGHTS,
    WANTED,
)
from assessments.web.forms.studio_sides import DISCOUNT, SIDES_ASPECT, section_sides
from assessments.web.forms.studio_streams import section_streams

METHOD_CHOICES: Final = [
    (
        "weighted_mean",
        gettext_lazy("Weighted mean: readiness levels with a floor for each part, and gates"),
    ),
    (
        "minimum_of_parts",
        gettext_lazy("Lowest part: points are added up in each part, the lowest sum counts"),
    ),
    ("additive", gettext_lazy("Added points: the points of all answers, with bands or without")),
    (
        "staged",
        gettext_lazy("Stages: one is reached when all its questions and those below are fulfilled"),
    ),
    ("two_scores", gettext_lazy("Two scores: a raw one, and mitigation that takes a share off it")),
    ("risk_rules", gettext_lazy("Risk rules: each answer says a risk, and risks are counted")),
    (
        "mean_tree",
        gettext_lazy("Mean tree: streams, sections and parts are each a mean, against a target"),
    ),
]
FULFILLED = plain(
    gettext_lazy("When a question is fulfilled"),
    lambda: {
        "fulfilled_from": number(
            _("From this share of its best answer on, in percent"),
            _("Empty: 100."),
            min_value=1,
            max_value=100,
            step_size=1,
        )
    },
)


def _above_nought(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    if cleaned.get("scale") == 0:
        yield "scale", _("This has to lie above 0.")


SCALE = replace(
    plain(
        gettext_lazy("Full marks"),
        lambda: {
            "scale": number(
                _("The figure of full marks, like 1, 3 or 100"),
                _("Bands are bounded by it. Empty: 1."),
                min_value=0,
                max_value=1000,
            )
        },
    ),
    problems=_above_nought,
)
_LOWEST = BANDS.aspect(gettext_lazy("Bands of points, of the part with the lowest sum"))
_POINTS = BANDS.aspect(gettext_lazy("Bands of the sum of all points; there may be none"))
_PERCENT = BANDS.aspect(gettext_lazy("Bands, in percent of the greatest raw score there can be"))
_MEAN = BANDS.aspect(gettext_lazy("Bands of the mean, from 0 to full marks; there may be none"))
_READY = LEVELS.aspect(gettext_lazy("Readiness levels, lowest first"))
_STAGES = LEVELS.aspect(gettext_lazy("Stages, lowest first; the lowest asks for nothing"))
_RISKS = RISKS.aspect(gettext_lazy("Risks, least first"))

SCORING_ASPECTS: Final[Mapping[str, tuple[Aspect, ...]]] = MappingProxyType(
    {
        "weighted_mean": (_READY, FLOORS, LIMITS, WANTED, PART_WEIGHTS, CERTAINTY, EVIDENCE),
        "minimum_of_parts": (_LOWEST, EVIDENCE),
        "additive": (_POINTS, EVIDENCE),
        "staged": (_STAGES, FULFILLED, EVIDENCE),
        "two_scores": (_PERCENT, SIDES_ASPECT, DISCOUNT, EVIDENCE),
        "risk_rules": (_RISKS, EVIDENCE),
        "mean_tree": (SCALE, _MEAN, EVIDENCE),
    }
)
# What a method says of single questions has a page for each section.
SECTION_ASPECTS: Final[Mapping[str, Callable[[str], Aspect]]] = MappingProxyType(
    {"two_scores": section_sides, "mean_tree": section_streams}
)
