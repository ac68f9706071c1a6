"""The verbs of the banks slice, one a file; each is one transaction."""

from assessments.banks.services.add_pasted import add_pasted, with_codes
from assessments.banks.services.arrange_draft import (
    add_part,
    add_question,
    add_section,
    move_element,
    remove_element,
)
from assessments.banks.services.change_method import change_method
from assessments.banks.services.create_bank import create_bank
from assessments.banks.services.discard_draft import discard_draft
from assessments.banks.services.edit_draft import edit_element, edit_shown
from assessments.banks.services.fork_bank import fork_bank
from assessments.banks.services.import_bank import (
    ImportResult,
    import_bank,
    import_unfinished,
)
from assessments.banks.services.import_upload import Target, import_upload
from assessments.banks.services.lock_draft import editable_bank
from assessments.banks.services.open_draft import open_draft
from assessments.banks.services.place_element import duplicate_element, place_element
from assessments.banks.services.publish_draft import publish_draft, publish_imported_draft
from assessments.banks.services.restore_draft import restore_draft, take_back_revision
from assessments.banks.services.retire_version import restore_version, retire_version
from assessments.banks.services.review_draft import ask_for_review, decide_review
from assessments.banks.services.take_over import take_over
from assessments.banks.services.translate_draft import (
    add_language,
    remove_language,
    translate_element,
)
from assessments.banks.services.uploads import keep_upload, prune_uploads

__all__ = [
    "ImportResult",
    "Target",
    "add_language",
    "add_part",
    "add_pasted",
    "add_question",
    "add_section",
    "ask_for_review",
    "change_method",
    "create_bank",
    "decide_review",
    "discard_draft",
    "duplicate_element",
    "edit_element",
    "edit_shown",
    "editable_bank",
    "fork_bank",
    "import_bank",
    "import_unfinished",
    "import_upload",
    "keep_upload",
    "move_element",
    "open_draft",
    "place_element",
    "prune_uploads",
    "publish_draft",
    "publish_imported_draft",
    "remove_element",
    "remove_language",
    "restore_draft",
    "restore_version",
    "retire_version",
    "take_back_revision",
    "take_over",
    "translate_element",
    "with_codes",
]
