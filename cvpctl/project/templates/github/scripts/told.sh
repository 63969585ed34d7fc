# shellcheck shell=bash
# What the other scripts have in common: showing what cvpctl said without the runner taking it for a command.

# A log is read by the runner too, and what stands in a portal may look like a command of it: those are off meanwhile.
show() {
    local pause
    pause="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    echo "::stop-commands::$pause"
    cat -- "$@"
    echo "::$pause::"
}

# As a block of code by its indent: nothing in it can end the block, be a link, or call somebody.
quoted() {
    tail -n 300 -- "$1" | cut -c 1-1000 | sed 's/^/    /'
}

# Where the files of a run are: OUT, else a folder that the runner throws away.
out="${OUT:-${RUNNER_TEMP:?}/cvpctl}"
mkdir -p "$out"
