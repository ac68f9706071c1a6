"""The JSON Schema of the bank format, generated from the types so that it cannot fall behind."""

import json

from assessments.scoring.bank import Bank


def bank_schema() -> str:
    """Give the schema as indented JSON; docs/bank-schema.json holds exactly this."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Bank.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
