#!/usr/bin/env bash
# with-fio.sh OUT_DIR adds initrd-fio.gz to a guest that build.sh made there: the same, with this machine's fio and the
# libraries it needs. For measuring alone; a kernel takes initial RAM disks that are glued together.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: $0 OUT_DIR" >&2; exit 2; }
out=$(cd "$1" && pwd)
fio=$(type -P fio) || { echo "guest/with-fio.sh: fio is missing: apt-get install --no-install-recommends fio" >&2; exit 1; }
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

install -D -m 755 "$fio" "$root/usr/bin/fio"
mkdir -p "$root/lib/x86_64-linux-gnu"
# The guest has its own C library, and the loader that belongs to it.
ldd "$fio" | awk '$3 ~ /^\// && $3 !~ /libc\.so/ { print $3 }' | xargs cp -L -t "$root/lib/x86_64-linux-gnu"
{
  cat "$out/initrd.gz"
  (cd "$root" && find . | cpio -o -H newc -R 0:0 --quiet) | gzip -1
} >"$out/initrd-fio.gz.new"
mv "$out/initrd-fio.gz.new" "$out/initrd-fio.gz"
