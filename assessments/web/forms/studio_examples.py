"""Texts in a list that have no code of their own: a question's examples, a bank's asides.

Each may carry a condition, which has its own page and stays with its text here.
"""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import Node
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Setting
from assessments.web.forms.studio_fields import dropping, line, new_row, statement
from assessments.web.forms.studio_listed import Listed

NEW: Final = 2


def listed(key: str, text: str, legend: Any, labels: tuple[Any, Any], hint: Any) -> Aspect:
    """Make the aspect of the list under `key`, whose entries have their words under `text`."""

    def fields(node: Node, setting: Setting) -> Fields:
        held = len(node.get(key, ()))
        make = statement if text == "text" else line
        known: Fields = {f"{key}:{place}": dropping(make(labels[0])) for place in range(held)}
        return known | {f"{key}:{held + new}": new_row(make(labels[1], hint)) for new in range(NEW)}

    def shown(node: Node) -> dict[str, Any]:
        return {f"{key}:{place}": one.get(text) for place, one in enumerate(node.get(key, ()))}

    def changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
        held = [*node.get(key, ()), *({} for _new in range(NEW))]
        typed = [(one, cleaned[f"{key}:{place}"]) for place, one in enumerate(held)]
        return {key: [{**one, text: words} for one, words in typed if words]}

    rows = Listed((f"{key}:",), (f"{key}:{{}}",))
    return Aspect(fields, shown, changes, legend=legend, css_class="plain", listed=rows)


EXAMPLES = listed(
    "examples",
    "text",
    _("Examples"),
    (_("Example"), _("Another example")),
    _("Shown with the question. Empty: none."),
)
ASIDES = listed(
    "asides",
    "opens",
    _("Asides in level texts"),
    (_("A bracket that begins with"), _("Another bracket that begins with")),
    _("“(before launch: …)” is shown only while a condition holds; set it below."),
)
