#!/usr/bin/env bash
# Keeps one issue about the drift of a portal: opens it, brings it up to date, closes it when the portal is clean again.
#
# PORTAL is the portal's name, STATUS what drift.sh ended with. A portal that was not read whole fails the job as well:
# what is clean in it is not clean as a whole, so nothing is closed then.
set -euo pipefail
# shellcheck source=told.sh
source "$(dirname "$0")/told.sh"

if [ "$STATUS" = 0 ]; then
    cvpctl github close --why "The portal is as the blueprints say again." --marker "drift:$PORTAL"
    exit 0
fi
cvpctl github issue "$out/drift.md" --title "Drift of $PORTAL" --marker "drift:$PORTAL"
if [ "$STATUS" = 9 ]; then
    exit 9
fi
