"""A verdict in words, the same on the page and on the command line."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.reports.place_words import place_words, value_words
from assessments.reports.verdicts import Standing, Verdict
from assessments.reports.verified import Change, Piece, Worth


@dataclass(frozen=True, slots=True)
class Words:
    """`tone` is good, warn or bad; `lines` say why, `changes` name what differs."""

    tone: str
    headline: str
    lines: tuple[str, ...]
    changes: tuple[str, ...] = ()


def words_of(verdict: Verdict) -> Words:
    """Say in a headline what the file is worth, and in lines why."""
    judged = verdict.judged
    if judged.worth is Worth.GENUINE:
        return _genuine(verdict)
    if judged.worth is Worth.ALTERED:
        lines = tuple(_piece(piece) for piece in judged.altered)
        file = str(judged.seal.get("file", ""))
        changes = tuple(_change(one, file) for one in judged.changes)
        return Words("bad", _("Altered"), lines, changes)
    return Words("warn", _("Not verified"), (_NOT_VERIFIED[judged.worth](),))


def _genuine(verdict: Verdict) -> Words:
    lines = (_standing(verdict), *_proofs(verdict))
    if verdict.standing is Standing.CURRENT:
        return Words("good", _("Genuine, current"), lines)
    if verdict.standing in {Standing.SUPERSEDED, Standing.OUT_OF_DATE}:
        return Words("warn", _("Genuine, superseded"), lines)
    return Words("good", _("Genuine"), lines)


def _standing(verdict: Verdict) -> str:
    if verdict.standing is Standing.SUPERSEDED:
        return _superseded(verdict)
    if verdict.standing is Standing.OUT_OF_DATE:
        return _("Evidence it rests on has gone out of date since; the answers are the same.")
    if verdict.standing is Standing.GONE:
        return _("The assessment it speaks of is no longer kept here.")
    if verdict.standing is Standing.NOT_SHOWN:
        return _("Whether it is still current is shown to the people of its team.")
    return _("No answer has changed since.")


def _superseded(verdict: Verdict) -> str:
    if verdict.newer is None:
        return _("Superseded by answers that changed since; no newer report was made yet.")
    said = {
        "file": verdict.newer.file_name,
        "day": date_format(verdict.newer.requested_at, "DATE_FORMAT"),
    }
    return _("Superseded by %(file)s of %(day)s.") % said


def _proofs(verdict: Verdict) -> Iterator[str]:
    yield _("Its signature is one of this installation, and every value is as it was sealed.")
    if verdict.judged.recomputed:
        yield _("Its score was computed anew from its answers and is the same.")
    else:
        yield _("Its score could not be computed anew: its answers are no longer kept here, or "
                "the rules of scoring have changed since.")  # fmt: skip


def _piece(piece: Piece) -> str:
    return {
        Piece.SEAL: _("The seal was changed: its signature does not fit."),
        Piece.DATA: _("The embedded data was changed: it is not what the report was made from."),
        Piece.BANK: _("The embedded question bank was changed."),
        Piece.PAGES: _("The pages were changed: they are not the bytes that were sealed."),
        Piece.VALUES: _("What the file shows was changed:"),
    }[piece]


def _change(change: Change, file: str) -> str:
    place = place_words(change.place, file)
    was, found = (value_words(value, file) for value in (change.was, change.found))
    said = {"place": place, "was": was, "found": found}
    if not change.was:
        return _("%(place)s was added: “%(found)s”") % said
    if not change.found:
        return _("%(place)s was taken out; it was “%(was)s”") % said
    return _("%(place)s says “%(found)s”; it was “%(was)s”") % said


_NOT_VERIFIED = {
    Worth.UNSEALED: lambda: _("The file carries no seal of this product."),
    Worth.UNKNOWN_KEY: lambda: _("The file was sealed with a key this installation never had."),
    Worth.NOT_READABLE: lambda: _("The file is not a report: it is damaged, or something else."),
}
