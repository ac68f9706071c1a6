"""The filter of the audit log; what cannot be read is left out and said at its field."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.audit.queries import Filters
from assessments.teams.models import User
from assessments.text import whole_number
from assessments.web.audit_words import OBJECTS, VERBS
from assessments.web.forms.plain import PlainForm, offer


def row_id(text: str) -> int:
    """Read a row's id.

    Raises:
        ValueError: it is none the column can hold.
    """
    found = whole_number(text)
    if found is None:
        raise ValueError(text)
    return found


class AuditForm(PlainForm):
    """Comes by GET; `object` is set by a link on a row and kept in a hidden field."""

    verb = forms.ChoiceField(label=_("What"), required=False)
    person = forms.TypedChoiceField(label=_("Who"), required=False, coerce=row_id, empty_value=None)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    object = forms.RegexField(
        r"^[a-z]{1,40}-[0-9]{1,18}$", required=False, widget=forms.HiddenInput()
    )

    def __init__(self, people: Iterable[User], asked: QueryDict) -> None:
        super().__init__(asked)
        by_words = sorted(((verb, str(words)) for verb, words in VERBS.items()), key=_by_words)
        offer(self, "verb", [("", str(_("Everything"))), *by_words])
        listed = {str(one.pk): str(one) for one in people}
        given = asked.get("person", "")
        if whole_number(given) is not None:
            listed.setdefault(given, str(_("Somebody who left")))
        offer(self, "person", [("", str(_("Everybody"))), *listed.items()])

    def filters(self) -> Filters:
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        kind, _dash, pk = (said.get("object") or "").partition("-")
        return Filters(
            verb=said.get("verb") or "",
            person=said.get("person"),
            object_type=kind if kind in OBJECTS else "",
            object_id=int(pk) if pk and kind in OBJECTS else None,
            since=said.get("since"),
            until=said.get("until"),
        )


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
