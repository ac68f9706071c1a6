"""The forms of translations: one field a text, with the original as its help."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import Node
from assessments.banks.stale import stale_in
from assessments.banks.translated import MadeFrom, texts_digest, texts_of
from assessments.scoring.wording import place_in
from assessments.web.forms.studio import StudioForm
from assessments.web.forms.studio_fields import line, prose, tick
from assessments.web.forms.studio_listed import Listed
from assessments.web.studio_text_names import text_name

LONG: Final = 80
HOLDS: Final = "holds:"
SOURCE: Final = "source:"


class LanguageForm(StudioForm):
    language = line(
        _("Another language"), _("Its short code, like de, fr or pt-BR."), required=True, limit=20
    )


class TranslationForm(StudioForm):
    """The texts of one element: what they say, and what they say in the other language.

    Under a stale translation stands what its text said before, with a tick for "it still holds".
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, content: Node, made_from: MadeFrom, language: str, code: str, data: Any = None
    ) -> None:
        self.language, self.code = language, code
        self.held = content.get("translations", {}).get(language, {})
        self.stale = stale_in(content, made_from, language)
        self.asked = texts_of(content, code)
        self.names = {one.key: text_name(content, code, one.key) for one in self.asked}
        super().__init__(data, initial={"seen": texts_digest(content, language, code)})
        for one in self.asked:
            field = prose(self.names[one.key], one.text, rows=3 if len(one.text) > LONG else 1)
            field.widget.attrs["lang"] = language
            self.fields[one.key] = field
            self.initial[one.key] = self.held.get(one.key, "")
            if one.key in self.stale:
                said = _g("The text has changed since this was translated. It said: “%(text)s”")
                was = said % {"text": self.stale[one.key]}
                self.fields[f"{HOLDS}{one.key}"] = tick(_("The translation still holds"), was)

    def groups(self) -> list[Any]:
        """Give each text, and under a stale one in one box what is to be said about it."""
        found: list[Any] = []
        for one in self.asked:
            found.append(one.key)
            if one.key in self.stale:
                found.append(Div(f"{HOLDS}{one.key}", css_class="stale", data_stale=one.key))
        return found

    @property
    def beside(self) -> Mapping[str, tuple[str, str]]:
        """The texts themselves: who translates has to be told when one changes."""
        words = _g("%(label)s: the text to translate")
        return {
            f"{SOURCE}{one.key}": (words % {"label": self.names[one.key]}, one.text)
            for one in self.asked
        }

    def listed(self) -> Iterator[Listed]:
        """Texts without a code are told by what they say, not by their place."""
        placed = (place_in(one.key) for one in self.asked)
        for start, end in dict.fromkeys((found[0], found[2]) for found in placed if found):
            starts = (start, f"{HOLDS}{start}", f"{SOURCE}{start}")
            yield Listed(starts, (f"{SOURCE}{start}{{}}{end}",))

    def texts(self) -> dict[str, str]:
        return {one.key: self.cleaned_data[one.key] for one in self.asked}

    def still_hold(self) -> list[str]:
        """List the stale translations that are said to be right as they are."""
        return [key for key in self.stale if self.cleaned_data.get(f"{HOLDS}{key}")]
