"""Reads a lens: pillars become parts, best practices choices, and risk rules stay as they are."""

from collections.abc import Iterator
from typing import Any, Final

from assessments.banks.formats.aws_lens.questions import Question, question_of
from assessments.banks.formats.aws_lens.words import SCHEMA, scoring
from assessments.banks.formats.errors import refuse
from assessments.banks.formats.file import BankFile
from assessments.banks.formats.foreign import LINE, REF, Codes, Losses, shortened, slug_of
from assessments.banks.formats.imported import Imported, counts_of, imported

NAME: Final = "aws-lens"
LENS_KEYS: Final = ("schemaVersion", "name", "description", "pillars")
PILLAR_KEYS: Final = ("id", "name", "description", "questions")


def recognise(file: BankFile) -> bool:
    """Say whether the file is a lens.

    Raises:
        BankFileRefused: it is not even JSON.
    """
    return file.kind == "json" and "pillars" in file.loose_json().tree


def read(file: BankFile) -> Imported:
    """Read a lens as the draft of a bank.

    Raises:
        BankFileRefused: the file is no lens.
    """
    lens, found = file.loose_json()
    if not isinstance(lens.get("pillars"), list):
        raise refuse("A lens has a list of pillars.", "pillars")
    losses = Losses(found)
    losses.unread(lens, "", LENS_KEYS)
    if lens.get("schemaVersion") not in (None, SCHEMA):
        said = shortened(lens["schemaVersion"])
        losses.add("schemaVersion", f"The schema {SCHEMA} is read; the file says {said}.")
    parts = list(_parts(lens["pillars"], losses))
    content = _bank(lens, losses) | {"parts": [part for part, _ in parts]}
    added = sum(one.has_added_choice for _, questions in parts for one in questions)
    counts = counts_of(content)
    counts = counts._replace(choices=counts.choices - added)
    return imported(NAME, content, counts=counts, losses=losses.found)


def _bank(lens: dict[str, Any], losses: Losses) -> dict[str, Any]:
    title = losses.text(lens.get("name"), "name", LINE)
    if not title:
        losses.add("name", "The lens has no name.")
    found = {
        "slug": slug_of(title, "lens"),
        "title": title or "Lens without a name",
        "description": losses.text(lens.get("description"), "description"),
        "direction": "risk",
        "scoring": scoring(),
    }
    return {key: value for key, value in found.items() if value}


def _parts(pillars: list[Any], losses: Losses) -> Iterator[tuple[dict[str, Any], list[Question]]]:
    codes = Codes()
    for path, pillar in losses.mappings(pillars, "pillars"):
        losses.unread(pillar, path, PILLAR_KEYS)
        ref = losses.text(pillar.get("id"), f"{path}.id", REF)
        title = losses.text(pillar.get("name"), f"{path}.name", LINE) or ref or "Pillar"
        code = codes.of(ref or title, fallback="pillar")
        asked = losses.mappings(pillar.get("questions"), f"{path}.questions")
        questions = [question_of(node, place, code, codes, losses) for place, node in asked]
        if not questions:
            losses.add(path, f"The pillar {title} has no questions and is left out.")
            continue
        text = losses.text(pillar.get("description"), f"{path}.description")
        asked_here = [one.content for one in questions]
        section = {"code": codes.of("practices", code), "title": title, "questions": asked_here}
        part = {"code": code, "ref": ref, "title": title, "description": text}
        kept = {key: value for key, value in part.items() if value}
        yield {**kept, "sections": [section]}, questions
