#!/bin/sh
# `make fuzz`: hunts for what the gate does not try: new and many examples, then any bytes.
set -u

. deploy/environment.sh

make_environment requirements-dev.txt
seconds=${SECONDS_EACH:-600}
aside=var/atheris # beside .venv: the fuzzer has no wheel for every system, so no pin names it
failed=""

# shellcheck disable=SC2046,SC2086
.venv/bin/python -m pytest -n "${JOBS:-2}" --hypothesis-profile=fuzz ${PYTEST:-} \
    $(grep -rlE '^from hypothesis import' tests --include='test_*.py') || failed="$failed examples"

if [ ! -d "$aside/atheris" ]; then
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python .venv/bin/python --target "$aside" atheris==3.0.0
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --target "$aside" \
            atheris==3.0.0
    fi || stop "atheris could not be installed, so no importer was fuzzed"
fi
PYTHONPATH=$aside .venv/bin/python -m benchmarks.fuzz_importers --seconds "$seconds" ||
    failed="$failed importers"
[ -z "$failed" ] || stop "the hunt found something:$failed"
printf 'Nothing was found.\n'
