"""The form that keeps a scenario: a name; what is tried comes with the sandbox around it."""

from django.utils.translation import gettext_lazy as _

from assessments.text import NAME_LENGTH
from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import name_field


class ScenarioForm(OnceForm):
    name = name_field(
        _("Name of the scenario"),
        max_length=NAME_LENGTH,
        help_text=_("Everybody who may see this assessment can open it."),
    )
