#!/usr/bin/env bash
# Looks what was changed in a portal since the last apply. Leaves drift.md in the folder OUT; the output `status` of the
# step is cvpctl's exit code: 0 none, 2 drift, 9 not read whole, 10 drift that somebody was to have dealt with by now.
#
# PORTAL is the portal's name, DIRECTORY the client's folder. With NOTIFY=true whoever notify: in cvpctl.yaml names hears of
# it as well; then the job needs their addresses in its environment, and may push: what was told is remembered.
set -euo pipefail
# shellcheck source=told.sh
source "$(dirname "$0")/told.sh"
cd "${DIRECTORY:-.}"

words=(--portal "$PORTAL" --format markdown)
if [ "${NOTIFY:-}" = true ]; then
    words+=(--notify)
fi
status=0
cvpctl drift "${words[@]}" > "$out/drift.md" 2> "$out/drift.log" || status=$?
show "$out/drift.log" "$out/drift.md"
echo "status=$status" >> "$GITHUB_OUTPUT"
if [ ! -s "$out/drift.md" ]; then
    {
        echo "## Nobody could look for drift of $PORTAL"
        echo
        echo "cvpctl drift ended with exit code $status."
        echo
        quoted "$out/drift.log"
    } > "$out/drift.md"
fi
cat "$out/drift.md" >> "$GITHUB_STEP_SUMMARY"
case "$status" in
    0 | 2 | 9 | 10) ;;
    *) exit "$status" ;;
esac
