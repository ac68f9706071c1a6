"""Our crispy layout objects; each draws itself with one template of the pack."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import Form
from django.template.loader import get_template

from assessments.web.drawn import drawn, kept


class QuestionCard(LayoutObject):  # type: ignore[misc]  # crispy ships no types
    """One question with everything that belongs to its answer.

    Only what the card needs is passed on, not the whole page context, and what looks the same for
    everybody, often the whole card, is drawn once: that keeps a section within milliseconds.
    """

    template = "%s/question.html"

    def __init__(self, code: str) -> None:
        self.code = code
        self.fields: list[str] = [code]

    def render(
        self, form: Form, _context: Any, template_pack: str = "mlpm", **_options: Any
    ) -> str:
        form.rendered_fields.add(self.code)  # type: ignore[attr-defined]  # set by crispy
        card = form.cards[self.code]  # type: ignore[attr-defined]  # a SectionForm
        read_only = form.page.read_only  # type: ignore[attr-defined]  # a SectionForm
        shown = {"card": card, "read_only": read_only}
        name = self.get_template_name(template_pack)
        return kept(
            name,
            card.whole_key,
            read_only=read_only,
            draw=lambda: _drawn(name, template_pack, shown),
        )


def _drawn(name: str, template_pack: str, shown: dict[str, Any]) -> str:
    card = shown["card"]
    link = drawn(f"{template_pack}/evidence_new_link.html", card.new_link_key, shown)
    evidence = {**shown, "new_link": link}
    pieces = {
        "asked": drawn(f"{template_pack}/question_asked.html", card.asked_key, shown),
        "marks": drawn(f"{template_pack}/marks.html", card.marks_key, shown),
        "evidence": drawn(f"{template_pack}/evidence.html", card.evidence_key, evidence),
    }
    return get_template(name).render({**shown, **pieces})
