#!/usr/bin/env bash
# Builds the documentation of every library module with DocC, one archive a module, from what
# `make build` has built.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in docc swift-symbolgraph-extract; do
  command -v "$tool" > /dev/null || {
    echo "error: '$tool' is not on the path; it comes with the Swift toolchain" >&2
    exit 1
  }
done
build=$(readlink -f .build/release)
out=.build-docs
target=$(swift -print-target-info | python3 -c \
  'import json, sys; print(json.load(sys.stdin)["target"]["triple"])')

# The C modules that Swift modules stand on.
clang=()
while read -r map; do clang+=(-Xcc "-fmodule-map-file=$map"); done < <(
  find "$build" -maxdepth 2 -path '*.build/module.modulemap'
  find "$PWD/.build/checkouts" "$PWD/Sources" -name module.modulemap -path '*/Sources/*' \
    -not -path '*/include/*')
while read -r folder; do clang+=(-Xcc "-I$folder"); done < <(
  find .build/checkouts Sources -type d -name include -not -path '*/Tests/*')

for folder in Sources/* Sources/Plugins/*; do
  module=$(basename "$folder")
  case "$module" in C[A-Z]* | Plugins | Runner) continue ;; esac
  [ -e "$build/Modules/$module.swiftmodule" ] || continue
  graphs=$out/graphs/$module
  rm -rf "$graphs" && mkdir -p "$graphs"
  swift-symbolgraph-extract -module-name "$module" -target "$target" -I "$build/Modules" \
    "${clang[@]}" -minimum-access-level public -skip-synthesized-members -output-dir "$graphs"
  docc convert --warnings-as-errors --fallback-display-name "$module" \
    --fallback-bundle-identifier "tesuji.$module" --additional-symbol-graph-dir "$graphs" \
    --output-path "$out/$module.doccarchive" > /dev/null
  echo "$out/$module.doccarchive"
done
