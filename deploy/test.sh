#!/bin/sh
# `make test`: installs what the tests need and runs every one; PYTEST= adds pytest options.
# Property tests try the same examples in every run (docs/adr/0036); `make fuzz` tries new ones.
set -eu

. deploy/environment.sh

debian_root() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

make_environment requirements-dev.txt
if ! browser >/dev/null && debian_root; then
    printf 'Installing Chromium for the browser tests ...\n'
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy chromium; } \
        >var/apt.log 2>&1 || printf 'Chromium could not be installed (see var/apt.log)\n' >&2
fi
# shellcheck disable=SC2086
exec .venv/bin/python -m pytest -n "${JOBS:-2}" --hypothesis-profile=gate ${PYTEST:-}
