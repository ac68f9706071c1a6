"""What a draft leaves out when it scores by another method, in words beside that method."""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext_lazy as _n

from assessments.banks.changed_method import left_out
from assessments.banks.draft_names import left_by
from assessments.banks.draft_tree import Node
from assessments.web.forms.studio_methods import METHOD_CHOICES

# By the key of a setting; some go by one name.
SETTINGS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "levels": _l("the levels or bands"),
        "bounds": _l("the bounds of bands, which begin anew"),
        "floors": _l("the floors of parts"),
        "part_weights": _l("the weights of parts"),
        "highest_level": _l("the highest level the bank gives"),
        "highest_level_reason": _l("the highest level the bank gives"),
        "not_applicable_limit": _l("how much may be not applicable"),
        "provisional_below_coverage": _l("when a result is certain"),
        "always_provisional": _l("when a result is certain"),
        "wanted": _l("what the advice aims at"),
        "fulfilled_from": _l("when a question is fulfilled"),
        "raw": _l("what counts in which score"),
        "mitigation": _l("what counts in which score"),
        "gate": _l("the discount for mitigation"),
        "variants": _l("the discount for mitigation"),
        "discount": _l("the discount for mitigation"),
        "risks": _l("the risks"),
        "scale": _l("the figure of full marks"),
        "streams": _l("the streams"),
        "targets": _l("the targets"),
        "baselines": _l("the beginnings"),
    }
)
# By the key of a question, with the number of questions that hold it.
OF_QUESTIONS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "gate": _n("the gate of %(n)s question", "the gates of %(n)s questions", "n"),
        "stage": _n("the stage of %(n)s question", "the stages of %(n)s questions", "n"),
        "rules": _n("the rules of %(n)s question", "the rules of %(n)s questions", "n"),
    }
)


def methods_with_what_goes(content: Node) -> list[tuple[str, str]]:
    """Give the methods to choose from, each with what it leaves out of this draft."""
    now = content.get("scoring", {}).get("method")
    return [
        (method, str(words) if method == now else _with_what_goes(content, method, words))
        for method, words in METHOD_CHOICES
    ]


def _with_what_goes(content: Node, method: str, words: Any) -> str:
    goes = list(dict.fromkeys(_goes(content, method)))
    said = _("%(method)s. Left out: %(what)s.") if goes else _("%(method)s. Nothing is left out.")
    return said % {"method": words, "what": ", ".join(goes)}


def _goes(content: Node, method: str) -> Iterator[str]:
    for key in left_out(content, method):
        yield str(SETTINGS[key])
    held = Counter(key for _node, key in left_by(content, method))
    for key, words in OF_QUESTIONS.items():
        if held[key]:
            yield words % {"n": held[key]}
