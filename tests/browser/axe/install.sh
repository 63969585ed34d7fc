#!/usr/bin/env bash
# axe-core, installed outside the work tree: in CVPCTL_AXE_HOME, else in the user's cache under a name that changes with
# package.json. Prints the folder. Without npm it says so and is content: the tests that want it skip.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/cvpctl"
home="${CVPCTL_AXE_HOME:-$cache/axe-$(sha256sum "$here/package.json" | cut -c 1-12)}"
if ! command -v npm > /dev/null; then
    echo "npm is not here; pages will not be tested with axe-core" >&2
    exit 0
fi
if [ ! -e "$home/.complete" ]; then
    mkdir -p "$home"
    cp "$here/package.json" "$home/"
    (cd "$home" && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null)
    touch "$home/.complete"
fi
echo "$home"
