"""Reads a survey as the draft of a bank; what cannot be carried is listed."""

from itertools import count, islice
from typing import Any, Final

from assessments.banks.formats.errors import refuse
from assessments.banks.formats.file import BankFile
from assessments.banks.formats.foreign import LINE, PROSE, Losses, shortened, slug_of
from assessments.banks.formats.imported import Imported, counts_of, imported
from assessments.banks.formats.surveyjs.conditions import all_of, condition_of
from assessments.banks.formats.surveyjs.draft import Draft, Pending
from assessments.banks.formats.surveyjs.pages import Located, parts_of
from assessments.banks.formats.surveyjs.scoring import scored
from assessments.banks.formats.surveyjs.tokens import ExpressionProblem
from assessments.banks.formats.surveyjs.words import Words, without_markup
from assessments.scoring.condition_rules import cycle_problems
from assessments.scoring.outline import outline
from assessments.scoring.wording import texts_in

NAME: Final = "surveyjs"
TOP_KEYS: Final = ("title", "description", "locale", "pages", "elements", "questions")
MOST_CYCLES: Final = 1
# A thousand times those of the largest assessment known; more would take minutes.
MOST_CHARACTERS: Final = 500_000
Tree = dict[str, Any]


def recognise(file: BankFile) -> bool:
    """Say whether the file is a survey: it has pages, or elements with types on top.

    Raises:
        BankFileRefused: it is not even JSON.
    """
    if file.kind != "json":
        return False
    tree = file.loose_json().tree
    elements = tree.get("elements", tree.get("questions"))
    typed = isinstance(elements, list) and any(
        isinstance(e, dict) and "type" in e for e in elements
    )
    return isinstance(tree.get("pages"), list) or typed


def read(file: BankFile) -> Imported:
    """Read a survey as the draft of a bank.

    Raises:
        BankFileRefused: the file is no survey.
    """
    survey, found = file.loose_json()
    if not any(isinstance(survey.get(key), list) for key in ("pages", "elements", "questions")):
        raise refuse("A survey has a list of pages.", "pages")
    losses = Losses(found)
    losses.unread(survey, "", TOP_KEYS)
    draft = Draft(losses, Words(losses, survey.get("locale")))
    parts, intro = parts_of(draft, survey)
    if sum(len(one.text) for each in draft.pending for one in each.shown) > MOST_CHARACTERS:
        raise refuse(f"Its conditions have more than {MOST_CHARACTERS} characters.", "pages")
    content = _about(draft, survey, intro) | {"parts": parts}
    for pending in draft.pending:
        _show(draft, pending)
    content |= scored(draft, parts, content["title"])
    _without_cycles(draft, content)
    _translate(draft, content)
    counts = counts_of(content)
    counts = counts._replace(choices=counts.choices - draft.added)
    return imported(NAME, content, counts=counts, losses=dict.fromkeys(losses.found))


def _about(draft: Draft, survey: Tree, intro: list[Located]) -> Tree:
    title = draft.words.of(survey.get("title"), "title", "title", LINE)
    told = [(survey.get("description"), "description"), *intro]
    found = {
        "slug": slug_of(title, "survey"),
        "title": title or "Survey without a title",
        "description": draft.words.joined(told, "description", PROSE, without_markup),
        "language": draft.words.language,
    }
    return {key: value for key, value in found.items() if value}


def _show(draft: Draft, pending: Pending) -> None:
    """Give a section or question its condition; one that cannot be made is listed."""
    made = []
    for text, path in pending.shown:
        try:
            made.append(condition_of(text, draft.asked))
        except ExpressionProblem as problem:
            draft.losses.add(path, f"It is always shown: {problem}. {shortened(text)}")
    found = all_of(made)
    if isinstance(found, dict):
        pending.target["show_if"] = found
    elif not found:
        path = pending.shown[-1].path
        draft.losses.add(path, "No answers make this true; it is shown here, and hidden there.")


def _without_cycles(draft: Draft, content: Tree) -> None:
    """Take conditions away until no question waits for itself: one at a time, then all others."""
    paths = {id(pending.target): pending.shown[-1].path for pending in draft.pending}
    for tries in count():
        view = outline(content)
        problems = {path for path, _ in cycle_problems(view)}
        if not problems:
            return
        waiting = (one for one in view.asked if one.question.at("show_if") in problems)
        for asked in islice(waiting, None if tries > MOST_CYCLES else 1):
            holders = (asked.question, asked.section, asked.part)
            for node in (one.node for one in holders if one and "show_if" in one.node):
                _always_shown(draft, node, paths[id(node)])
                break


def _always_shown(draft: Draft, node: Any, path: str) -> None:
    del node["show_if"]
    draft.losses.add(path, "Whether it is shown depends on itself; it is always shown.")


def _translate(draft: Draft, content: Tree) -> None:
    """Keep the translations of texts the bank has; a page may have become no part of its own."""
    known = texts_in(content)
    for language, texts in draft.words.translations.items():
        if kept := {key: text for key, text in texts.items() if key in known}:
            content.setdefault("translations", {})[language] = kept
