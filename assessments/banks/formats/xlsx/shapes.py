"""What each field of a bank may hold, read off the types of a bank: no field is named here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from functools import cache
from inspect import isclass
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator

from assessments.scoring.bank import Bank


class Form(Enum):
    """How a value lies in a sheet; `JSON` is what has no simpler form, like a condition."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    SCALAR = auto()
    LIST = auto()
    MAP = auto()
    MODEL = auto()
    JSON = auto()


PLAIN: Final = frozenset({Form.TEXT, Form.NUMBER, Form.FLAG, Form.SCALAR})


@dataclass(frozen=True)
class Shape:
    """What a place of a bank may hold.

    `fields` are those of a model (of all members, where there is a choice), `inner` is the shape
    of a list's or mapping's values. `members` are the shapes told apart by the value of `tag`;
    `words` are the only texts there may be.
    """

    form: Form
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    inner: "Shape | None" = None
    tag: str = ""
    members: Mapping[str, "Shape"] = field(default_factory=dict)
    is_never_empty: bool = False
    words: tuple[str, ...] = ()

    def of(self, key: str) -> "Shape":
        """Give the shape under a key of a model or mapping."""
        return self.fields.get(key) or self.inner or UNKNOWN

    def member(self, node: Mapping[str, Any]) -> "Shape":
        """Give the shape of the member a node says it is; else all of them together."""
        return self.members.get(str(node.get(self.tag)), self)

    @property
    def is_table(self) -> bool:
        """Say whether it is a list of texts or of models, which stands in a sheet of its own."""
        is_list = self.form is Form.LIST and self.inner is not None
        return is_list and self.inner.form in {Form.TEXT, Form.MODEL}  # type: ignore[union-attr]


UNKNOWN: Final = Shape(Form.JSON)
SIMPLE: Final = ((bool, Form.FLAG), (int, Form.NUMBER), (float, Form.NUMBER), (str, Form.TEXT))


@cache
def bank_shape() -> Shape:
    return shape_of(Bank)


def shape_of(kind: Any) -> Shape:
    """Give the shape of a type annotation."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(inner[0], inner[1:])
    if origin in {Union, UnionType}:
        return merged([shape_of(one) for one in inner if one is not NoneType])
    if origin is Literal:
        return Shape(Form.TEXT, words=inner)
    if origin in {tuple, list}:
        return Shape(Form.LIST, inner=shape_of(inner[0]))
    if origin is dict:
        return Shape(Form.MAP, inner=shape_of(inner[1]))
    return _of_class(kind)


def _annotated(kind: Any, marks: Iterable[Any]) -> Shape:
    for mark in marks:
        if isinstance(mark, Discriminator):
            return _told_apart(kind, mark.discriminator)
    return shape_of(kind)


def _told_apart(kind: Any, tag: Any) -> Shape:
    if not isinstance(tag, str):  # told apart by how they look: conditions, which hold each other
        return UNKNOWN
    members = {get_args(model.model_fields[tag].annotation)[0]: model for model in get_args(kind)}
    shapes = {name: shape_of(model) for name, model in members.items()}
    whole = merged(list(shapes.values()))
    return Shape(Form.MODEL, whole.fields, tag=tag, members=shapes, is_never_empty=True)


def _of_class(kind: Any) -> Shape:
    if isclass(kind) and issubclass(kind, BaseModel):
        hints = get_type_hints(kind, include_extras=True)
        fields = {
            about.alias or name: shape_of(hints[name]) for name, about in kind.model_fields.items()
        }
        needs = any(about.is_required() for about in kind.model_fields.values())
        return Shape(Form.MODEL, fields, is_never_empty=needs)
    if isclass(kind) and issubclass(kind, StrEnum):
        return Shape(Form.TEXT, words=tuple(one.value for one in kind))
    for simple, form in SIMPLE:
        if isclass(kind) and issubclass(kind, simple):
            return Shape(form)
    return UNKNOWN


def merged(shapes: list[Shape]) -> Shape:
    """Give one shape for what may be any of several."""
    forms = {shape.form for shape in shapes}
    if len(forms) > 1:
        return Shape(Form.SCALAR) if forms <= PLAIN else UNKNOWN
    if Form.MODEL not in forms or len(shapes) == 1:
        is_free = not all(shape.words for shape in shapes)
        words = dict.fromkeys(word for shape in shapes for word in shape.words)
        return replace(shapes[0], words=() if is_free else tuple(words))
    names = dict.fromkeys(name for shape in shapes for name in shape.fields)
    fields = {
        name: merged([shape.fields[name] for shape in shapes if name in shape.fields])
        for name in names
    }
    return Shape(Form.MODEL, fields, is_never_empty=all(one.is_never_empty for one in shapes))
