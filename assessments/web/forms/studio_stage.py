"""The stage of a question in its edit form: the level it is asked for, where levels are stages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_tree import Node
from assessments.web.forms.studio_aspects import Aspect, Fields, Setting
from assessments.web.forms.studio_fields import choice


def _fields(node: Node, setting: Setting) -> Fields:
    """Offer every level but the lowest, which asks for nothing, and what is there already."""
    stages = list(setting.levels[1:]) if setting.method == "staged" else []
    held = node.get("stage")
    if held and held not in dict(stages):
        stages.append((held, _("%(code)s, which asks for nothing here") % {"code": held}))
    said = _("It counts towards this level and all above. None: it counts for nothing.")
    return {"stage": choice(_("Level it is asked for"), [("", "—"), *stages], said)}


STAGE = Aspect(
    fields=_fields,
    shown=lambda node: {"stage": node.get("stage")},
    changes=lambda cleaned, node: {"stage": cleaned["stage"]},
    legend=gettext_lazy("Stage"),
    key="stage",
)
