"""The verbs of the banks slice, one a file; each is one transaction."""

from assessments.banks.services.arrange_draft import (
    add_part,
    add_question,
    add_section,
    move_element,
    remove_element,
)
from assessments.banks.services.discard_draft import discard_draft
from assessments.banks.services.edit_draft import edit_element
from assessments.banks.services.fork_bank import fork_bank
from assessments.banks.services.import_bank import ImportResult, import_bank
from assessments.banks.services.open_draft import open_draft
from assessments.banks.services.publish_draft import publish_draft, publish_imported_draft

__all__ = [
    "ImportResult",
    "add_part",
    "add_question",
    "add_section",
    "discard_draft",
    "edit_element",
    "fork_bank",
    "import_bank",
    "move_element",
    "open_draft",
    "publish_draft",
    "publish_imported_draft",
    "remove_element",
]
