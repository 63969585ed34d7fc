#!/usr/bin/env bash
# Looks for drift from cron, which mails whatever this prints: nothing where there is none, and the same drift only once.
#
# REPOSITORY is a clone that may fetch, PORTAL the portal's name. The token is where cvpctl.yaml says; for cron a file
# that only its user can read is a good place: token: {file: ~/.hubspot-token}.
set -euo pipefail

cd "${REPOSITORY:?the folder of the clone}"
portal="${PORTAL:-production}"
state="${XDG_STATE_HOME:-$HOME/.local/state}/cvpctl"
mkdir -p "$state"
said="$state/drift-$portal.txt"
# Two at once would tell it twice; the second leaves it to the first.
exec 9> "$state/drift-$portal.lock"
flock --nonblock 9 || exit 0

git pull --quiet --ff-only
status=0
cvpctl drift --portal "$portal" > "$said.now" 2> "$said.log" || status=$?
case "$status" in
    0)
        if [ -s "$said" ]; then
            echo "No drift of $portal any more."
        fi
        rm -f "$said" "$said.now"
        ;;
    2 | 9 | 10)
        # What looking took is no news.
        if ! diff --brief <(grep -v '^Took ' "$said.now") <(grep -v '^Took ' "$said" 2> /dev/null) > /dev/null; then
            cat "$said.now"
        fi
        mv "$said.now" "$said"
        ;;
    *)
        cat "$said.log" >&2
        exit "$status"
        ;;
esac
