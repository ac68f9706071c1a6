"""Doors ask queries and services; they never reach into a table themselves."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "assessments"
DOORS = ("web", "api", "admin", "management", "templatetags")
OWNER_OF_MARK_SAFE = APP / "templatetags" / "markup.py"


def _python(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def _attributes(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_doors_never_touch_a_manager():
    files = _python(*(APP / door for door in DOORS))
    managers = {"objects", "_default_manager", "_base_manager"}

    touching = [str(p.relative_to(ROOT)) for p in files if _attributes(p) & managers]

    assert files
    assert touching == []


def test_one_module_alone_marks_text_as_safe():
    words = ("mark_safe", "SafeText", "html_safe")
    using = [
        p for p in _python(APP, ROOT / "mlpm") if any(w in p.read_text("utf-8") for w in words)
    ]

    assert using == [OWNER_OF_MARK_SAFE]
