"""Begins and removes languages of a draft, and translates its elements, one at a time."""

from collections.abc import Collection, Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.banks.draft_tree import whole_digest
from assessments.banks.errors import DraftConflict, FieldRefused, UnknownElement
from assessments.banks.gated import gated_text
from assessments.banks.models import BankDraft
from assessments.banks.services.lock_draft import lock_draft, write_draft
from assessments.banks.translated import LANGUAGE_CODE, texts_digest, texts_of
from assessments.text import NOTE_LENGTH

MOST_LANGUAGES: Final = 40


@transaction.atomic
def translate_element(
    *,
    actor: Actor,
    bank_id: int,
    language: str,
    code: str,
    seen: str,
    texts: Mapping[str, str],
    still_hold: Collection[str] = (),
) -> BankDraft:
    """Set the texts of an element in a language; an empty one is taken away (4 queries).

    `texts` maps translation keys to texts, `seen` is the `texts_digest` the editor had before
    them: of the texts in the bank's own language and of their translations. `still_hold` has the
    keys of translations that are right as they are although their text has changed.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        UnknownElement: the draft has no such language or element.
        DraftConflict: a text or its translation was changed meanwhile; nothing is written.
        FieldRefused: the text gate refuses one; the field is its key.
    """
    draft = lock_draft(actor, bank_id)
    held = draft.content.get("translations", {}).get(language)
    known = {text.key for text in texts_of(draft.content, code)}
    if held is None or not known:
        raise UnknownElement(language)
    if texts_digest(draft.content, language, code) != seen:
        raise DraftConflict(code, {key: held.get(key, "") for key in known}, texts)
    before, stale = dict(held), draft.made_from.get(language, {})
    for key in known & set(texts):
        _put(held, key, texts[key])
    kept = {key: stale[key] for key in stale if key not in still_hold or key not in known}
    draft.made_from = {**draft.made_from, language: kept} if kept != stale else draft.made_from
    return draft if (held, kept) == (before, stale) else write_draft(draft, actor)


def _put(held: dict[str, str], key: str, raw: str) -> None:
    if text := gated_text(key, raw, NOTE_LENGTH):
        held[key] = text
    else:
        held.pop(key, None)


@transaction.atomic
def add_language(*, actor: Actor, bank_id: int, language: str) -> BankDraft:
    """Begin translations into a language (4 queries).

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        FieldRefused: no code of a language, the bank's own, or begun already.
    """
    draft = lock_draft(actor, bank_id)
    code = language.strip()
    held = draft.content.setdefault("translations", {})
    if not LANGUAGE_CODE.fullmatch(code):
        raise FieldRefused("language", _("Give the short code of a language, like de or pt-BR."))
    if code in held or code == draft.content.get("language", "en"):
        raise FieldRefused("language", _("The bank has %(code)s already.") % {"code": code})
    if len(held) >= MOST_LANGUAGES:
        words = _("A bank has at most %(number)d translations.")
        raise FieldRefused("language", words % {"number": MOST_LANGUAGES})
    held[code] = {}
    return write_draft(draft, actor)


@transaction.atomic
def remove_language(*, actor: Actor, bank_id: int, language: str, seen: str) -> BankDraft:
    """Take a language out of the draft with all that was translated into it (4 queries).

    `seen` is the `whole_digest` of the translations the editor had before them.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        UnknownElement: the draft has no such language.
        DraftConflict: one of the translations was changed meanwhile; nothing is removed.
    """
    draft = lock_draft(actor, bank_id)
    held = draft.content.get("translations", {})
    if language not in held:
        raise UnknownElement(language)
    if whole_digest(held[language]) != seen:
        raise DraftConflict(language, held[language])
    del held[language]
    draft.made_from = {one: draft.made_from[one] for one in draft.made_from if one != language}
    return write_draft(draft, actor)
