#!/bin/sh
# `make run`: from a fresh clone to a serving site with demo data; a second run keeps the data.
# Every way it can fail ends in one line that says what to do.
set -eu

PORT=${PORT:-8000}
var=${MLPM_VAR:-$PWD/var}
log=$var/run.log
python=.venv/bin/python

. deploy/environment.sh

step() {  # step "what" command...: its output goes to the log, its failure to one line
    what=$1
    shift
    printf '%s ...\n' "$what"
    if ! "$@" >"$log" 2>&1; then
        full_disk "$log"
        stop "$what failed: $(tail -n 1 "$log") (all of it: $log)"
    fi
}

mkdir -p "$var" 2>/dev/null || stop "cannot write to $var: set MLPM_VAR to a folder you own"
enough_space "$var" 50
make_environment requirements.txt
"$python" manage.py serve --port "$PORT" --check-port || exit 1
step "Preparing the database" "$python" manage.py migrate --no-input --verbosity 0
step "Loading the shipped banks" "$python" manage.py import_bank assessments/banks/library/*.yaml
step "Collecting static files" "$python" manage.py collectstatic --no-input --verbosity 0
exec "$python" manage.py serve --port "$PORT" --then load_demo
