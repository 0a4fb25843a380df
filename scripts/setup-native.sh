#!/usr/bin/env bash
# Installs what the native half of Tesuji needs and builds its two libraries into .deps/lib:
#
#   libonednn_plan.so   inference on the processor, with Debian's oneDNN
#   libctorch.so        training, with LibTorch in .deps/torch
#
# A second call does no work twice. LIBTORCH=<dir> uses the LibTorch in that folder, which has
# include/ and lib/; CXX=<compiler> builds with another compiler.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

torch_version=2.13.0
# The wheel for processors, and the one that PyPI itself has, which is built for CUDA 13.
torch_hashes=(
  6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
  60fcdcb2f3876e21146cb4524ef06397d727ca9ad5f020818547e25075fe3cb7
)

say() { echo "setup: $*"; }
fail() {
  echo "setup: error: $1" >&2
  shift
  for line in "$@"; do echo "setup:   $line" >&2; done
  exit 1
}

work=
cleanup() { if [ -n "$work" ]; then rm -rf "$work"; fi; }
trap cleanup EXIT

# --- Debian packages ---------------------------------------------------------------------------

has_package() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q ' installed'; }

install_packages() {
  local missing=()
  local package
  if command -v dpkg-query >/dev/null; then
    for package in libgit2-dev libdnnl-dev libsqlite3-dev; do
      has_package "$package" || missing+=("$package")
    done
  fi
  command -v g++ >/dev/null || missing+=(g++)
  command -v make >/dev/null || missing+=(make)
  command -v unzip >/dev/null || missing+=(unzip)
  command -v readelf >/dev/null || missing+=(binutils)
  python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
  if [ ${#missing[@]} -eq 0 ]; then
    say "system packages: all there"
    return
  fi
  command -v apt-get >/dev/null ||
    fail "missing: ${missing[*]}" \
      "this is no Debian system: install these (named as in Debian) by hand and run this again"
  local install="apt-get install -y --no-install-recommends ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "missing system packages, and neither root nor sudo here; run as root:" \
        "apt-get update && $install"
    root=(sudo)
  fi
  say "system packages: installing ${missing[*]}"
  "${root[@]}" apt-get update -qq ||
    fail "apt-get update failed" "check the network and /etc/apt/sources.list, then run this again"
  # shellcheck disable=SC2086
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null ||
    fail "the packages could not be installed" "run as root and read what it says: $install"
}

# --- Building ----------------------------------------------------------------------------------

# digest COMPILER WORDS FILES...: of everything that a library is made of.
digest() {
  local compiler=$1 words=$2
  shift 2
  {
    echo "$words"
    "$compiler" --version
    cat "$@"
  } | sha256sum | cut -d' ' -f1
}

# Further lines for when a library cannot be compiled.
hints=()

# build NAME DIGEST SYMBOL COMPILER "COMPILE FLAGS" "LINK FLAGS" SOURCES...
build() {
  local name=$1 wanted=$2 symbol=$3 compiler=$4 flags=$5 links=$6
  shift 6
  local library=.deps/lib/$name.so record=.deps/lib/$name.digest
  if [ -f "$library" ] && [ "$(cat "$record" 2>/dev/null)" = "$wanted" ]; then
    say "$name: up to date"
    return
  fi
  say "$name: building with $compiler"
  cleanup
  work=$(mktemp -d .deps/build.XXXXXX)
  # shellcheck disable=SC2016
  printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh -c \
    '$1 $2 -c "$3" -o "$4/$(basename "$3" .cpp).o"' sh "$compiler" "$flags" {} "$work" ||
    fail "$name could not be compiled" "the compiler's own words are above" "${hints[@]}"
  # shellcheck disable=SC2086
  "$compiler" -shared -o "$work/$name.so" "$work"/*.o $links -Wl,--no-undefined ||
    fail "$name could not be linked" "the linker's own words are above"
  # A library that links may still not load.
  mv "$work/$name.so" "$library.new"
  load_test "$library.new" "$symbol"
  mv "$library.new" "$library"
  echo "$wanted" >"$record"
}

# Opens a library as the program does, and reads the version of its function table.
load_test() {
  python3 - "$1" "$2" <<'PYTHON' || fail "$1 was built but cannot be opened" \
    "the reason is above; remove .deps and run this again"
import ctypes, os, sys
path, symbol = sys.argv[1:]
try:
    table = getattr(ctypes.CDLL(os.path.abspath(path)), symbol)
except (OSError, AttributeError) as error:
    sys.exit(f"setup: {error}")
table.restype = ctypes.POINTER(ctypes.c_uint32)
numbers = table()
print(f"setup: {symbol}: version {numbers[0]}, {numbers[1]} bytes")
PYTHON
}

build_onednn() {
  local sources=(Native/onednn/*.cpp)
  [ -e "${sources[0]}" ] || return 0
  # The kernels beside oneDNN need the header of GCC's own OpenMP.
  local compiler=${CXX:-g++}
  local flags="-std=c++20 -O2 -fPIC -fvisibility=hidden -I Sources/COneDNN/include"
  build libonednn_plan \
    "$(digest "$compiler" "$flags" Native/onednn/* Sources/COneDNN/include/*)" \
    onednn_get_table "$compiler" "$flags" "-ldnnl -lgomp" "${sources[@]}"
}

build_ctorch() {
  local torch=.deps/torch
  if [ -L "$torch" ]; then
    local hints=(
      "LibTorch is $(readlink -f "$torch"); our half is written for LibTorch $torch_version:"
      "name one of that version, LIBTORCH=<dir>, or remove .deps/torch to have it downloaded")
  fi
  # Swift's own compiler is the faster one here.
  local compiler=${CXX:-$(command -v clang++ || command -v g++)}
  local flags="-std=c++20 -O2 -fPIC -fvisibility=hidden -w -I Sources/CTorch/include"
  flags+=" -isystem $torch/include -isystem $torch/include/torch/csrc/api/include"
  local words
  words="$flags $(readlink -f $torch) $(cat $torch/VERSION 2>/dev/null || echo unknown)"
  words+=" $(stat -Lc %s $torch/lib/libtorch_cpu.so)"
  build libctorch "$(digest "$compiler" "$words" Native/ctorch/* Sources/CTorch/include/*)" \
    ctorch_get_table "$compiler" "$flags" \
    "-L$torch/lib -ltorch_cpu -lc10 -Wl,-rpath,\$ORIGIN/../torch/lib" Native/ctorch/*.cpp
}

# --- LibTorch ----------------------------------------------------------------------------------

is_libtorch() { [ -f "$1/lib/libtorch_cpu.so" ] && [ -d "$1/include/ATen" ]; }

# download FOLDER REQUIREMENT HASH... [-- PIP OPTION...]
download() {
  local folder=$1 requirement=$2
  shift 2
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    requirement+=" --hash=sha256:$1"
    shift
  done
  [ $# -eq 0 ] || shift
  echo "$requirement" >"$folder/requirement.txt"
  python3 -m pip download -q --no-deps --only-binary=:all: --require-hashes "$@" \
    -d "$folder" -r "$folder/requirement.txt" ||
    fail "pip could not download ${requirement%% *}" \
      "check the network and pip's configuration (pip config list), then run this again," \
      "or name a LibTorch $torch_version that is already there: LIBTORCH=<dir>"
}

# Before anything is built.
check_torch() {
  [ -z "${LIBTORCH:-}" ] || is_libtorch "$LIBTORCH" ||
    fail "LIBTORCH=$LIBTORCH has no lib/libtorch_cpu.so or no include/ATen" \
      "name the folder of LibTorch that has both"
}

install_torch() {
  if [ -n "${LIBTORCH:-}" ]; then
    local target
    target=$(readlink -f "$LIBTORCH")
    if [ "$(readlink -f .deps/torch)" != "$target" ]; then
      rm -rf .deps/torch
      ln -s "$target" .deps/torch
    fi
    say "LibTorch: $target"
    return
  fi
  if [ -L .deps/torch ] && is_libtorch .deps/torch; then
    say "LibTorch: $(readlink -f .deps/torch), as a former LIBTORCH= chose (remove .deps/torch to undo)"
    return
  fi
  if [ "$(cat .deps/torch/VERSION 2>/dev/null)" = "$torch_version" ] && is_libtorch .deps/torch; then
    say "LibTorch: $torch_version is there"
    return
  fi
  [ "$(uname -s) $(uname -m)" = "Linux x86_64" ] ||
    fail "there is no LibTorch $torch_version to download for $(uname -s) on $(uname -m)" \
      "name one that is already there: LIBTORCH=<dir>"
  local free
  free=$(df -Pm .deps | awk 'NR == 2 { print $4 }')
  [ "$free" -ge 2500 ] ||
    fail "LibTorch needs 2500 MB on this disk for a moment and 600 MB to stay; $free MB are free"
  say "LibTorch: downloading $torch_version (190 MB, or 530 MB where there is only the CUDA build)"
  cleanup
  work=$(mktemp -d .deps/download.XXXXXX)
  download "$work" "torch==$torch_version" "${torch_hashes[@]}" -- --python-version 3.11 \
    --implementation cp --platform manylinux_2_28_x86_64
  unzip -q "$work"/torch-*.whl 'torch/include/*' torch/lib/libtorch_cpu.so torch/lib/libc10.so \
    torch/lib/libgomp.so.1 -d "$work" || fail "the wheel of LibTorch cannot be unpacked"
  if readelf -d "$work/torch/lib/libtorch_cpu.so" | grep -q libcudart; then
    # The CUDA build loads these two even for work on the processor.
    download "$work" nvidia-cuda-runtime==13.0.96 \
      7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548
    download "$work" nvidia-cuda-cupti==13.0.85 \
      4eb01c08e859bf924d222250d2e8f8b8ff6d3db4721288cf35d14252a4d933c8
    for wheel in "$work"/nvidia_*.whl; do
      unzip -qo "$wheel" 'nvidia/*' -d .deps || fail "$(basename "$wheel") cannot be unpacked"
    done
  fi
  echo "$torch_version" >"$work/torch/VERSION"
  rm -rf .deps/torch
  mv "$work/torch" .deps/torch
  say "LibTorch: $torch_version is in .deps/torch"
}

# -----------------------------------------------------------------------------------------------

check_torch
mkdir -p .deps/lib
install_packages
build_onednn
install_torch
build_ctorch
say "done"
