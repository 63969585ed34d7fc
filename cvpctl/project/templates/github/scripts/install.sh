#!/usr/bin/env bash
# Installs the one build of cvpctl that the repository variable CVPCTL_SOURCE names. It meets the portal's token later,
# so it names exactly one: git+https://…@<commit>, or the address of a wheel with #sha256=<hash>.
set -euo pipefail

if [ -z "${SOURCE:-}" ]; then
    echo "::error::Set the repository variable CVPCTL_SOURCE: a git URL with a commit, or a wheel with its hash."
    exit 1
fi
pip install --disable-pip-version-check "$SOURCE"
