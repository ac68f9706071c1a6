"""Code, `.env.example` and README.md name the same settings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READERS = (*sorted((ROOT / "mlpm").glob("*.py")), ROOT / "deploy" / "gunicorn.conf.py")


def _names_read(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text())):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env")),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def _names_in_code() -> set[str]:
    return {name for source in READERS for name in _names_read(source)}


def test_the_example_file_names_every_setting_the_code_reads() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    found = {match[1] for line in lines if (match := re.match(r"(?:# )?([A-Z_]+)=", line))}
    assert found == _names_in_code()


def test_the_readme_names_every_setting_the_code_reads() -> None:
    page = (ROOT / "README.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)) == _names_in_code()


def test_nothing_reads_the_environment_past_env() -> None:
    rooms = (ROOT / "mlpm", ROOT / "assessments")
    sources = [path for room in rooms for path in room.rglob("*.py")]
    past = [
        str(path.relative_to(ROOT))
        for path in sources
        if re.search(r"os\.(environ\.get|environ\[\"(?!DJANGO_SETTINGS)|getenv)", path.read_text())
    ]
    assert past == ["mlpm/env.py"]
