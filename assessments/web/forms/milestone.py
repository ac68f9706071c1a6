"""The forms about milestones: make one by hand, and rename it."""

from django.utils.translation import gettext_lazy as _

from assessments.web.forms.once import OnceForm
from assessments.web.forms.plain import PlainForm, name_field, note_field


class MilestoneNameForm(PlainForm):
    name = name_field(_("Name"), help_text=_("For example Before the pilot, or Board of March."))


class NewMilestoneForm(OnceForm, MilestoneNameForm):
    note = note_field(
        _("Note"), required=False, help_text=_("What readers of this milestone should know.")
    )
