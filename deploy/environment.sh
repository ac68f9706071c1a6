# Makes .venv with the pinned packages; read by run.sh and test.sh, ends in one line on failure.

stop() {
    printf 'Stopped: %s\n' "$1" >&2
    exit 1
}

full_disk() {  # full_disk LOG: says so when LOG or the disk itself shows that it is full
    if grep -qiE 'no space left|disk is full|disk quota' "$1" || [ "$(free_space .)" -lt 5 ]; then
        stop "the disk is full: free some space in $PWD and run this again"
    fi
}

free_space() {  # free_space FOLDER, in MB
    df -Pm "$1" | awk 'NR == 2 {print $4}'
}

enough_space() {  # enough_space FOLDER MEGABYTES
    free=$(free_space "$1")
    [ "$free" -ge "$2" ] ||
        stop "the disk is full: $1 has $free MB free, this needs $2 MB"
}

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    stop "no Python 3.11 or later found: install it, or name it: make run PYTHON=/path/to/python"
}

make_environment() {  # make_environment REQUIREMENTS: once for each change of the pins
    stamp=.venv/installed-$(basename "$1")
    if [ -x .venv/bin/python ] && cat requirements.txt "$1" | cmp -s - "$stamp"; then
        return
    fi
    enough_space . 700
    base=$(find_python) || exit 1
    if command -v uv >/dev/null 2>&1; then
        installing="uv pip install --quiet --python .venv/bin/python"
        making="uv venv --quiet --python $base .venv"
        made() { [ -x .venv/bin/python ]; }
    else
        "$base" -c 'import venv, ensurepip' 2>/dev/null ||
            stop "$base has no venv module: on Debian or Ubuntu: apt install python3-venv"
        installing=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
        making="$base -m venv .venv"
        made() { .venv/bin/python -c 'import pip'; }  # an interrupted one has none
    fi
    printf 'Installing %s into .venv (once, a minute or two) ...\n' "$1"
    mkdir -p var
    if ! { made || $making; } >var/install.log 2>&1 ||
        ! $installing -r "$1" >>var/install.log 2>&1; then
        full_disk var/install.log
        stop "installing failed: $(grep -v '^$' var/install.log | tail -n 1) (see var/install.log)"
    fi
    cat requirements.txt "$1" >"$stamp"
}
