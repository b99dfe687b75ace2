# Sourced. Makes qemu:///system answer, and stops afterwards what it started, and only that.

host_started=()

host_answers() { timeout 10 virsh -q -c qemu:///system version </dev/null >/dev/null 2>&1; }

host_start() {
  if [ "$(id -u)" -ne 0 ]; then
    echo "needs root: libvirt's qemu:///system, QEMU and an iSCSI target are started" >&2
    exit 1
  fi
  host_kvm
  host_answers && return 0
  if [ -d /run/systemd/system ]; then
    systemctl start libvirtd
  else
    mkdir -p /run/libvirt
    host_daemon virtlogd
    host_daemon libvirtd
  fi
  # The first connection waits while libvirtd asks each QEMU what it can do.
  local deadline=$((SECONDS + 60))
  while [ $SECONDS -lt $deadline ]; do
    host_answers && return 0
    sleep 0.2
  done
  echo "libvirtd was started and does not answer on qemu:///system; see its log under /var/log/libvirt" >&2
  exit 1
}

# Gives /dev/kvm the group and mode that Debian's udev rule gives it, where no udev did. While root alone can open it,
# libvirt sees KVM, then sees that QEMU's user cannot use it, throws away what it knows of QEMU and asks anew: ten
# times for each start of a domain, 41 s measured instead of 1 s.
host_kvm() {
  [ -d /run/udev ] && return 0
  if [ "$(stat -c '%U %G %a' /dev/kvm 2>/dev/null)" = "root root 600" ] && getent group kvm >/dev/null; then
    chgrp kvm /dev/kvm
    chmod 660 /dev/kvm
  fi
}

# Starts daemon $1 unless one runs, and remembers its process. Its pid file says which one it is.
host_daemon() {
  local name=$1 pid_file=/run/$1.pid pid
  pid=$(cat "$pid_file" 2>/dev/null || true)
  [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$name" ] && return 0
  "$name" -d -p "$pid_file"
  for _ in $(seq 50); do
    pid=$(cat "$pid_file" 2>/dev/null || true)
    [ -n "$pid" ] && { host_started+=("$name:$pid"); return 0; }
    sleep 0.1
  done
  echo "$name did not start" >&2
  exit 1
}

host_stop() {
  local entry name pid index
  for ((index = ${#host_started[@]} - 1; index >= 0; index--)); do
    entry=${host_started[index]} name=${entry%%:*} pid=${entry##*:}
    if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$name" ]; then
      kill "$pid" || true
    fi
  done
  host_started=()
}
