#!/usr/bin/env bash
# host.sh IMAGE_DIR FOLDER BRIDGE NAME=VALUE... runs a SAN host that build.sh made, with a tap device of its own on the
# bridge, until standard input ends; then nothing of it is left but FOLDER, which has its changes to the disk. It says on
# standard output what the host says. README.md has the names. Needs root.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

[ $# -ge 3 ] || { echo "usage: $0 IMAGE_DIR FOLDER BRIDGE NAME=VALUE..." >&2; exit 2; }
image=$1 folder=$2 bridge=$3
shift 3

tap=''
for number in {0..99}; do
  ip tuntap add dev "$bridge-$number" mode tap 2>/dev/null && tap=$bridge-$number && break
done
[ -n "$tap" ] || { echo "sanhost/host.sh: no tap device can be made: ip tuntap add dev $bridge-0 mode tap" >&2; exit 1; }
trap 'ip link delete "$tap"' EXIT
ip link set "$tap" master "$bridge" up

# Its processes are in a namespace of their own: they end with the first of them, whatever they are doing.
# shellcheck disable=SC2016 # the inner shell's own arguments
env -u TMPDIR -u TMP -u TEMP \
  unshare --mount --propagation private --pid --fork --mount-proc --kill-child sh -c '"$@"; exit $?' kernel \
  "$image/linux" umid=host uml_dir="$folder" mem="${SANHOST_MEMORY:-2048M}" \
  ubd0="$folder/changes.cow,$image/root.img" root=/dev/ubda rw rootfstype=ext4 init=/sbin/sanhost-init \
  eth0=tuntap,"$tap" con0=null,fd:1 con=null ssl=null quiet "${@/#/sanhost.}" </dev/null &
kernel=$!
# Nothing is read: this waits for the end of whoever started it, also for an end by SIGKILL.
cat >/dev/null
kill -KILL "$kernel" 2>/dev/null || true
wait "$kernel" || true
