"""The JSON Schema of JSON reports, generated from the types so that it cannot fall behind."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from assessments.reports.build import INPUTS_FORMAT
from assessments.reports.document import ReportDocument
from assessments.reports.language import LANGUAGES, OWN
from assessments.reports.renderers.json_file import REPORT_FORMAT
from assessments.reports.seals import SEAL_FIELDS
from assessments.scoring.answers import State

_TEXT: Final = {"type": "string"}
_LIST: Final = {"type": "array", "items": _TEXT}
_DAY: Final = {"type": "string", "description": "ISO day, or empty"}
_TYPES: Final[Mapping[type, str]] = {str: "string", int: "integer"}


def report_schema() -> str:
    """Give the schema as indented JSON; docs/report-schema.json holds exactly this."""
    return json.dumps(_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema() -> dict[str, Any]:
    document = TypeAdapter(ReportDocument).json_schema(mode="serialization")
    definitions = document.pop("$defs")
    for name in ("Chart", "Enclosed"):
        del definitions[name]
    _without(definitions["Result"], "charts")
    _without(definitions["Changed"], "chart")
    for name in ("scorecard", "enclosed", "logo"):
        _without(document, name)
    definitions["ReportDocument"] = document
    for definition in definitions.values():
        definition["additionalProperties"] = False
        definition["required"] = list(definition["properties"])
        definition.pop("description", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_object(
            {
                "format": {"const": REPORT_FORMAT},
                "scorecard": {"$ref": "scorecard-schema.json"},
                "document": {"$ref": "#/$defs/ReportDocument"},
                "inputs": {"$ref": "#/$defs/Inputs"},
                "bank": {"$ref": "bank-schema.json"},
            },
            {"earlier_bank": {"$ref": "bank-schema.json"}, "seal": {"$ref": "#/$defs/Seal"}},
        ),
        "title": "Report",
        "description": (
            "A report: the scorecard, the document in words, and what both were computed from. "
            "The digest of the inputs is the SHA-256 of their canonical JSON."
        ),
        "$defs": {**definitions, "Inputs": _inputs(), "Answer": _answer(), "Seal": _seal()},
    }


def _without(definition: dict[str, Any], name: str) -> None:
    del definition["properties"][name]


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": {**properties, **(optional or {})},
    }


def _inputs() -> dict[str, Any]:
    bank = _object({"title": _TEXT, "number": _TEXT, "digest": _TEXT}, {"id": {"type": "integer"}})
    day = {"type": "string", "format": "date"}
    answers = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Answer"}}
    earlier = {"name": _TEXT, "day": day, "on": day, "bank": bank, "answers": answers}
    pixels = {"type": "integer", "minimum": 1}
    logo = {"sha256": _TEXT, "width": pixels, "height": pixels}
    names = dict.fromkeys(("product", "organisation", "team", "assessment"), _TEXT)
    return _object(
        {
            "format": {"const": INPUTS_FORMAT},
            "names": _object(names),
            "bank": bank,
            "on": day,
            "target": _TEXT,
            "answers": answers,
        },
        {
            "sheets": {"type": "object"},
            "options": _object({}, {"without": _LIST, "parts": _LIST}),
            "earlier": _object(earlier),
            "language": _TEXT,
            "words": {"enum": [one for one in LANGUAGES if one != OWN]},
            "look": _object({}, {"accent": _TEXT, "logo": _object(logo)}),
        },
    )


def _seal() -> dict[str, Any]:
    return _object(
        {name: {"type": _TYPES[kind]} for name, kind in SEAL_FIELDS.items()},
    )


def _answer() -> dict[str, Any]:
    evidence = {"text": _TEXT, "url": _TEXT, "dated": _DAY, "expires_on": _DAY}
    said = dict.fromkeys(("reason", "note", "by", "at"), _TEXT)
    return _object(
        {
            "state": {"enum": [state.value for state in State]},
            "value": {"description": "what the kind of the question takes; null for none"},
            **said,
            "evidence": {"type": "array", "items": _object(evidence, {"kind": _TEXT})},
        },
        {"span": {"type": "array", "minItems": 2, "maxItems": 2}},
    )
