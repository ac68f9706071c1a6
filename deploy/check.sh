#!/bin/sh
# `make check`: every rule a tool can see; runs them all and fails if one failed.
set -u

. deploy/environment.sh

make_environment requirements-dev.txt
bin=.venv/bin
failed=""

rule() {  # rule NAME command...
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" || failed="$failed $name"
}

rule format "$bin/ruff" format --check .
rule lint "$bin/ruff" check .
rule types "$bin/mypy" manage.py mlpm assessments
rule imports "$bin/lint-imports"
rule templates "$bin/djlint" --quiet --lint templates
rule migrations "$bin/python" manage.py makemigrations --check --dry-run
[ -z "$failed" ] || stop "these rules found something:$failed"
printf 'All rules hold.\n'
