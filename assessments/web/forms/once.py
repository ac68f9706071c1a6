"""Forms that make something once, however often they are sent: each carries a name of its own."""

import uuid
from typing import Any

from django import forms

from assessments.web.forms.plain import PlainForm


class FormIdField(forms.Field):
    """The name of this very form; one that cannot be read is taken as a form never sent."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def to_python(self, value: Any) -> uuid.UUID:
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return uuid.uuid4()


class OnceForm(PlainForm):
    """A form whose second send leads to what the first one made (`teams.services.once`)."""

    form_id = FormIdField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["form_id"] = self.fields.pop("form_id")  # last, behind what people see

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, without the name of the form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_id"}
