"""The form of an organisation's look: the colour and logo of its reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.reports.colours import NoColour, colour_from
from assessments.web.forms.plain import PlainForm


class LookForm(PlainForm):
    accent = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=20,
        help_text=_("Six hexadecimal digits, like #3350c8. Left empty: the blue of this product."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    logo = forms.FileField(
        label=_("New logo"),
        required=False,
        help_text=_(
            "PNG or JPEG, up to 1 MB and 4,000 pixels a side. It stands on white on the first page."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo there is"), required=False)

    def __init__(self, *args: object, has_logo: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        if not has_logo:
            del self.fields["removes_logo"]

    def clean_accent(self) -> str:
        said: str = self.cleaned_data["accent"]
        try:
            return colour_from(said) if said.strip() else ""
        except NoColour as error:
            words = _("Give a colour as six hexadecimal digits, like #3350c8.")
            raise forms.ValidationError(words, code="colour") from error
