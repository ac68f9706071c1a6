"""Makes parts and sections of the pages and panels of a survey.

A page is a section; one with several panels makes a section of each. Pages of the same title that
follow each other are one part.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from assessments.banks.formats.foreign import PROSE, REF, Losses
from assessments.banks.formats.surveyjs.draft import Draft, Shown, shown_by
from assessments.banks.formats.surveyjs.elements import Place, named, questions_of
from assessments.banks.formats.surveyjs.words import without_markup

Tree = dict[str, Any]
Located = tuple[Any, str]
Elements = list[tuple[str, Tree]]
PANELS: Final = ("panel", "flowpanel")
PAGE_KEYS: Final = ("name", "title", "description", "visibleIf", "elements", "questions")
PANEL_KEYS: Final = ("type", "name", "title", "description", "visibleIf", "elements")
HTML_KEYS: Final = ("type", "name", "html", "visibleIf")


class Group(NamedTuple):
    """What becomes one section: a panel, or the loose elements of a page."""

    panel: Tree
    path: str
    elements: Elements


class Content(NamedTuple):
    """The questions of a section, and the texts that stand between them."""

    questions: list[Tree]
    texts: list[Located]


def parts_of(draft: Draft, survey: Tree) -> tuple[list[Tree], list[Located]]:
    """Give the parts, and the texts of pages in front that ask nothing."""
    parts: list[Tree] = []
    intro: list[Located] = []
    last = ""
    for path, page in _pages(draft.losses, survey):
        draft.losses.unread(page, path, PAGE_KEYS)
        title = draft.words.own(page.get("title"), f"{path}.title")
        is_new = not parts or not title or title != last
        part = _part(draft, page, path) if is_new else parts[-1]
        sections, texts = _sections(draft, page, path, part)
        if not sections:
            _without_questions(draft, path, texts, None if parts else intro)
            continue
        part["sections"] += sections
        parts += [part] if is_new else []
        last = title
    return parts, intro


def _pages(losses: Losses, survey: Tree) -> Iterator[tuple[str, Tree]]:
    if isinstance(survey.get("pages"), list):
        yield from losses.mappings(survey["pages"], "pages")
        return
    # Files from before there were pages hold the elements on top.
    for key in ("elements", "questions"):
        if isinstance(survey.get(key), list):
            yield "", {"name": "page1", key: survey[key]}


def _without_questions(
    draft: Draft, path: str, texts: list[Located], intro: list[Located] | None
) -> None:
    if intro is not None:
        intro += texts
    else:
        draft.losses.add(path, "The page asks nothing and is left out.")


def _part(draft: Draft, page: Tree, path: str) -> Tree:
    name = draft.losses.text(page.get("name"), f"{path}.name", REF)
    code = draft.codes.of(name, fallback="page")
    title = draft.words.of(page.get("title"), f"{code}/title", f"{path}.title")
    return {"code": code, "ref": name, "title": title or named(name), "sections": []}


def _sections(draft: Draft, page: Tree, path: str, part: Tree) -> tuple[list[Tree], list[Located]]:
    """Give the sections of a page, and the texts of groups that ask nothing."""
    groups = _groups(draft.losses, page, path)
    sections, texts = [], []
    for group in groups:
        name = str(group.panel.get("name") or page.get("name") or "")
        content = _content(draft, group.elements, Place(group.path, part["code"], name))
        if content.questions:
            alone = page if len(groups) == 1 else group.panel
            sections.append(_section(draft, (page, path), group, content, (part, alone)))
        else:
            texts += content.texts
    return sections, texts


def _groups(losses: Losses, page: Tree, path: str) -> list[Group]:
    """Take the panels on a page apart; loose elements that follow each other are one group."""
    key = "elements" if "elements" in page else "questions"
    groups: list[Group] = []
    step = f"{path}.{key}" if path else key
    for place, element in losses.mappings(page.get(key), step):
        if element.get("type") in PANELS:
            losses.unread(element, place, PANEL_KEYS)
            inner = list(losses.mappings(element.get("elements"), f"{place}.elements"))
            groups.append(Group(element, place, inner))
        elif groups and not groups[-1].panel:
            groups[-1].elements.append((place, element))
        else:
            groups.append(Group({}, path, [(place, element)]))
    return groups


def _content(draft: Draft, elements: Elements, place: Place) -> Content:
    found = Content([], [])
    for path, element in elements:
        here = place._replace(path=path)
        if element.get("type") in PANELS:
            inner = _inside(draft, element, here)
            found.questions.extend(inner.questions)
            found.texts.extend(inner.texts)
        elif element.get("type") == "html":
            found.texts.append(_text_between(draft.losses, element, path))
        else:
            found.questions.extend(questions_of(draft, element, here))
    return found


def _inside(draft: Draft, panel: Tree, place: Place) -> Content:
    """Read a panel in a panel: its questions stand with the others, shown when it would be."""
    path = place.path
    draft.losses.unread(panel, path, PANEL_KEYS)
    if title := draft.words.own(panel.get("title"), f"{path}.title"):
        draft.losses.add(f"{path}.title", f"A section has no sections of its own: {title:.60}")
    elements = list(draft.losses.mappings(panel.get("elements"), f"{path}.elements"))
    shown = (*place.shown, *shown_by(panel, path, draft.losses))
    name = str(panel.get("name") or place.parent)
    found = _content(draft, elements, place._replace(parent=name, shown=shown))
    told = [(panel["description"], f"{path}.description")] if panel.get("description") else []
    return Content(found.questions, [*told, *found.texts])


def _text_between(losses: Losses, element: Tree, path: str) -> Located:
    losses.unread(element, path, HTML_KEYS)
    if shown := shown_by(element, path, losses):
        losses.add(shown[0].path, "A text between questions is always shown.")
    if "<" in str(element.get("html")):
        losses.add(f"{path}.html", "The formatting of this text is left out.")
    return element.get("html"), f"{path}.html"


def _section(
    draft: Draft,
    page: tuple[Tree, str],
    group: Group,
    content: Content,
    held: tuple[Tree, Tree],
) -> Tree:
    """Make a section; `held` is its part, and the page or panel whose name it has."""
    (node, path), (part, called) = page, held
    name = draft.losses.text(called.get("name"), f"{path}.name", REF)
    code = draft.codes.of(name, part["code"], "section")
    title = _title(draft, code, (group.panel, group.path), page)
    told = [(group.panel.get("description"), f"{group.path}.description"), *content.texts]
    if called is node:
        told = [(node.get("description"), f"{path}.description"), *told]
    key = f"{code}/description"
    description = draft.words.joined(told, key, PROSE, without_markup)
    found = {"code": code, "ref": name, "title": title or part["title"], "description": description}
    section: Tree = {key: value for key, value in found.items() if value}
    section["questions"] = content.questions
    shown: list[Shown] = shown_by(node, path, draft.losses)
    draft.show(section, [*shown, *shown_by(group.panel, group.path, draft.losses)])
    return section


def _title(draft: Draft, code: str, *holders: tuple[Tree, str]) -> str:
    for node, path in holders:
        if title := draft.words.of(node.get("title"), f"{code}/title", f"{path}.title"):
            return title
    return ""
