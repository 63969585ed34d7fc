#!/usr/bin/env bash
# Plans a portal. Leaves plan.json for `apply`, and plan.md and plan.html for people, in the folder OUT; and in the outputs
# of the step: told (whether there is something to read), whole (whether there is a plan), digest, short, portal-id,
# pending (whether there is something to write).
#
# PORTAL is the portal's name, DIRECTORY the client's folder, BASE a commit to sort the plan by and BASE_NAME what people
# call it, LINKS where this commit's files are shown, RUN where the run is that keeps plan.html. All of them are data
# here, never a part of a command.
set -euo pipefail
# shellcheck source=told.sh
source "$(dirname "$0")/told.sh"
cd "${DIRECTORY:-.}"

if [ -z "${HUBSPOT_ACCESS_TOKEN-none}" ]; then
    echo "No plan: the secret HUBSPOT_ACCESS_TOKEN is not available to this run." >> "$GITHUB_STEP_SUMMARY"
    echo "told=false" >> "$GITHUB_OUTPUT"
    exit 0
fi

rm -f "$out/plan.json" "$out/plan.html"
words=(--portal "$PORTAL" --format markdown --links "${LINKS:-}")
words+=(--output "$out/plan.json" --output "$out/plan.html")
if [ -n "${BASE:-}" ] && git rev-parse --quiet --verify --end-of-options "$BASE^{commit}" > /dev/null; then
    if [ -n "${BASE_NAME:-}" ]; then
        # The clone is thrown away: in it the branch is what the pull request was merged with.
        git update-ref "refs/heads/$BASE_NAME" "$BASE"
    fi
    words+=(--base "${BASE_NAME:-$BASE}")
fi
status=0
cvpctl plan "${words[@]}" > "$out/plan.md" 2> "$out/plan.log" || status=$?
show "$out/plan.log" "$out/plan.md"

if [ -f "$out/plan.json" ]; then
    cvpctl show "$out/plan.json" --format github
    python3 - "$out/plan.json" >> "$GITHUB_OUTPUT" << 'END'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    plan = json.load(file)
print(f"digest={plan['digest']}\nshort={plan['digest'][:12]}\nportal-id={plan['portalId']}")
print("whole=true\npending=" + str(bool(plan["calls"])).lower())
END
    if [ -n "${RUN:-}" ]; then
        printf '\nThe same as a page, with room for everything, is among the artifacts of [the run](%s).\n' "$RUN" >> "$out/plan.md"
    fi
else
    {
        echo "## No plan for $PORTAL"
        echo
        echo "> [!CAUTION]"
        echo "> **cvpctl plan ended with exit code $status.** A plan that stood here was of another commit."
        echo
        quoted "$out/plan.log"
    } > "$out/plan.md"
fi
cat "$out/plan.md" >> "$GITHUB_STEP_SUMMARY"
echo "told=true" >> "$GITHUB_OUTPUT"
exit "$status"
