"""The Python of a production installation: what `requirements.txt` names, and nothing beside it.

A developer's environment holds more, and some libraries load what they find: structlog takes rich
for its tracebacks, kombu PyYAML. Production pays for neither.
"""

import sys
import sysconfig
import venv
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parent.parent


def production_python(folder: Path) -> str:
    """Make an environment from what is installed here, without a copy; give its Python."""
    venv.create(folder, symlinks=True, with_pip=False)
    here = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for name in _named(ROOT / "requirements.txt"):
        for file in _top_level(distribution(name)):
            link = here / file.name
            if not link.exists():
                link.symlink_to(file)
    return str(folder / Path(sys.executable).relative_to(sys.prefix))


def _named(requirements: Path) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in requirements.read_text().splitlines())
    return [Requirement(line).name for line in lines if line]


def _top_level(found: Distribution) -> set[Path]:
    """Give the packages and files a distribution put beside each other, scripts left out."""
    names = {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}
    return {Path(str(found.locate_file(name))) for name in names}
