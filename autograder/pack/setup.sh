#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the image: find a Python from 3.11 on that has what grading needs.
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
# The suites load all that grading needs.
complete() { (cd "$source" && "$1" -c 'import autograder.pack.harness, autograder.plugin as plugin; plugin.Suites()'); }

python=
for name in python3 python3.13 python3.12 python3.11; do
    if fits "$name"; then python=$(command -v "$name"); break; fi
done
if [ -z "$python" ]; then
    apt-get update
    for name in python3.13 python3.12 python3.11; do
        if DEBIAN_FRONTEND=noninteractive apt-get install -y "$name" "$name-venv"; then python=$(command -v "$name"); break; fi
    done
fi
if [ -z "$python" ]; then
    echo "This image has no Python from 3.11 on: choose a newer Ubuntu under Configure Autograder, Base Image OS." >&2
    exit 1
fi

# Where the packages are there already, nothing is installed.
if ! complete "$python" 2>/dev/null; then
    if ! "$python" -m venv "$root/environment"; then
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install -y \
            "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        "$python" -m venv --clear "$root/environment"
    fi
    python=$root/environment/bin/python
    "$python" -m pip install --no-cache-dir -r "$source/requirements.txt"
fi
complete "$python"
echo "$python" > "$source/python"
