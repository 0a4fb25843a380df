#!/usr/bin/env bash
# Runs the tests that were built, and says at the end what failed, which is lost among two thousand
# lines otherwise. The arguments are flags of the build.
set -euo pipefail
cd "$(dirname "$0")/.."
log=.build/tests.log

status=0
swift test "$@" --skip-build --disable-xctest 2>&1 | tee "$log" || status=$?
if [[ $status -ne 0 ]]; then
  {
    echo
    echo "What failed (all of it is in $log):"
    # The arguments of a test can fill a screen: what was expected comes after them.
    grep -E 'recorded an issue|^error:|Fatal error|unexpected signal' "$log" |
      sed -E 's/ with [0-9]+ arguments? .* at ([^ ]+\.swift:[0-9]+)/ at \1/' | cut -c 1-300 || true
  } >&2
fi
exit "$status"
