"""Removes one check in each of more than twenty places in turn and asks the matrix to notice.

`python -m benchmarks.access_mutants` works on a copy of the tree, runs only the routes a mutant
touches, and prints `mutants caught n/m`. A mutant that cannot be made any more fails the run.
"""

import ast
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.access_matrix import ROOT, run

Change = Callable[[ast.FunctionDef], bool]


@dataclass(frozen=True)
class Mutant:
    """One function of one file, what is done to it, and the routes that should notice."""

    path: str
    function: str
    change: Change
    routes: str


def always(function: ast.FunctionDef) -> bool:
    """Let a predicate answer yes whoever asks."""
    function.body = [ast.Return(ast.Constant(value=True))]
    return True


def no_raise(function: ast.FunctionDef) -> bool:
    """Drop each `if …: raise NotAllowed/NotVisible` of the function."""
    kept = [node for node in function.body if not _refuses(node)]
    changed = len(kept) < len(function.body)
    function.body = kept
    return changed


def _refuses(node: ast.stmt) -> bool:
    if not isinstance(node, ast.If) or len(node.body) != 1:
        return False
    raised = node.body[0]
    words = ("NotAllowed", "NotVisible")
    return isinstance(raised, ast.Raise) and any(word in ast.dump(raised) for word in words)


def no_rule(function: ast.FunctionDef) -> bool:
    """Take the rule off a view."""
    kept = [node for node in function.decorator_list if "'rule'" not in ast.dump(node)]
    changed = len(kept) < len(function.decorator_list)
    function.decorator_list = kept
    return changed


def unscoped(model: str) -> Change:
    """Answer with every row there is, whoever asks."""

    def change(function: ast.FunctionDef) -> bool:
        function.body = ast.parse(f"return {model}.objects.all()").body
        return True

    return change


def every_row(function: ast.FunctionDef) -> bool:
    """Give a condition every row meets, whoever asks."""
    function.body = ast.parse("return 'TRUE', []").body
    return True


def no_filter(function: ast.FunctionDef) -> bool:
    """Replace `filter(mine)` by no condition."""
    found = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "filter"
    ]
    for node in found:
        node.args = []
    return bool(found)


ANSWERS: Final = "assessments/answers"
VIEWS: Final = "assessments/web/views"
MUTANTS: Final = (
    Mutant(
        f"{ANSWERS}/queries.py",
        "assessments_visible_to",
        unscoped("Assessment"),
        "report-detail",
    ),
    Mutant(f"{ANSWERS}/queries.py", "where_visible", every_row, "assessment-detail"),
    Mutant(f"{ANSWERS}/permissions.py", "can_manage_assessment", always, "assessment-edit"),
    Mutant(f"{ANSWERS}/permissions.py", "can_contribute", always, "answer-save or evidence-add"),
    Mutant(f"{ANSWERS}/permissions.py", "can_request_report", always, "report-request"),
    Mutant(f"{ANSWERS}/permissions.py", "can_reopen", always, "assessment-reopen"),
    Mutant(
        "assessments/teams/permissions.py",
        "can_lead_team",
        always,
        "product-edit or product-delete",
    ),
    Mutant(
        "assessments/teams/permissions.py",
        "can_manage_organisation",
        always,
        "organisation-edit or team-new",
    ),
    Mutant(
        "assessments/teams/queries.py", "products_visible_to", unscoped("Product"), "product-detail"
    ),
    Mutant("assessments/teams/queries.py", "teams_visible_to", unscoped("Team"), "team-detail"),
    Mutant(
        "assessments/teams/queries.py",
        "organisations_visible_to",
        unscoped("Organisation"),
        "organisation-detail",
    ),
    Mutant("assessments/teams/queries.py", "member_of_organisation", no_raise, "member-erase"),
    Mutant(
        "assessments/banks/permissions.py", "can_edit_bank", always, "draft-detail or draft-edit"
    ),
    Mutant(
        "assessments/banks/permissions.py",
        "can_view_bank",
        always,
        "bank-detail or bank-version-detail",
    ),
    Mutant("assessments/banks/permissions.py", "can_fork_into", always, "bank-fork"),
    Mutant("assessments/banks/queries.py", "banks_visible_to", unscoped("Bank"), "bank-detail"),
    Mutant(
        "assessments/banks/queries.py",
        "version_for",
        no_filter,
        "bank-questions-pdf",
    ),
    Mutant(
        "assessments/reports/queries.py",
        "reports_visible_to",
        unscoped("Report"),
        "report-download",
    ),
    Mutant("assessments/audit/queries.py", "audit_of", no_raise, "audit-export"),
    Mutant("assessments/audit/permissions.py", "can_read_audit", always, "audit-export"),
    Mutant(f"{VIEWS}/products.py", "_managed", no_raise, "product-edit or product-move"),
    Mutant(f"{VIEWS}/assessments.py", "_managed", no_raise, "assessment-edit or assessment-delete"),
    Mutant(f"{VIEWS}/products.py", "product_new", no_raise, "product-new"),
    Mutant(f"{VIEWS}/answers_file.py", "answers_upload", no_raise, "assessment-answers-upload"),
    Mutant(f"{VIEWS}/results.py", "results", no_rule, "every_route or assessment-results"),
    Mutant("assessments/web/rules.py", "_is_staff", always, "kept-mail or person-erase"),
    Mutant("assessments/web/rules.py", "_edits_banks", always, "bank-list"),
)


def mutate(folder: Path, mutant: Mutant) -> bool:
    """Write the changed file into the copy; False when there was nothing to change."""
    path = folder / mutant.path
    tree = ast.parse(path.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    changed = [mutant.change(one) for one in functions if one.name == mutant.function]
    path.write_text(ast.unparse(ast.fix_missing_locations(tree)), "utf-8")
    return any(changed)


def _copy(folder: Path) -> None:
    left_out = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, folder, ignore=left_out)


def main() -> int:
    caught = 0
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "tree"
        _copy(folder)
        for mutant in MUTANTS:
            caught += _is_caught(folder, mutant)
    print(f"mutants caught {caught}/{len(MUTANTS)}")
    return 0 if caught == len(MUTANTS) else 1


def _is_caught(folder: Path, mutant: Mutant) -> bool:
    where = f"{mutant.path} {mutant.function} ({mutant.routes})"
    if not mutate(folder, mutant):
        print(f"not made   {where}")
        return False
    done = run(folder, "-x", "-k", mutant.routes)
    shutil.copyfile(ROOT / mutant.path, folder / mutant.path)
    noticed = (" wrong:", "== []")  # a refusal that changed, or a route without a rule
    is_caught = done.returncode == 1 and any(words in done.stdout for words in noticed)
    print(f"{'caught    ' if is_caught else 'NOT CAUGHT'} {where}", flush=True)
    return is_caught


if __name__ == "__main__":
    sys.exit(main())
