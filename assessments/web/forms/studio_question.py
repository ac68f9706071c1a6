"""The edit form of a question: one table from kind to the aspects its form has."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from assessments.banks.draft_tree import Element, Node
from assessments.scoring.bank import Kind
from assessments.web.forms.studio import BankEditForm, ElementForm, PartEditForm, SectionEditForm
from assessments.web.forms.studio_aspects import (
    ADVICE,
    AT_LEAST_ONE,
    EFFORT,
    EFFORT_EACH,
    LENGTH,
    NOT_APPLICABLE,
    NUMBER,
    PARTLY,
    TEXTS,
    WEIGHT,
    Aspect,
    Setting,
)
from assessments.web.forms.studio_choices import CHOICES
from assessments.web.forms.studio_gate import GATE
from assessments.web.forms.studio_levels import LEVELS

_COUNTS = (WEIGHT, GATE, ADVICE, NOT_APPLICABLE)
ASPECTS: Mapping[Kind, tuple[Aspect, ...]] = MappingProxyType(
    {
        Kind.RUBRIC: (TEXTS, LEVELS, *_COUNTS),
        Kind.SINGLE: (TEXTS, CHOICES, *_COUNTS, EFFORT),
        Kind.MULTIPLE: (TEXTS, CHOICES, AT_LEAST_ONE, *_COUNTS, EFFORT_EACH),
        Kind.BOOLEAN: (TEXTS, PARTLY, *_COUNTS, EFFORT),
        Kind.NUMBER: (TEXTS, NUMBER, ADVICE, NOT_APPLICABLE),
        Kind.TEXT: (TEXTS, LENGTH, ADVICE, NOT_APPLICABLE),
        Kind.DATE: (TEXTS, ADVICE, NOT_APPLICABLE),
    }
)
# The profile switches questions on and off; its answers count for nothing.
NOT_IN_PROFILE = (WEIGHT, GATE, ADVICE, EFFORT, EFFORT_EACH)


class QuestionEditForm(ElementForm):
    """The fields of one question; an unfinished one may be saved."""

    def __init__(
        self, node: Node, data: Any = None, *, aspects: Sequence[Aspect], setting: Setting
    ) -> None:
        super().__init__(node, data)
        self.aspects, self.setting = aspects, setting
        self.names = [list(aspect.fields(node, setting)) for aspect in aspects]
        for aspect in aspects:
            self.fields.update(aspect.fields(node, setting))
            self.initial.update(aspect.shown(node))

    def groups(self) -> list[Any]:
        return [a.group(names) for a, names in zip(self.aspects, self.names, strict=True)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for aspect in self.aspects:
            for name, message in aspect.problems(cleaned):
                self.add_error(name, message)
        return cleaned

    def changes(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for aspect in self.aspects:
            found |= aspect.changes(self.cleaned_data, self.node)
        return found


GROUP_FORMS: Mapping[str, type[ElementForm]] = MappingProxyType(
    {"bank": BankEditForm, "part": PartEditForm, "section": SectionEditForm}
)


def edit_form(element: Element, content: Node, data: Any = None) -> ElementForm:
    """Give the form that edits an element of a draft."""
    if element.group != "question":
        return GROUP_FORMS[element.group](element.node, data)
    aspects: Sequence[Aspect] = ASPECTS[Kind(element.node["kind"])]
    if not element.part:
        aspects = [aspect for aspect in aspects if aspect not in NOT_IN_PROFILE]
    return QuestionEditForm(element.node, data, aspects=aspects, setting=setting_of(content))


def setting_of(content: Node) -> Setting:
    levels = content.get("scoring", {}).get("levels", ())
    return Setting([(level["code"], level["name"]) for level in levels])
