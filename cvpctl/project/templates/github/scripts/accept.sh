#!/usr/bin/env bash
# Writes what was changed in a portal into the blueprints, on a branch that is pushed for a pull request. The record stays
# as it is: until somebody merges, it is drift. A branch that somebody else has worked on is left to them.
#
# PORTAL is the portal's name, DIRECTORY the client's folder, BLUEPRINTS the folder of files in it that are edited.
# Leaves accept.md in the folder OUT; the outputs `branch` and `title` of the step are there if something was pushed.
set -euo pipefail
# shellcheck source=told.sh
source "$(dirname "$0")/told.sh"
cd "${DIRECTORY:-.}"

branch="cvpctl/accept-$PORTAL"
ours="cvpctl@localhost"
seen="refs/remotes/origin/$branch"
git fetch --quiet origin "+refs/heads/$branch:$seen" 2> /dev/null || git update-ref -d "$seen"
known="$(git rev-parse --quiet --verify "$seen" || true)"
others="$([ -z "$known" ] || git log --format=%ae "HEAD..$known" | sort --unique | sed "/^$ours\$/d")"
if [ -n "$others" ]; then
    echo "::warning::Somebody works on the branch $branch: it is left to them."
    exit 0
fi

git switch --quiet --force-create "$branch"
cvpctl drift --portal "$PORTAL" --format markdown > "$out/drift.md" 2> "$out/drift.log" || true
status=0
cvpctl pull --output "${BLUEPRINTS:-blueprints}" --portal "$PORTAL" --no-record > "$out/pull.txt" 2> "$out/pull.log" || status=$?
show "$out/pull.txt" "$out/pull.log"
if [ "$status" != 0 ]; then
    exit "$status"
fi
if git diff --quiet; then
    echo "::warning::Nothing of what moved can be stated in the blueprints; the issue says what it is."
    exit 0
fi
title="Accept what was changed in $PORTAL"
git -c user.name=cvpctl -c user.email="$ours" commit --quiet --all --message "$title"
git push --quiet --force-with-lease="refs/heads/$branch:$known" origin "HEAD:refs/heads/$branch"
{
    echo "Merging this keeps what was changed in the portal **$PORTAL**: the blueprints then say what the portal has."
    echo "Not merging it, and applying with \`--take blueprint\`, puts back what they say today."
    echo
    quoted "$out/pull.txt"
    echo
    cat "$out/drift.md"
} > "$out/accept.md"
{
    echo "branch=$branch"
    echo "title=$title"
} >> "$GITHUB_OUTPUT"
