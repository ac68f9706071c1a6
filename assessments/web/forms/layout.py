"""Our crispy layout objects; each draws itself with one template of the pack."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import Form
from django.template.loader import get_template
from django.utils.safestring import SafeString


class QuestionCard(LayoutObject):  # type: ignore[misc] -- crispy ships no types
    """One question with everything that belongs to its answer.

    Only what the card needs is passed on, not the whole page context: that is what keeps a
    section of ten questions within a few milliseconds.
    """

    template = "%s/question.html"

    def __init__(self, code: str) -> None:
        self.code = code
        self.fields: list[str] = [code]

    def render(self, form: Form, context: Any, template_pack: str = "mlpm", **kwargs: Any) -> SafeString:
        form.rendered_fields.add(self.code)
        card = form.cards[self.code]
        template = get_template(self.get_template_name(template_pack))
        return template.render({"card": card, "page": form.page})
