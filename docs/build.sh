#!/usr/bin/env bash
# Builds the documentation of every library module with DocC, one archive a module.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v docc > /dev/null || {
  echo "error: 'docc' is not on the path; it comes with the Swift toolchain" >&2
  exit 1
}
scratch=.build-docs
swift package --scratch-path "$scratch" dump-symbol-graph --skip-synthesized-members \
  --minimum-access-level public > /dev/null
graphs=$(find "$scratch" -type d -name symbolgraph | head -n 1)
for graph in "$graphs"/*.symbols.json; do
  module=$(basename "$graph" .symbols.json)
  # Extensions of other modules have graphs of their own, named Module@Other; tests have none.
  case "$module" in *@* | *Tests | C[A-Z]*) continue ;; esac
  [ -d "Sources/$module" ] || [ -d "Sources/Plugins/$module" ] || continue
  single=$scratch/graphs/$module
  rm -rf "$single" && mkdir -p "$single"
  cp "$graphs/$module".symbols.json "$single"
  cp "$graphs/$module"@*.symbols.json "$single" 2> /dev/null || true
  docc convert --warnings-as-errors --fallback-display-name "$module" \
    --fallback-bundle-identifier "tesuji.$module" --additional-symbol-graph-dir "$single" \
    --output-path "$scratch/$module.doccarchive"
  echo "$scratch/$module.doccarchive"
done
