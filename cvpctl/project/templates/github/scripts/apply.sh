#!/usr/bin/env bash
# Applies the plan that was approved, known by its DIGEST: another one is refused with 5, and nothing of it is written.
# cvpctl itself keeps record and journal on their branch, also where the run ends badly (`record: {store: branch}`).
#
# PORTAL is the portal's name, DIRECTORY the client's folder. The output `status` of the step is cvpctl's exit code.
set -euo pipefail
# shellcheck source=told.sh
source "$(dirname "$0")/told.sh"
cd "${DIRECTORY:-.}"

status=0
cvpctl apply --portal "$PORTAL" --approve "$DIGEST" > "$out/apply.txt" 2> "$out/apply.log" || status=$?
show "$out/apply.txt" "$out/apply.log"
echo "status=$status" >> "$GITHUB_OUTPUT"

case "$status" in
    0) told="Done: everything written reads back as written." ;;
    4) told="A person is needed: what is blocked stands below." ;;
    5) told="Not what was approved: something moved since. Whoever approves is asked again, with the plan of now." ;;
    6) told="Applied in part: the next run goes on from here." ;;
    7) told="Written, and a field still reads differently." ;;
    8 | 9) told="The portal could not be read, or not whole." ;;
    *) told="It did not go well." ;;
esac
{
    echo "## Apply to $PORTAL"
    echo
    echo "**$told** Exit code $status, digest \`${DIGEST:0:12}\`."
    echo
    quoted "$out/apply.txt"
    echo
    quoted "$out/apply.log"
} >> "$GITHUB_STEP_SUMMARY"
exit "$status"
