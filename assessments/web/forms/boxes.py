"""Boxes of a form: fields that belong together, under words that say what they are about."""

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.layout import Div, Fieldset
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Box(Fieldset):  # type: ignore[misc]  # crispy-forms ships no types
    """A fieldset whose legend is text.

    Crispy's own compiles it as a template and marks it safe, and the words may be the title of a
    part, section or question, which people write.
    """

    def render(
        self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        context.update({"fieldset": self, "legend": self.legend, "fields": fields})
        return render_to_string(self.get_template_name(template_pack), context.flatten())


class Folded(Div):  # type: ignore[misc]  # crispy-forms ships no types
    """Fields that are seldom wanted, behind a line of words; open where one holds something.

    `opens` where they are what the page is for.
    """

    template = "%s/layout/folded.html"

    def __init__(self, words: str, *fields: Any, names: Sequence[str], opens: bool = False) -> None:
        super().__init__(*fields)
        self.words, self.names, self.opens = words, names, opens
        self.is_open = opens

    def render(self, form: Any, *args: Any, **options: Any) -> str:
        is_used = any(form[name].value() or form[name].errors for name in self.names)
        self.is_open = self.opens or is_used
        drawn: str = super().render(form, *args, **options)
        return drawn


def rows_among(groups: Sequence[Any]) -> Iterator[tuple[str, list[str]]]:
    """Give the words of each box inside another, and the names of its fields."""
    for group in groups:
        for inner in getattr(group, "fields", ()):
            if isinstance(inner, Box) and inner.legend:
                yield str(inner.legend), [pointer.name for pointer in inner.get_field_names()]
            else:
                yield from rows_among([inner])
