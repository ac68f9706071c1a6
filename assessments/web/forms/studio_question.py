"""The edit forms of a draft: one table from what is edited to the aspects its form has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from assessments.banks.draft_tree import SCORING, Element, Node, elements, find, whole_digest
from assessments.banks.errors import UnknownElement
from assessments.scoring.bank import Kind
from assessments.web.forms.studio import ElementForm
from assessments.web.forms.studio_aspects import (
    ADVICE,
    AT_LEAST_ONE,
    EFFORT,
    EFFORT_EACH,
    LENGTH,
    NOT_APPLICABLE,
    NUMBER,
    ORIGIN,
    PARTLY,
    REF,
    TEXTS,
    WEIGHT,
    Aspect,
    Setting,
)
from assessments.web.forms.studio_choices import CHOICES, is_given
from assessments.web.forms.studio_examples import ASIDES, EXAMPLES
from assessments.web.forms.studio_gate import GATE
from assessments.web.forms.studio_groups import (
    BANK_ORIGIN,
    BANK_READING,
    BANK_TEXTS,
    PART_TEXTS,
    SECTION_TEXTS,
)
from assessments.web.forms.studio_levels import LEVELS
from assessments.web.forms.studio_listed import Listed
from assessments.web.forms.studio_methods import SCORING_ASPECTS, SECTION_ASPECTS
from assessments.web.forms.studio_resources import CHOICE_RESOURCES, RESOURCES
from assessments.web.forms.studio_risks import RULES
from assessments.web.forms.studio_scoring import EVIDENCE
from assessments.web.forms.studio_stage import STAGE
from assessments.web.studio_digests import field_names, is_empty

_HELPS = (ADVICE, EXAMPLES, RESOURCES, NOT_APPLICABLE, ORIGIN)
_COUNTS = (WEIGHT, GATE, STAGE, *_HELPS)
ASPECTS: Mapping[Kind, tuple[Aspect, ...]] = MappingProxyType(
    {
        Kind.RUBRIC: (TEXTS, LEVELS, *_COUNTS),
        Kind.SINGLE: (TEXTS, CHOICES, RULES, *_COUNTS, EFFORT),
        Kind.MULTIPLE: (TEXTS, CHOICES, AT_LEAST_ONE, RULES, *_COUNTS, EFFORT_EACH),
        Kind.BOOLEAN: (TEXTS, PARTLY, *_COUNTS, EFFORT),
        Kind.NUMBER: (TEXTS, NUMBER, *_HELPS),
        Kind.TEXT: (TEXTS, LENGTH, *_HELPS),
        Kind.DATE: (TEXTS, *_HELPS),
    }
)
# The profile switches questions on and off; its answers count for nothing.
NOT_IN_PROFILE = (WEIGHT, GATE, STAGE, RULES, ADVICE, EFFORT, EFFORT_EACH)


class AspectForm(ElementForm):
    """The fields of one element, put together of aspects; an unfinished one may be saved.

    `seen` is the digest of what this form shows alone: other pages say other things of the same
    element, like its conditions, and two can save theirs.
    """

    def __init__(
        self, node: Node, data: Any = None, *, aspects: Sequence[Aspect], setting: Setting
    ) -> None:
        super().__init__(node, data)
        self.aspects, self.setting = aspects, setting
        self.names: list[list[str]] = []
        for aspect in aspects:
            fields = aspect.fields(node, setting)
            self.names.append(list(fields))
            self.fields.update(fields)
            self.initial.update(aspect.shown(node))
        self.initial["seen"] = whole_digest(self.shown())

    def shown(self) -> dict[str, Any]:
        """Give the fields that hold something, with what they hold."""
        values = ((name, self.initial.get(name)) for name in field_names(self))
        return {name: value for name, value in values if not is_empty(value)}

    def groups(self) -> list[Any]:
        pairs = zip(self.aspects, self.names, strict=True)
        return [aspect.group(names, self.setting) for aspect, names in pairs if names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for aspect in self.aspects:
            for name, message in list(aspect.problems(cleaned, self.node, self.setting)):
                self.add_error(name, message)
        return cleaned

    def listed(self) -> Iterator[Listed]:
        return (aspect.listed for aspect in self.aspects if aspect.listed)

    def changes(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for aspect in self.aspects:
            found |= aspect.changes(self.cleaned_data, self.node)
        return found


class ScoringForm(AspectForm):
    """What one page says of how a draft scores: its fields hang on the method."""

    def shown(self) -> dict[str, Any]:
        return super().shown() | {"method": self.node.get("method")}


class ChoiceForm(AspectForm):
    """What one choice of a question has beside its answer; written among all choices."""

    def __init__(self, question: Node, place: int, data: Any = None, *, setting: Setting) -> None:
        self.question, self.place = question, place
        choice = question["choices"][place]
        super().__init__(choice, data, aspects=(CHOICE_RESOURCES, REF), setting=setting)

    def changes(self) -> dict[str, Any]:
        held = list(self.question["choices"])
        typed = {**self.node, **super().changes()}
        held[self.place] = {key: value for key, value in typed.items() if is_given(value)}
        return {"choices": held}


GROUP_ASPECTS: Mapping[str, tuple[Aspect, ...]] = MappingProxyType(
    {
        "bank": (BANK_TEXTS, BANK_ORIGIN, BANK_READING, ASIDES),
        "part": (PART_TEXTS, REF),
        "section": (SECTION_TEXTS, REF),
    }
)


def choice_form(content: Node, question: str, choice: str, data: Any = None) -> ChoiceForm:
    """Give the form of what helps with one choice of a question.

    Raises:
        UnknownElement: there is no such question, or it has no such choice.
    """
    node = find(content, question).node
    codes = [one.get("code") for one in node.get("choices", ())]
    if choice not in codes:
        raise UnknownElement(choice)
    return ChoiceForm(node, codes.index(choice), data, setting=plain_setting_of(content))


def section_form(content: Node, section: str, data: Any = None) -> AspectForm:
    """Give the form of what the scoring says of the questions of one section.

    It has no fields where the method says nothing of single questions.

    Raises:
        UnknownElement: there is no such section.
    """
    if find(content, section).group != "section":
        raise UnknownElement(section)
    setting = setting_of(content)
    make = SECTION_ASPECTS.get(setting.method)
    aspects = (make(section),) if make else ()
    return ScoringForm(find(content, SCORING).node, data, aspects=aspects, setting=setting)


def edit_form(element: Element, content: Node, data: Any = None) -> AspectForm:
    """Give the form that edits an element of a draft."""
    setting = setting_of(content) if element.group == "scoring" else plain_setting_of(content)
    if element.group == "question" and not element.part:
        setting = replace(setting, method="")
    aspects = _aspects_of(element, setting)
    make = ScoringForm if element.group == "scoring" else AspectForm
    return make(element.node, data, aspects=aspects, setting=setting)


def _aspects_of(element: Element, setting: Setting) -> Sequence[Aspect]:
    if element.group == "scoring":
        return SCORING_ASPECTS.get(setting.method, (EVIDENCE,))
    if element.group != "question":
        return GROUP_ASPECTS[element.group]
    aspects = ASPECTS[Kind(element.node["kind"])]
    return [aspect for aspect in aspects if _is_offered(aspect, element, setting)]


def _is_offered(aspect: Aspect, element: Element, setting: Setting) -> bool:
    if not element.part and aspect in NOT_IN_PROFILE:
        return aspect.is_held(element.node)
    return aspect.is_offered(element.node, setting)


def plain_setting_of(content: Node) -> Setting:
    """Give what the form of one element must know of its bank, without what the parts hold."""
    scoring = content.get("scoring", {})
    levels, risks = (
        [(one["code"], one["name"]) for one in scoring.get(key, ())] for key in ("levels", "risks")
    )
    return Setting(levels, (), risks, scoring.get("method", ""))


def setting_of(content: Node) -> Setting:
    """Give what a form of the scoring must know of its bank: all that can be scored too."""
    inside: dict[str, list[tuple[str, str]]] = {}
    asked: dict[str, str] = {}
    for element in elements(content):
        titled = (element.code, element.node.get("title") or element.code)
        inside.setdefault(element.section or element.part, []).append(titled)
        if element.group == "question":
            asked |= (titled,)
    parts = inside.get("", [])
    return replace(plain_setting_of(content), parts=parts, inside=inside, asked=asked)
