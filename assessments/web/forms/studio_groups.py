"""The aspects of a part, a section and the bank itself in their edit forms."""

from django.utils.translation import gettext_lazy as _

from assessments.web.forms.studio_aspects import plain
from assessments.web.forms.studio_fields import choice, line, long_line, prose

SECTION_TEXTS = plain(
    "",
    lambda: {
        "title": long_line(_("Title")),
        "description": prose(_("Description"), _("Shown on top of the page.")),
    },
)
PART_TEXTS = plain(
    "",
    lambda: {
        "title": long_line(_("Title")),
        "short_title": line(
            _("Short title"), _("For charts and steps, at most 60 characters."), limit=60
        ),
        "description": prose(_("Description")),
    },
)
BANK_TEXTS = plain(
    "",
    lambda: {
        "title": line(_("Title"), required=True),
        "description": prose(_("Description")),
    },
)
BANK_ORIGIN = plain(
    _("Where it comes from"),
    lambda: {
        "publisher": line(_("Publisher")),
        "licence": line(_("Licence")),
        "attribution": prose(_("Attribution")),
        "source": prose(_("Source")),
    },
)
BANK_READING = plain(
    _("How it is read"),
    lambda: {
        "language": line(
            _("Language it is written in"), _("Its short code, like en, de or pt-BR."), limit=20
        ),
        "direction": choice(
            _("What a high score says"),
            [("", _("Ready: high is good")), ("risk", _("Risk: high is bad"))],
        ),
    },
)
