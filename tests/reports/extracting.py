"""What a reader finds in a report of each format: figures of the whole and the parts, answers.

What stands beside them is looked for in the language that is spoken, like `words_in("de")`.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import docx
import openpyxl
from lxml import etree

from assessments.cells import unguarded
from assessments.reports.language import gettext
from tests.reports.documents import squeezed, text_of

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def states() -> list[str]:
    """Give the states of answers as patterns."""
    plain = ("Answered", "Don't know", "Not applicable", "Open")
    level = gettext("Level {level} of {top}", level=r"\d", top=r"\d")
    ticked = gettext("{ticked} of {count} ticked", ticked=r"\d", count=r"\d+")
    return [*(gettext(word) for word in plain), level, ticked]


def percent(word: str) -> str:
    """Give the head of a column of whole percent."""
    return f"{gettext(word)} %"


def figure(words: Any) -> int | None:
    """Read "58 %" or "58" as 58, a dash as nothing."""
    found = re.fullmatch(r"(\d+)\s*%?", str(words if words is not None else "").strip())
    return int(found[1]) if found else None


def from_json(content: bytes) -> dict[str, Any]:
    document = json.loads(content)["document"]
    result = document["result"]
    entries = [s["questions"] for part in document["parts"] for s in part["sections"]]
    lines = [part["line"] for part in document["parts"]]
    return {
        "whole": (figure(result["overall"]), result["level"], figure(result["coverage"])),
        "parts": {line["number"]: _part(line) for line in lines},
        "sections": [
            (section["title"], figure(section["score"]), figure(section["coverage"]))
            for part in document["parts"]
            for section in part["sections"]
        ],
        "answers": {
            one["number"]: (one["state"], "\n".join(one["answer"]))
            for one in [*document["profile"], *(each for group in entries for each in group)]
        },
    }


def _part(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (figure(row["score"]), figure(row["floor"]), row["supports"], figure(row["coverage"]))


def from_csv(content: bytes) -> dict[str, Any]:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    whole = next(row for row in rows if row["record"] == "report")
    return {
        "whole": (figure(whole["score"]), whole["supports"], figure(whole["coverage"])),
        "parts": {row["number"]: _part(row) for row in rows if row["record"] == "part"},
        "sections": [
            (unguarded(row["title"]), figure(row["score"]), figure(row["coverage"]))
            for row in rows
            if row["record"] == "section"
        ],
        "answers": {
            row["number"]: (row["state"], unguarded(row["answer"]))
            for row in rows
            if row["record"] == "question"
        },
    }


def from_xlsx(content: bytes) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    lines = [
        ["" if cell is None else cell for cell in row]
        for row in book[gettext("Report")].iter_rows(values_only=True)
    ]
    pairs = {line[0]: line[1] for line in lines}
    head = [gettext("No."), gettext("Part"), percent("Score")]
    start = next(i for i, line in enumerate(lines) if line[:3] == head)
    rows = []
    for line in lines[start + 1 :]:
        if not line[0]:
            break
        rows.append(dict(zip(lines[start], line, strict=True)))
    head = [gettext("Part"), gettext("Section"), percent("Score")]
    at = next(i for i, line in enumerate(lines) if line[:3] == head)
    sections = []
    for line in lines[at + 1 :]:
        if not line[0]:
            break
        sections.append((line[1], line[2] if line[2] != "" else None, line[5]))
    head, *questions = book[gettext("Questions")].iter_rows(values_only=True)
    found = [dict(zip(head, row, strict=True)) for row in questions]
    return {
        "whole": (
            pairs[percent("Overall score")],
            pairs[gettext("Readiness level")],
            pairs[percent("Answered")],
        ),
        "parts": {row[gettext("No.")]: _sheet_part(row) for row in rows},
        "sections": sections,
        "answers": {
            row[gettext("No.")]: (row[gettext("State")], row[gettext("Answer")] or "")
            for row in found
        },
    }


def _sheet_part(row: Mapping[str, Any]) -> tuple[Any, ...]:
    heads = (percent("Score"), percent("Floor"), gettext("Supports"), percent("Answered"))
    return tuple(row[head] for head in heads)


def from_docx(content: bytes) -> dict[str, Any]:
    word = docx.Document(io.BytesIO(content))
    head, *rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    paragraphs = [(one.style.name, one.text) for one in word.paragraphs]
    pairs = dict(text.split(": ", 1) for _, text in paragraphs if ": " in text)
    return {
        "whole": (
            int(pairs[gettext("Overall score")].split("\u00a0%")[0]),
            pairs[gettext("Readiness level")],
            int(pairs[gettext("Answered")].split("\u00a0%")[0]),
        ),
        "parts": {
            row[gettext("No.")]: (
                figure(row[percent("Score")]),
                figure(row[percent("Floor")]),
                row[gettext("Supports")],
                figure(row[percent("Answered")]),
            )
            for row in lines
        },
        "sections": list(_docx_sections(paragraphs)),
        "answers": dict(_docx_answers(paragraphs)),
    }


def _docx_sections(paragraphs):
    for (style, title), (_, figures) in pairwise(paragraphs):
        found = re.fullmatch(rf"{gettext('Score')} (.+) · {gettext('Answered')} (.+)", figures)
        if style == "Heading 2" and found:
            yield title, figure(found[1]), figure(found[2])


def _docx_answers(paragraphs):
    numbered = re.compile(r"((?:P|\d+)\.\d+) ")
    at = [i for i, (style, _) in enumerate(paragraphs) if style == "Heading 3"]
    labels = ("Reason", "Note", "Evidence", "To improve:", "Next:")
    beside = tuple(f"{gettext(label).rstrip(':')}:" for label in labels)
    for start in at:
        number = numbered.match(paragraphs[start][1])[1]
        state = paragraphs[start + 1][1].split(" · ")[0]
        words = []
        for style, text in paragraphs[start + 2 :]:
            if style.startswith("Heading") or text.startswith(beside):
                break
            words.append(text)
        yield number, (state, "\n".join(words))


def from_pdf(content: bytes, known: dict[str, Any], document) -> dict[str, Any]:
    """Find the figures between the titles the document has; `known` gives the answers to look for."""
    text = text_of(content)
    result = document.result
    levels = "|".join(re.escape(squeezed(level.name)) for level in result.levels)
    heads = [squeezed(gettext(word).upper()) for word in ("Overall score", "Confidence")]
    whole = re.search(rf"{heads[0]}.*?(\d+)%.*?{heads[1]}", text)
    weight = squeezed(gettext("of the weight that applies"))
    answered = re.search(rf"{gettext('Answered').upper()}(\d+)%{weight}", text)
    parts = {}
    for line in result.parts:
        title = re.escape(squeezed(f"{line.number}{line.short_title}"))
        span = r"(?:\d+\u2013)?\d+%"
        row = re.search(rf"{title}(\d+)%{span}(\d+)%({levels}|\u2013)(\d+)%", text)
        supports = next(each.name for each in result.levels if squeezed(each.name) == row[3])
        parts[line.number] = (int(row[1]), int(row[2]), supports, int(row[4]))
    return {
        "whole": (int(whole[1]), next(iter(re.findall(levels, text))), int(answered[1])),
        "parts": parts,
        "sections": list(_pdf_sections(text, document)),
        "answers": dict(_pdf_answers(text, known["answers"], document)),
        "profile": dict(_pdf_profile(text, known["answers"], document)),
    }


def _pdf_sections(text, document):
    at = text.index(squeezed(document.parts[0].line.title + document.parts[0].description))
    for part in document.parts:
        for section in part.sections:
            head = re.escape(squeezed(section.title))
            score, answered = gettext("Score"), gettext("Answered")
            figures = rf"{score}(\d+%|\u2013)·{answered}(\d+%|\u2013)"
            found = re.compile(f"{head}{figures}").search(text, at)
            at = found.end()
            yield section.title, figure(found[1]), figure(found[2])


def _pdf_profile(text, known, document):
    about = "These answers are not scored: they decide what is asked or what is aimed at."
    at = text.rindex(squeezed(gettext("About the product") + gettext(about)))
    for entry in document.profile:
        head = squeezed(f"{entry.number}{entry.title}")
        at = text.index(head, at) + len(head)
        words = squeezed(known[entry.number][1] or known[entry.number][0])
        yield entry.number, text[at : at + len(words)]


def _pdf_answers(text, known, document):
    known_states = re.compile("|".join(squeezed(state) for state in states()))
    first = document.parts[0]
    at = text.index(squeezed(first.line.title + first.description))
    for part in document.parts:
        for section in part.sections:
            for entry in section.questions:
                head = squeezed(f"{entry.number}{entry.title}")
                start = text.index(head, at)
                state = known_states.findall(text[at:start])[-1]
                at = start + len(head)
                words = known[entry.number][1]
                found = text[at:].replace("☑", "").replace("•", "")[: len(squeezed(words))]
                yield entry.number, (state, found)


EXTRACTORS: Mapping[str, Callable[[bytes], dict[str, Any]]] = {
    "json": from_json,
    "csv": from_csv,
    "xlsx": from_xlsx,
    "docx": from_docx,
}


def raw_cells(content: bytes) -> list[tuple[str, str, str, bool]]:
    """Give sheet, place, text and whether it is a formula, of every cell, as the file stores them."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for name in sorted(opened.namelist()):
            if name.startswith("xl/worksheets/sheet"):
                for cell in etree.fromstring(opened.read(name)).iter(f"{SHEET}c"):
                    is_formula = cell.find(f"{SHEET}f") is not None
                    found.append((name, cell.get("r"), "".join(cell.itertext()), is_formula))
    return found


def decoded(text: str) -> str:
    """Read the escapes of the format as Excel does."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
