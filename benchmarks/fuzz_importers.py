"""Fuzz every importer, guided by the branches it takes: any bytes are read or refused in words.

    pip install atheris==3.0.0
    python -m benchmarks.fuzz_importers --seconds 600                 # all, one after the other
    python -m benchmarks.fuzz_importers --seconds 600 --only xlsx

Each importer starts from files of ours and changes their bytes; a spreadsheet is changed in its
parts, since a changed ZIP seldom opens. Every file that took a new branch is then given to the
import command on a database of its own, whose hash may not change. Prints one JSON line for each
importer; exit 1 when one raised something else than the declared refusal, took more than 1 GB
(the fuzzer itself and its counters included) or 20 s for one file, or left a trace. Not part of
the tests: atheris has no wheel for every system. The tests hold a short form with Hypothesis
(tests/banks/test_any_file.py).
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 20_000
MEGABYTES = 1024
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


def file_maker(name: str) -> Callable[[bytes], bytes]:
    """Give what makes a file for the importer of the bytes of the fuzzer."""
    from assessments.banks.formats import xlsx
    from assessments.banks.formats.native import bank_of
    from assessments.banks.formats.xlsx.xml_reader import BOUNDS
    from assessments.packages import Package, packed

    package = Package(xlsx.write(bank_of(TINY)), BOUNDS)
    parts = {part: package.read(part) for part in sorted(package.names)}

    def whole(data: bytes) -> bytes:
        if name != "xlsx" or not data:
            return data
        part = list(parts)[data[0] % len(parts)]
        return packed({**parts, part: data[1:]})

    return whole


def target(name: str) -> Callable[[bytes], None]:
    """Give what is called with the bytes of the fuzzer."""
    from assessments.banks.formats import EXPORTS, FORMATS, BankFile, BankFileRefused
    from assessments.banks.formats.native import bank_of

    whole = file_maker(name)
    row = FORMATS[name]

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
    options += [f"-rss_limit_mb={MEGABYTES}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={corpus}/", corpus], once)
    atheris.Fuzz()


def replay(name: str, corpus: str) -> None:
    """Give every file to the import command; only what it takes may leave a trace."""
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    from django.conf import settings

    whole, silent = file_maker(name), {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("migrate", verbosity=0)
    call_command("import_bank", "quick-check", **silent)
    path = settings.MLPM_VAR / "bank"
    refused = checked = 0
    before = database_hash(settings.DATABASES["default"]["NAME"])
    for one in sorted(Path(corpus).iterdir()):
        path.write_bytes(whole(one.read_bytes()))
        try:
            call_command("import_bank", str(path), check=True, format=name, **silent)
            checked += 1
        except CommandError:
            with contextlib.suppress(CommandError):
                call_command("import_bank", str(path), format=name, **silent)
                sys.exit(f"{one.name} was refused at first and then taken")
            refused += 1
    if database_hash(settings.DATABASES["default"]["NAME"]) != before:
        sys.exit("the database has changed")
    print(json.dumps({"refused": refused, "checked": checked}))


def database_hash(path: str) -> str:
    """Hash every row of every table."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


def call(*options: str, var: str) -> subprocess.CompletedProcess[str]:
    """Run this module in a process of its own, with a folder of its own."""
    embedded = {"MLPM_ENV": "embedded", "MLPM_VAR": var, "DJANGO_SETTINGS_MODULE": "mlpm.settings"}
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    module = [sys.executable, "-m", "benchmarks.fuzz_importers", *options]
    return subprocess.run(
        module, cwd=ROOT, env=kept | embedded, capture_output=True, text=True, check=False
    )


def run(name: str, seconds: int) -> bool:
    """Fuzz one importer in a process of its own and print what came of it."""
    with tempfile.TemporaryDirectory() as corpus, tempfile.TemporaryDirectory() as var:
        for number, seed in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(seed)
        fuzzed = call("--one", name, "--seconds", str(seconds), "--in", corpus, var=var)
        files = len(list(Path(corpus).iterdir()))
        replayed = call("--replay", name, "--in", corpus, var=var)
    said = fuzzed.stdout + fuzzed.stderr
    is_sound = fuzzed.returncode == 0 and replayed.returncode == 0
    line = {
        "importer": name,
        "seconds": seconds,
        "runs": last_figure(r"stat::number_of_executed_units:\s+(\d+)", said),
        "branches": last_figure(r"cov: (\d+)", said),
        "peak_mb": last_figure(r"stat::peak_rss_mb:\s+(\d+)", said),
        "slowest_s": last_figure(r"stat::slowest_unit_time_sec:\s+(\d+)", said),
        "files": files,
        "database": replayed.stdout.strip() if replayed.returncode == 0 else "changed or crashed",
        "sound": is_sound,
    }
    print(json.dumps(line), flush=True)
    if not is_sound:
        print(said[-6000:], replayed.stdout, replayed.stderr[-6000:], file=sys.stderr)
    return is_sound


def last_figure(pattern: str, said: str) -> int | None:
    found = re.findall(pattern, said)
    return int(found[-1]) if found else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600, help="for each importer")
    parser.add_argument("--only", help="the name of one importer")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--replay", help=argparse.SUPPRESS)
    parser.add_argument("--in", dest="corpus", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.one:
        fuzz(said.one, said.seconds, said.corpus)
        return
    if said.replay:
        replay(said.replay, said.corpus)
        return
    from assessments.banks.formats import FORMATS  # not before: the fuzzer watches the import

    names = [said.only] if said.only else list(FORMATS)
    sound = [run(name, said.seconds) for name in names]
    sys.exit(0 if all(sound) else 1)


if __name__ == "__main__":
    main()
