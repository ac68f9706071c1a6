"""The forms of a person's own account."""

from django.utils.translation import gettext_lazy as _

from assessments.web.forms.plain import PlainForm, name_field


class NameForm(PlainForm):
    name = name_field(_("Name"), help_text=_("What the others see beside your answers."))
