#!/usr/bin/env bash
# Proves the guest on real parts: a tgtd of its own and libvirt domains under TCG. Not part of continuous integration.
# selftest.sh [OUT_DIR]; needs root and a libvirtd on qemu:///system. Prints what it saw, and how long each took.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-/var/tmp/lunette-guest}
uri=qemu:///system
control_port=${GUEST_TGT_PORT:-77}
portal=127.0.0.1:${GUEST_PORTAL_PORT:-23077}
machine=${GUEST_MACHINE:-q35}
virt_type=${GUEST_VIRT_TYPE:-qemu}
iqn=iqn.2026-11.org.example:guestlab
initiator=iqn.2026-11.org.example:guestlab-initiator
server=guestlab-lun
emulated=guestlab-lsi

# --- reporting -------------------------------------------------------------------------------------------

now_ms() { echo $(($(date +%s%N) / 1000000)); }

passed() { printf '%-62s %6d ms\n' "$1" "$2"; }

fail() {
  echo "FAILED: $*" >&2
  [ -s "$console" ] && tail -n 40 "$console" >&2
  exit 1
}

# Waits until the console's log has the pattern beyond byte $mark, and sets $found to the first such line.
await() { # WHAT PATTERN [SECONDS]
  local start=$since deadline=$((SECONDS + ${3:-60}))
  until found=$(tail -c "+$((mark + 1))" "$console" 2>/dev/null | tr -d '\r' | grep -a -m 1 -E "$2"); do
    [ "$SECONDS" -lt "$deadline" ] || fail "$1: no line $2 within ${3:-60} s"
    sleep 0.02
  done
  passed "$1" $(($(now_ms) - start))
}

# What comes next is measured, and looked for, from here on.
from_now() {
  mark=$(stat -c %s "$console" 2>/dev/null || echo 0)
  since=$(now_ms)
}

# --- the target ------------------------------------------------------------------------------------------

tgt() { tgtadm -C "$control_port" --lld iscsi "$@"; }

start_target() {
  tgtd -f -C "$control_port" --iscsi portal="$portal" >"$work/tgtd.log" 2>&1 &
  tgtd_pid=$!
  until tgt --op show --mode sys >/dev/null 2>&1; do
    kill -0 "$tgtd_pid" || fail "tgtd did not start: $(cat "$work/tgtd.log")"
    sleep 0.1
  done
  tgt --op new --mode target --tid 1 -T "$iqn"
  tgt --op bind --mode target --tid 1 -I ALL
}

serial_of() { echo "SN2000$1"; }
naa_of() { printf '600a0b80000f1d2a%016x' "$1"; }

add_lun() { # NUMBER FILE
  tgt --op new --mode logicalunit --tid 1 --lun "$1" -b "$2"
  tgt --op update --mode logicalunit --tid 1 --lun "$1" --params \
    "vendor_id=EXAMPLE,product_id=SANLUN,product_rev=0001,scsi_sn=$(serial_of "$1"),scsi_id=naa.$(naa_of "$1")"
}

# --- domains ---------------------------------------------------------------------------------------------

lun_disk() { # NUMBER CONTROLLER TARGET [BOOT]
  cat <<XML
<disk type='network' device='lun'>
  <driver name='qemu' type='raw' cache='none'/>
  <source protocol='iscsi' name='$iqn/$1'>
    <host name='${portal%:*}' port='${portal#*:}'/>
    <initiator><iqn name='$initiator'/></initiator>
  </source>
  <target dev='sd$(printf "%b" "\\$(printf %o $((96 + $1)))")' bus='scsi'/>
  ${4:-}
  <address type='drive' controller='$2' bus='0' target='$3' unit='0'/>
</disk>
XML
}

scsi_controller() { # INDEX MODEL
  echo "<controller type='scsi' index='$1' model='$2'/>"
}

domain() { # NAME DEVICES
  local ports=''
  [ "$machine" = q35 ] && ports="<controller type='pci' model='pcie-root'/>$(
    printf "<controller type='pci' model='pcie-root-port'/>%.0s" 1 2 3 4 5 6
  )"
  cat <<XML
<domain type='$virt_type'>
  <name>$1</name>
  <memory unit='MiB'>256</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='$machine'>hvm</type></os>
  <features><acpi/></features>
  <devices>
    <controller type='usb' model='none'/>
    $ports
    $2
    <serial type='pty'><log file='$console' append='off'/></serial>
    <memballoon model='none'/>
  </devices>
</domain>
XML
}

virsh_() { virsh -q -c "$uri" "$@" >/dev/null; }

start() { # NAME DEVICES
  console=$work/$1.log
  domain "$1" "$2" >"$work/$1.xml"
  virsh_ define "$work/$1.xml"
  mark=0 since=$(now_ms)
  virsh_ start "$1"
  passed "$1: libvirt started it" $(($(now_ms) - since))
  # The terminal stays open, or QEMU lets go of it; and it is drained, or a full one would stop the guest's output.
  exec 8<>"$(virsh -q -c "$uri" ttyconsole "$1")"
  cat <&8 >/dev/null 2>&1 &
  drain_pid=$!
}

stop_draining() {
  kill "$drain_pid" 2>/dev/null || true
  exec 8>&-
}

attach_now() { virsh_ attach-device "$1" "$2" --live; }
detach_now() { virsh_ detach-device "$1" "$2" --live; }

attach() { # NAME XML
  echo "$2" >"$work/device.xml"
  from_now
  attach_now "$1" "$work/device.xml"
}

detach() { # NAME XML
  echo "$2" >"$work/device.xml"
  from_now
  detach_now "$1" "$work/device.xml"
}

# "add" or "remove", a line each, as the guest said them since $mark.
disk_events() { tail -c "+$((mark + 1))" "$console" | sed -nE 's/^LUNETTE-DISK (add|remove) .*/\1/p'; }

run() { # TOKEN COMMAND: waits for its end, which must be 0
  from_now
  printf 'LUNETTE-RUN %s %s\n' "$1" "$2" >&8
  await "run: ${2:0:55}" "^LUNETTE-END $1 "
  [ "$found" = "LUNETTE-END $1 0" ] || fail "$2: $found"
}

off() { # NAME: asks by ACPI, waits until it is off
  from_now
  virsh_ shutdown "$1" --mode acpi
  local deadline=$((SECONDS + 30))
  until [ "$(virsh -q -c "$uri" domstate "$1")" = "shut off" ]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "$1 did not power off"
    sleep 0.05
  done
  passed "$1: off by its ACPI power button" $(($(now_ms) - since))
  stop_draining
}

# --- the two guests ----------------------------------------------------------------------------------------

# The block of the LUN must say what the target was given.
expect_identity() { # NUMBER LINE_OF_ADD
  local name=${2#LUNETTE-DISK add } number=$1 fact
  name=${name%% *}
  await "LUN $number: its block is complete" "^LUNETTE-DISK end $name sg_inq=0 sg_vpd=0$"
  for fact in "sg_inq\|  *Vendor identification: EXAMPLE" "sg_inq\|  *Product identification: SANLUN" \
    "sg_inq\|  *Unit serial number: *$(serial_of "$number")" "sg_vpd\|  *0x$(naa_of "$number")"; do
    await "LUN $number: $fact" "^LUNETTE-DISK $name $fact" 1
  done
}

passthrough_guest() {
  local name
  cp --sparse=always "$out/guest.img" "$work/boot.img"
  truncate -s 64M "$work/second.img" "$work/third.img"
  add_lun 1 "$work/boot.img"
  add_lun 2 "$work/second.img"
  add_lun 3 "$work/third.img"

  start "$server" "$(scsi_controller 0 virtio-scsi)$(lun_disk 1 0 0 "<boot order='1'/>")"
  await "$server: first word" '^LUNETTE-GUEST booting'
  await "$server: SCSI host" '^LUNETTE-HOST add host[0-9]+ driver=virtio_scsi'
  await "$server: boot LUN" '^LUNETTE-DISK add '
  expect_identity 1 "$found"
  await "$server: ready" '^LUNETTE-GUEST ready'

  attach "$server" "$(lun_disk 2 0 1)"
  passed "LUN 2: libvirt attached it" $(($(now_ms) - since))
  await "LUN 2: the guest says so" '^LUNETTE-DISK add .* host=virtio_scsi'
  expect_identity 2 "$found"
  name=${found#LUNETTE-DISK } name=/dev/${name%% *}

  run key "sg_persist --out --register --param-sark=0x1234abcd $name"
  run keys "sg_persist --in --read-keys $name"
  await "the key reads back" '^LUNETTE-OUT keys .*0x1234abcd' 1
  run write "echo lunette-was-here | dd of=$name bs=512 count=1 conv=sync,fsync"
  grep -qa lunette-was-here "$work/second.img" || fail "the write is not in the LUN's file"
  run back "dd if=$name bs=512 count=1 2>/dev/null | head -n 1"
  await "the data reads back" '^LUNETTE-OUT back lunette-was-here$' 1
  run long "echo $(head -c 3900 /dev/zero | tr '\0' x) | wc -c"
  await "a line of 3.9 KB arrives whole" '^LUNETTE-OUT long 3901$' 1

  attach "$server" "$(scsi_controller 1 virtio-scsi)"
  await "controller 1: the guest says so" '^LUNETTE-HOST add host[0-9]+ driver=virtio_scsi'
  attach "$server" "$(lun_disk 3 1 0)"
  await "LUN 3: the guest says so" '^LUNETTE-DISK add .* host=virtio_scsi'
  expect_identity 3 "$found"

  # Gone and back before the guest can ask it anything: each is said, in order.
  from_now
  for _ in 1 2 3 4 5; do
    detach_now "$server" "$work/device.xml"
    attach_now "$server" "$work/device.xml"
  done
  detach_now "$server" "$work/device.xml"
  until [ "$(disk_events | grep -c remove)" -eq 6 ]; do
    [ $(($(now_ms) - since)) -lt 30000 ] || fail "not all of 6 removals and 5 additions were said: $(disk_events)"
    sleep 0.1
  done
  [ "$(disk_events | tr -d '\n')" = removeaddremoveaddremoveaddremoveaddremoveaddremove ] || fail "out of order"
  passed "LUN 3: five quick removals and additions, each said" $(($(now_ms) - since))

  detach "$server" "$(scsi_controller 1 virtio-scsi)"
  await "controller 1: the guest let it go" '^LUNETTE-HOST remove '
  detach "$server" "$(lun_disk 2 0 1)"
  await "LUN 2: the guest says it is gone" '^LUNETTE-DISK remove '
  off "$server"
}

image_guest() {
  cp --sparse=always "$out/guest.img" "$work/image.img"
  chmod 666 "$work/image.img"
  start "$emulated" "$(scsi_controller 0 lsilogic)<disk type='file' device='disk'>
    <driver name='qemu' type='raw' cache='none'/><source file='$work/image.img'/>
    <target dev='sda' bus='scsi'/><boot order='1'/>
    <address type='drive' controller='0' bus='0' target='0' unit='0'/></disk>"
  await "$emulated: SCSI host" '^LUNETTE-HOST add host[0-9]+ driver=sym53c8xx'
  await "$emulated: ready" '^LUNETTE-GUEST ready'
  await "$emulated: its emulated disk" '^LUNETTE-DISK .*Product identification: QEMU HARDDISK'
  attach "$emulated" "$(scsi_controller 1 virtio-scsi)"
  attach "$emulated" "$(lun_disk 2 1 0)"
  await "LUN 2: the guest says so" '^LUNETTE-DISK add .* host=virtio_scsi'
  expect_identity 2 "$found"
  off "$emulated"
}

clean_up() {
  local name lun
  for name in "$server" "$emulated"; do
    virsh_ destroy "$name" 2>/dev/null || true
    virsh_ undefine "$name" 2>/dev/null || true
  done
  if [ -n "${tgtd_pid:-}" ]; then
    for lun in 1 2 3; do tgt --op delete --mode logicalunit --tid 1 --lun "$lun" 2>/dev/null || true; done
    kill -KILL "$tgtd_pid" 2>/dev/null || true # it ignores SIGTERM while it has a target
    wait "$tgtd_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}

work=$(mktemp -d /var/tmp/guestlab.XXXXXX)
console=$work/none mark=0 since=$(now_ms) found=''
trap clean_up EXIT
chmod 755 "$work"

"$here/build.sh" "$out"
passed "image built, or found built" $(($(now_ms) - since))
start_target
passthrough_guest
image_guest
echo "all of it works"
