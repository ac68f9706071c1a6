"""Fuzz every importer, guided by the branches it takes: any bytes are read or refused in words.

    pip install atheris==3.0.0
    python -m benchmarks.fuzz_importers --seconds 600                 # all, one after the other
    python -m benchmarks.fuzz_importers --seconds 600 --only xlsx

Each importer starts from files of ours and changes their bytes; a spreadsheet is changed in its
parts, since a changed ZIP seldom opens. Prints one JSON line for each importer; exit 1 when one
raised something else than the declared refusal. Not part of the tests: atheris has no wheel for
every system. The tests hold a short form with Hypothesis (tests/banks/test_any_file.py).
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 20_000
# Small, so that a second holds many tries.
QUESTIONS = [
    {"code": "p.a", "kind": "rubric", "title": "A", "levels": ["0", "1"], "effort": [0.5]},
    {"code": "p.b", "kind": "single", "title": "B", "choices": [{"code": "x", "text": "X"}]},
]
QUESTIONS[1]["show_if"] = {"question": "p.a", "at_least": 1}
TINY = {
    "slug": "tiny",
    "title": "Tiny",
    "scoring": {
        "method": "weighted_mean",
        "levels": [{"code": "low", "name": "Low"}, {"code": "top", "name": "Top"}],
        "floors": {"p": {"top": 50}},
    },
    "parts": [
        {
            "code": "p",
            "title": "P",
            "sections": [{"code": "p.s", "title": "S", "questions": QUESTIONS}],
        }
    ],
    "translations": {"de": {"title": "Klein"}},
}


def seeds(name: str) -> list[bytes]:
    """Give what the fuzzer starts from."""
    from assessments.banks.formats import EXPORTS, xlsx
    from assessments.banks.formats.native import bank_of
    from assessments.banks.formats.xlsx.xml_reader import BOUNDS
    from assessments.banks.shipped import template_bank
    from assessments.packages import Package
    from tests.banks import lens_files, survey_files

    ours = [EXPORTS[kind].write(template_bank()).raw for kind in ("yaml", "json")]
    if name == "aws-lens":
        lenses = (lens_files.plain_lens(), lens_files.odd_lens())
        return [json.dumps(one).encode() for one in lenses]
    if name == "surveyjs":
        surveys = (survey_files.impact_survey(), survey_files.mixed_survey())
        return [json.dumps(one).encode() for one in surveys]
    if name == "native":
        return ours
    package = Package(xlsx.write(bank_of(TINY)), BOUNDS)
    parts = sorted(package.names)
    return [bytes([index]) + package.read(part) for index, part in enumerate(parts)]


def target(name: str) -> object:
    """Give what is called with the bytes of the fuzzer."""
    from assessments.banks.formats import EXPORTS, FORMATS, BankFile, BankFileRefused, xlsx
    from assessments.banks.formats.native import bank_of
    from assessments.banks.formats.xlsx.xml_reader import BOUNDS
    from assessments.packages import Package, packed

    package = Package(xlsx.write(bank_of(TINY)), BOUNDS)
    parts = {part: package.read(part) for part in sorted(package.names)}
    row = FORMATS[name]

    def whole(data: bytes) -> bytes:
        if name != "xlsx" or not data:
            return data
        part = list(parts)[data[0] % len(parts)]
        return packed({**parts, part: data[1:]})

    def once(data: bytes) -> None:
        file = BankFile(whole(data))
        try:
            found = row.read(file)
        except BankFileRefused:
            return
        if found.errors:
            return
        json.dumps(found.content, allow_nan=False)
        if not found.unfinished:
            bank = bank_of(dict(found.content))
            for export in EXPORTS.values():
                export.write(bank)

    return once


def fuzz(name: str, seconds: int, corpus: str) -> None:
    """Fuzz one importer in this process; libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["assessments"]):
        once = target(name)
    options = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=20"]
    options += ["-print_final_stats=1", f"-artifact_prefix={corpus}/"]
    atheris.Setup([sys.argv[0], *options, corpus], once)
    atheris.Fuzz()


def run(name: str, seconds: int) -> bool:
    """Fuzz one importer in a process of its own and print what came of it."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(seed)
        module = [sys.executable, "-m", "benchmarks.fuzz_importers"]
        call = [*module, "--one", name, "--seconds", str(seconds), "--in", corpus]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    runs = re.findall(r"stat::number_of_executed_units:\s+(\d+)", said)
    branches = re.findall(r"cov: (\d+)", said)
    is_sound = done.returncode == 0
    line = {
        "importer": name,
        "seconds": seconds,
        "runs": int(runs[-1]) if runs else None,
        "branches": int(branches[-1]) if branches else None,
        "sound": is_sound,
    }
    print(json.dumps(line))
    if not is_sound:
        print(said[-6000:], file=sys.stderr)
    return is_sound


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600, help="for each importer")
    parser.add_argument("--only", help="the name of one importer")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--in", dest="corpus", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.one:
        fuzz(said.one, said.seconds, said.corpus)
        return
    from assessments.banks.formats import FORMATS  # not before: the fuzzer watches the import

    names = [said.only] if said.only else list(FORMATS)
    sound = [run(name, said.seconds) for name in names]
    sys.exit(0 if all(sound) else 1)


if __name__ == "__main__":
    main()
