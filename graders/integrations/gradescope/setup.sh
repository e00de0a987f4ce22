#!/usr/bin/env bash
# Gradescope runs this once, as root, when the autograder's image is built.
set -euo pipefail
cd "${AUTOGRADER:-/autograder}/source"
if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends python3-venv libseccomp2
fi
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lrgrade needs Python 3.11 or later: choose the Ubuntu 24.04 image")'
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
