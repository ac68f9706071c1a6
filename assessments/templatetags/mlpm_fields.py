"""What `mlpm/field.html` needs to know of a form field: its control, or its choices as a list."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.forms.widgets import ChoiceWidget, Select

register = template.Library()


@dataclass(frozen=True, slots=True)
class Control:
    grouped: bool
    is_checkbox: bool
    options: list[dict[str, Any]]


@register.simple_tag
def described(field: BoundField) -> Control:
    """Tell radios and tick boxes, which the pack draws itself, from single controls."""
    widget = field.field.widget
    grouped = isinstance(widget, ChoiceWidget) and not isinstance(widget, Select)
    return Control(
        grouped=grouped,
        is_checkbox=isinstance(widget, CheckboxInput),
        options=_options(field) if grouped else [],
    )


def _options(field: BoundField) -> list[dict[str, Any]]:
    attrs = field.build_widget_attrs({"id": field.auto_id})
    widget = field.field.widget
    values = widget.format_value(field.value())
    groups = widget.optgroups(field.html_name, values, attrs)
    return [option for _name, options, _index in groups for option in options]
