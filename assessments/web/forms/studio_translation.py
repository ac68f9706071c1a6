"""The forms of translations: one field a text, with the original as its help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.banks.draft_tree import Node
from assessments.banks.translated import texts_digest, texts_of
from assessments.web.forms.studio import StudioForm
from assessments.web.forms.studio_fields import line, prose

LONG = 80


class LanguageForm(StudioForm):
    language = line(
        _("Another language"), _("Its short code, like de, fr or pt-BR."), required=True, limit=20
    )


class TranslationForm(StudioForm):
    """The texts of one element: what they say, and what they say in the other language."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, content: Node, language: str, code: str, data: Any = None) -> None:
        self.language, self.code = language, code
        held = content.get("translations", {}).get(language, {})
        initial = {"seen": texts_digest(content, language, code)}
        super().__init__(data, initial=initial)
        for one in texts_of(content, code):
            label = one.key.removeprefix(f"{code}/").replace("_", " ").replace("/", " ")
            field = prose(label, one.text, rows=3 if len(one.text) > LONG else 1)
            field.widget.attrs["lang"] = language
            self.fields[one.key] = field
            self.initial[one.key] = held.get(one.key, "")

    def on(self, content: Node) -> "TranslationForm":
        """Give the form on the draft as it stands now, with what was typed still in it."""
        fresh = TranslationForm(content, self.language, self.code)
        typed = {name: self.data.get(name, "") for name in fresh.fields if name in self.data}
        data = {**fresh.initial, **typed, "seen": fresh.initial["seen"]}
        return TranslationForm(content, self.language, self.code, data)

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Give each text that is not as the draft has it: its label, theirs, and one's own."""
        pairs = [(name, str(self.initial[name]), self.data.get(name, "")) for name in self.initial]
        return [
            (str(self.fields[name].label), theirs, mine)
            for name, theirs, mine in pairs
            if name != "seen" and theirs != mine
        ]

    def texts(self) -> dict[str, str]:
        return {key: text for key, text in self.cleaned_data.items() if key != "seen"}
