# Sourced by ./start, ./test and .ci/run: makes .venv with Belegg installed in it.

find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Belegg needs Python 3.11 or newer. Install it from your system's packages or python.org, then run this again." >&2
    return 1
}

# Some systems ship python3 without ensurepip, so that "python3 -m venv" fails: fall back to uv or virtualenv from pip.
new_venv() {
    "$1" -m venv .venv 2>/dev/null && return
    rm -rf .venv
    if command -v uv >/dev/null 2>&1; then uv venv --quiet --seed --python "$1" .venv && return; fi
    for tool in virtualenv uv; do
        tools=$(mktemp -d)
        if "$1" -m pip install --quiet --target "$tools" "$tool" 2>/dev/null; then
            if [ "$tool" = uv ]; then PYTHONPATH="$tools" "$1" -m uv venv --quiet --seed --python "$1" .venv && return
            else PYTHONPATH="$tools" "$1" -m virtualenv --quiet .venv && return; fi
        fi
    done
    echo "No virtual environment could be made: this Python has neither ensurepip nor pip. On Debian or Ubuntu: apt install python3-venv." >&2
    return 1
}

# make_environment GROUP: "" for running, "dev" for the tests. Nothing is done when the environment matches pyproject.toml already.
make_environment() {
    python=$(find_python)
    stamp="$(cksum < pyproject.toml) $(cksum < requirements.lock 2>/dev/null || true) $1 $(pwd)"
    if [ -x .venv/bin/belegg ]; then
        known=$(cat .venv/belegg-stamp 2>/dev/null || true)
        [ "$known" = "$stamp" ] && return
        # The test environment holds all that running needs.
        [ -z "$1" ] && [ "$known" = "$(cksum < pyproject.toml) $(cksum < requirements.lock 2>/dev/null || true) dev $(pwd)" ] && return
    fi
    echo "Installing Belegg into .venv (about a minute the first time) …"
    [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; new_venv "$python"; }
    constraint=""
    [ -f requirements.lock ] && constraint="--constraint requirements.lock"
    if [ "$1" = dev ]; then
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
        .venv/bin/python -m pip install --quiet --disable-pip-version-check $constraint --group dev --editable .
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check $constraint --editable .
    fi
    echo "$stamp" > .venv/belegg-stamp
}
