#!/usr/bin/env bash
# network.sh makes a bridge of its own with the first free of the networks 198.18.0.0/24 to 198.18.31.0/24 (RFC 2544: for
# tests), says "NETWORK bridge=NAME prefix=198.18.N", and removes the bridge when its standard input ends. The machine has the
# addresses .1, .2 and .3 there. Needs root.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

fail() {
  echo "sanhost/network.sh: $*" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || fail "needs root: it makes a network bridge"
[ -c /dev/net/tun ] || fail "there is no /dev/net/tun: as root, modprobe tun; in a container, pass the device in"

# One at a time: two that look at once would find the same network free.
exec 9>/run/lock/lunette-sanhost
flock 9
bridge=''
for number in {0..31}; do
  [ -z "$(ip -4 address show to "198.18.$number.0/24")" ] || continue
  [ -e "/sys/class/net/lunette$number" ] && continue
  error=$(ip link add "lunette$number" type bridge 2>&1) ||
    fail "no bridge can be made ($error): as root, modprobe bridge; in a container, it needs NET_ADMIN"
  bridge=lunette$number
  break
done
[ -n "$bridge" ] || fail "198.18.0.0/24 to 198.18.31.0/24 are all in use: ip link show type bridge; remove with ip link delete NAME"
trap 'ip link delete "$bridge"' EXIT
for last in 1 2 3; do
  ip address add "198.18.$number.$last/24" dev "$bridge"
done
# A bridge takes the lowest address of its ports otherwise, and those who knew it by another would look for it in vain.
ip link set "$bridge" address "$(printf "02:00:c6:12:%02x:01" "$number")" up
exec 9>&-
echo "NETWORK bridge=$bridge prefix=198.18.$number"
# Nothing is read: this waits for the end of whoever started it, also for an end by SIGKILL.
cat >/dev/null
