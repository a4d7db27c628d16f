#!/usr/bin/env bash
# Makes what a target of the Makefile needs and says so: `prepare.sh build|venv|browser|clients|fuzz|hub`.
# Every step that is done already costs nothing; what cannot be done ends in one sentence that says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."
VENV=target/venv

say() { printf '\033[1mravel:\033[0m %s\n' "$*"; }
fail() { printf '\033[1;31mravel:\033[0m %s\n' "$*" >&2; exit 1; }

# apt_install REASON PACKAGE…
apt_install() {
    local reason=$1 sudo=
    shift
    command -v apt-get >/dev/null || fail "Please install $* ($reason) with your system's package manager, then run make again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Please install $* ($reason) as root: apt-get install $*"
        sudo=sudo
    fi
    say "Installing $* ($reason) …"
    { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; } ||
        fail "apt-get could not install $*; please install it ($reason) by hand, then run make again."
}

have_library() { pkg-config --exists "$1" 2>/dev/null; }

prepare_build() {
    command -v cargo >/dev/null || fail "Ravel is built with Rust, which is missing: install Rust 1.89 or newer with rustup (https://rustup.rs), then run make again."
    local minor
    minor=$(cargo --version | sed -nE 's/^cargo 1\.([0-9]+).*/\1/p')
    [ "${minor:-89}" -ge 89 ] || fail "Ravel needs Rust 1.89 or newer, and this is $(cargo --version): run rustup update stable, then make again."
    local missing=()
    command -v cc >/dev/null || missing+=(gcc libc6-dev)
    command -v c++ >/dev/null || missing+=(g++)
    command -v pkg-config >/dev/null || missing+=(pkg-config)
    have_library openblas || [ -e /usr/include/cblas.h ] || compgen -G '/usr/lib/*/libopenblas.so' >/dev/null || missing+=(libopenblas-dev)
    have_library libzmq || [ -e /usr/include/zmq.h ] || missing+=(libzmq3-dev)
    [ ${#missing[@]} -eq 0 ] || apt_install "to build Ravel" "${missing[@]}"
}

# The oracle is CPython 3.11, so that one is taken where it is there.
find_python() {
    local candidate
    for candidate in python3.11 python3 python3.12 python3.13 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# install_requirements FILE: once for each content of FILE.
install_requirements() {
    local stamp
    stamp="$VENV/.$(basename "$1").stamp"
    cmp -s "$1" "$stamp" && return
    say "Installing the Python packages of $1 into $VENV …"
    "$VENV/bin/python" -m pip install --disable-pip-version-check --progress-bar off -r "$1" |
        sed -un 's/^Collecting \([^ ]*\).*/       \1/p' ||
        fail "pip could not install $1 into $VENV: see its message above (is the network there?)."
    cp "$1" "$stamp"
}

prepare_venv() {
    if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        local python
        python=$(find_python) || { apt_install "for Jupyter and NumPy, the tests' oracle" python3 python3-venv; python=python3; }
        "$python" -c 'import venv, ensurepip' 2>/dev/null || apt_install "for Jupyter and NumPy, the tests' oracle" python3-venv
        say "Making the virtual environment $VENV with $("$python" --version) …"
        mkdir -p target
        "$python" -m venv --clear "$VENV" >/dev/null ||
            fail "$python could not make a virtual environment: please install python3-venv, then run make again."
    fi
    install_requirements tests/requirements.txt
}

prepare_clients() {
    command -v tmux >/dev/null || apt_install "for the tests of consoles" tmux
    prepare_venv
    install_requirements tests/requirements-clients.txt
}

# The fuzzer, and a compiler that knows its flags: the stable one does, if it is told that it may.
prepare_fuzz() {
    prepare_build
    if command -v cargo-fuzz >/dev/null || [ -x target/tools/bin/cargo-fuzz ]; then return; fi
    say "Installing cargo-fuzz into target/tools …"
    cargo install --quiet --root target/tools --version 0.13.2 cargo-fuzz || fail "cargo could not install cargo-fuzz (is the network there?)."
}

prepare_hub() {
    command -v npm >/dev/null || command -v configurable-http-proxy >/dev/null || apt_install "for JupyterHub's proxy" npm
    prepare_browser
    install_requirements tests/requirements-hub.txt
}

prepare_browser() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
        apt_install "for the test in JupyterLab" chromium
    prepare_venv
    install_requirements tests/requirements-browser.txt
}

case ${1:-} in
build | venv | browser | clients | fuzz | hub) "prepare_$1" ;;
*) fail "usage: prepare.sh build|venv|browser|clients|fuzz|hub" ;;
esac
