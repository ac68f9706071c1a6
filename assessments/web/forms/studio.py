"""The forms of the bank studio; each gives the fields it edits as the bank file writes them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.banks.draft_tree import Node
from assessments.scoring.bank import Kind
from assessments.web.forms.boxes import rows_among
from assessments.web.forms.once import FormIdField
from assessments.web.forms.studio_fields import line, prose
from assessments.web.forms.studio_listed import Listed

HIDDEN = ("seen", "base", "revision", "form_id")
KINDS = [
    (Kind.RUBRIC.value, _("Rubric: the highest level that holds")),
    (Kind.MULTIPLE.value, _("Multiple: tick all that hold")),
    (Kind.SINGLE.value, _("Single: one of several choices")),
    (Kind.BOOLEAN.value, _("Yes or no")),
    (Kind.NUMBER.value, _("Number")),
    (Kind.TEXT.value, _("Text")),
    (Kind.DATE.value, _("Date")),
]


class StudioForm(forms.Form):
    """A form whose layout is a crispy one and whose form tag the page owns."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        hidden = [name for name in HIDDEN if name in self.fields]
        helper.layout = Layout(*hidden, *self.groups())
        return helper

    def groups(self) -> list[Any]:
        return [name for name in self.fields if name not in HIDDEN]

    def label_of(self, name: str) -> str:
        """Name a field, with the row of a list it stands in."""
        label = str(self[name].label)
        row = next((words for words, names in rows_among(self.groups()) if name in names), "")
        return _("%(row)s, %(field)s") % {"row": row, "field": label} if row else label

    @property
    def beside(self) -> Mapping[str, tuple[str, str]]:
        """Give what the page shows beside the fields and does not edit: its label and text."""
        return {}

    def listed(self) -> Iterator[Listed]:
        """Give the lists whose rows the fields name by their place."""
        return iter(())

    @property
    def is_late(self) -> bool:
        """Say whether it was sent from a page that showed something else than there is now."""
        return self.is_bound and self.data.get("seen") != self.initial.get("seen")


class ElementForm(StudioForm):
    """The fields of one part, section or question, or of the bank itself.

    `seen` is the digest of what the form shows of it, `base` has one for each field.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, node: Node, data: Any = None) -> None:
        self.node = node
        super().__init__(data)


class AddOnceForm(StudioForm):
    """A form that adds an element; the same sent again leads to what it added the first time."""

    form_id = FormIdField()

    @property
    def token(self) -> UUID:
        """Name this form with what was typed: another text, after going back, is another one."""
        said = {name: one for name, one in self.cleaned_data.items() if name != "form_id"}
        form_id: UUID = self.cleaned_data["form_id"]
        return uuid5(form_id, json.dumps(said, sort_keys=True))


class AddForm(AddOnceForm):
    """A new part or section; the code is made from the title when it is left empty."""

    title = line(_("Title"), required=True)
    code = line(
        _("Code"),
        _("Stays for good: answers hang on it. Left empty, it is made from the title."),
    )


class DuplicateForm(AddOnceForm):
    code = line(
        _("Code of the copy"),
        _("Stays for good: answers hang on it. What lies in the copy gets codes like it."),
        limit=100,
    )


class AddQuestionForm(AddForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    field_order = ("title", "kind", "code")


class ReviewForm(StudioForm):
    """What a second person says about a revision; two buttons give the verdict."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    comment = prose(
        _("Comment"),
        _("For who wrote it. Needed when you send it back: say what should be changed."),
    )


class PublishForm(StudioForm):
    """The note of a publication; `revision` is that of the draft the page shows.

    Where the check has warnings, whoever publishes says that they were looked at.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)
    notes = prose(
        _("What changed?"),
        _("One or two sentences for the people who choose a version. They are kept with it."),
    )

    def __init__(self, data: Any = None, *, warnings: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["notes"].required = True
        if warnings:
            self.fields["despite_warnings"] = forms.BooleanField(
                label=ngettext(
                    "I have looked at the %(n)s warning and publish with it",
                    "I have looked at the %(n)s warnings and publish with them",
                    warnings,
                )
                % {"n": warnings},
                error_messages={
                    "required": _(
                        "Look at the warnings above, then say that you publish with them."
                    )
                },
            )
