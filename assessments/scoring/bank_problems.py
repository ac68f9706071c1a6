"""Turns what Pydantic finds wrong with a bank into the path form of the file."""

from typing import Any

from pydantic import ValidationError

from assessments.scoring.bank_scoring import METHODS
from assessments.scoring.consistency import (
    FieldProblem,
    InconsistentBank,
    Problem,
    tree_problems,
)
from assessments.scoring.outline import Tree

# Steps Pydantic adds for the member of a union; they stand in no file.
SCALARS = frozenset({"str", "int", "float", "bool"})
UNION_STEPS = SCALARS | {
    *("rubric", "single", "multiple", "boolean", "number", "text", "date"),
    *("all", "any", "not", "compare"),
    *METHODS,
}
MESSAGES = {
    "missing": "this is missing",
    "extra_forbidden": "there is no such key",
    "union_tag_not_found": "{discriminator} is missing",
    "union_tag_invalid": "{tag} is none of the {discriminator}s {expected_tags}",
    "too_short": "needs at least {min_length}, has {actual_length}",
    "too_long": "takes at most {max_length}, has {actual_length}",
    "string_too_long": "has more than {max_length} characters",
    "string_pattern_mismatch": "does not fit the pattern {pattern}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
}


def bank_problems(error: ValidationError, tree: Tree | None = None) -> list[Problem]:
    """List every error with its path, like `parts[2].sections[0].questions[3].levels`.

    With `tree` (what the file held) the disagreements inside the bank are listed too, even when
    the structure is wrong as well; without it they are known only for a sound structure.
    """
    lines = error.errors(include_url=False)
    found = dict.fromkeys(
        problem
        for line in lines
        if not _follows_from_others(line, lines)
        for problem in _problems(line, tree)
    )
    wrong = {problem.path for problem in found}
    also = tree_problems(tree) if tree is not None else []
    return [*found, *(problem for problem in also if problem.path not in wrong)]


def _follows_from_others(line: Any, lines: list[Any]) -> bool:
    """Say whether a list counts as too short only because its entries are wrong themselves."""
    loc = line["loc"]
    return line["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in lines
    )


def _problems(line: Any, tree: Tree | None) -> list[Problem]:
    path = _path(line["loc"], tree)
    context = line.get("ctx", {})
    if "discriminator" in context:
        context["discriminator"] = context["discriminator"].strip("'")
    cause = context.get("error")
    if isinstance(cause, InconsistentBank):
        return list(cause.problems)
    if isinstance(cause, FieldProblem):
        return [Problem(f"{path}.{cause.field}" if path else cause.field, cause.message)]
    if cause is not None:
        return [Problem(path, str(cause))]
    if line["type"] == "too_short" and isinstance(line["input"], str):
        return [Problem(path, "this is empty")]
    if line["loc"] and line["loc"][-1] in SCALARS:
        return [Problem(path, "must be a text, a whole number, true or false")]
    return [Problem(path, MESSAGES.get(line["type"], line["msg"]).format(**context))]


def _path(steps: tuple[int | str, ...], tree: Tree | None) -> str:
    path, node = "", tree
    for index, step in enumerate(steps):
        if _is_union_step(step, node, steps[index + 1 :]):
            continue
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
        node = _into(node, step)
    return path


def _is_union_step(step: int | str, node: Any, after: tuple[int | str, ...]) -> bool:
    if step not in UNION_STEPS or (isinstance(node, dict) and step in node):
        return False
    return node is not None or step != "text" or bool(after)


def _into(node: Any, step: int | str) -> Any:
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return None
