"""Saving a posted section: only what was changed is written, what could not be is handed back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4, uuid5

from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers import services
from assessments.answers.errors import NotOpen, OperationReused
from assessments.answers.writes import Link, SectionResult, Write
from assessments.web.forms.section import Change, SectionForm
from assessments.web.section_page import Unsaved
from assessments.web.typed import shown_version

Problems = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many answers and links were written, and what was not."""

    written: int
    unsaved: Unsaved


def save_form(actor: Actor, begun: services.Begun, form: SectionForm) -> Outcome:
    """Write the changed answers and the new links of a bound form.

    Raises:
        NotVisible, NotAllowed: the actor may not answer here any more.
    """
    form.is_valid()
    problems = _form_problems(form)
    undecided = frozenset(code for code in form.codes if _is_undecided(form, code))
    changes = [c for c in form.changes() if c.code not in undecided and not _takes_theirs(form, c)]
    shown = shown_version(form.data.get("bank", ""))
    links = list(_links(form, problems, shown))
    try:
        result = _save(actor, begun, [_write(change, shown) for change in changes], links)
    except NotOpen:
        words = _("Not saved: the assessment takes no answers any more. Copy what you typed.")
        _add(problems, {change.code: {"value": words} for change in changes})
        _add(problems, {link.code: {"value": f"{words} {link.url}"} for link in links})
        return Outcome(0, Unsaved(form, problems))
    return _outcome(form, result, problems, undecided)


def _save(
    actor: Actor, begun: services.Begun, writes: list[Write], links: list[Link]
) -> SectionResult:
    """Save under the form's operation ids, or under new ones where those stand for other writes.

    A browser that goes back sends an old form id with new answers; their base version still
    keeps them from overwriting anything.
    """
    try:
        return services.save_section(actor=actor, begun=begun, writes=writes, links=links)
    except OperationReused:
        writes = [replace(write, operation_id=uuid4()) for write in writes]
        links = [replace(link, operation_id=uuid4()) for link in links]
        return services.save_section(actor=actor, begun=begun, writes=writes, links=links)


def _outcome(
    form: SectionForm, result: SectionResult, problems: Problems, undecided: frozenset[str]
) -> Outcome:
    for found in (*result.problems.values(), *result.evidence_problems.values()):
        _add(problems, {found.code: {_part(found.field): found.message}})
    written = sum(saved.changed for saved in result.saved.values()) + len(result.evidence)
    return Outcome(written, Unsaved(form, problems, undecided.union(result.conflicts)))


def _part(field: str) -> str:
    return field if field in {"reason", "note", "evidence"} else "value"


def _add(problems: Problems, more: Mapping[str, Mapping[str, str]]) -> None:
    for code, parts in more.items():
        problems.setdefault(code, {}).update(parts)


def _form_problems(form: SectionForm) -> Problems:
    return {
        code: {_part(error.code or ""): error.messages[0] for error in errors.as_data()}
        for code, errors in form.errors.items()
        if code != "form_id"
    }


def _is_undecided(form: SectionForm, code: str) -> bool:
    asked = f"{code}:asked" in form.data
    return asked and form.data.get(f"{code}:resolve") not in {"mine", "theirs"}


def _takes_theirs(form: SectionForm, change: Change) -> bool:
    return form.data.get(f"{change.code}:resolve") == "theirs"


def _write(change: Change, bank_version: int | None) -> Write:
    typed = change.typed
    return Write(
        change.code,
        change.base,
        change.operation_id,
        typed.state,
        typed.value,
        typed.reason,
        typed.note,
        bank_version=bank_version,
    )


def _links(form: SectionForm, problems: Problems, shown: int | None) -> Iterator[Link]:
    form_id = form.cleaned_data.get("form_id") or uuid4()
    for code in form.codes:
        url, dated = form.data.get(f"{code}:url", "").strip(), form.data.get(f"{code}:dated", "")
        if not url:
            if form.data.get("add_evidence") == code:
                _add(problems, {code: {"evidence": _("Type the link to add.")}})
            continue
        try:
            day = read_day(dated)
        except ValueError:
            _add(problems, {code: {"evidence": _("The date of the evidence is not a date.")}})
            continue
        operation = _link_id(form_id, code, url, dated)
        yield Link(code, url, operation, dated=day, bank_version=shown)


def _link_id(form_id: UUID, code: str, url: str, dated: str) -> UUID:
    return uuid5(form_id, f"{code}:evidence:{url}:{dated}")


def read_day(text: str) -> date | None:
    """Read the value of a date field; empty is None.

    Raises:
        ValueError: it is no date.
    """
    return date.fromisoformat(text.strip()) if text.strip() else None
