#!/usr/bin/env bash
# with-iscsi-test-cu.sh OUT_DIR adds guest-conformance.img to a guest that build.sh made there: the same, with this machine's
# iscsi-test-cu (package libiscsi-bin) and the libraries it needs. Needs mtools, and no root.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: $0 OUT_DIR" >&2; exit 2; }
out=$(cd "$1" && pwd)
program=$(type -P iscsi-test-cu) || {
  echo "guest/with-iscsi-test-cu.sh: iscsi-test-cu is missing: apt-get install --no-install-recommends libiscsi-bin" >&2
  exit 1
}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

install -D -m 755 "$program" "$root/ram/usr/bin/iscsi-test-cu"
mkdir -p "$root/ram/lib/x86_64-linux-gnu"
# The guest has its own C library, and the loader that belongs to it.
ldd "$program" | awk '$3 ~ /^\// && $3 !~ /libc\.so/ { print $3 }' | xargs cp -L -t "$root/ram/lib/x86_64-linux-gnu"
{
  cat "$out/initrd.gz"
  (cd "$root/ram" && find . | cpio -o -H newc -R 0:0 --quiet) | gzip -1
} >"$root/initrd.gz"
cp "$out/guest.img" "$root/guest.img"
# The partition begins at sector 2048.
mcopy -o -m -i "$root/guest.img@@1048576" "$root/initrd.gz" ::initrd.gz
mv "$root/guest.img" "$out/guest-conformance.img"
