#!/usr/bin/env bash
# Builds the SAN host of the tests from Debian packages: build.sh OUT_DIR makes linux (a kernel that runs as a process) and
# root.img there. Needs root, and no systemd. Returns at once where OUT_DIR was made of the same inputs.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
here=$(cd "$(dirname "$0")" && pwd)

packages=(
  # the kernel, which brings its modules
  user-mode-linux
  # what init starts, and what it needs for that
  udev kmod iproute2 procps openssh-server
  # the SAN
  open-iscsi multipath-tools sg3-utils
  # the hypervisor
  libvirt-daemon-system libvirt-daemon-system-sysv libvirt-clients libvirt-daemon-driver-qemu
  qemu-system-x86 qemu-utils qemu-block-extra
)
image_mib=1500

fail() {
  echo "sanhost/build.sh: $*" >&2
  exit 1
}

need() { # PROGRAM PACKAGE
  type -P "$1" >/dev/null || fail "$1 is missing: apt-get install $2"
}

# Equal scripts and equal package lists give an equal host.
inputs() {
  {
    cat "$here"/build.sh "$here"/init
    (cd "$here/etc" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
    stat -c '%n %s %Y' /var/lib/apt/lists/*_Packages* 2>/dev/null || true
  } | sha256sum
}

# Debian's archives as this machine's apt knows them, a line of sources.list each.
archives() {
  # shellcheck disable=SC2016 # apt's own names
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian'
}

# What this machine's apt was told of proxies.
proxies() {
  apt-config dump Acquire | grep -i 'proxy.* ".' || true
}

install_packages() {
  local list
  list=$(archives)
  if [ -z "$list" ]; then
    apt-get -qq update
    list=$(archives)
  fi
  [ -n "$list" ] || fail "apt has no list of Debian's own packages: see /etc/apt/sources.list, then apt-get update"
  proxies >"$work/proxies"
  mmdebstrap --quiet --mode=root --variant=minbase --include="$(IFS=, && echo "${packages[*]}")" \
    --aptopt='APT::Install-Recommends "false"' --aptopt="$work/proxies" \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    '' "$root" - <<<"$list"
}

configure() {
  local modules=$root/usr/lib/uml/modules
  install -m 755 "$here/init" "$root/sbin/sanhost-init"
  cp -r "$here/etc/." "$root/etc/"
  # The kernel looks for its modules where every kernel does, and its package puts them elsewhere.
  cp -r "$modules/." "$root/lib/modules/"
  rm -r "$modules"
  chroot "$root" depmod "$(ls "$root/lib/modules")"
  # Each host makes its own.
  rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id" "$root/etc/iscsi/initiatorname.iscsi"
  rm -rf "$root"/etc/libvirt/qemu/networks/autostart/* "$root"/var/cache/apt "$root"/var/lib/apt/lists
}

# The host makes ready what would take long at each start.
start_once() {
  timeout 120 env -u TMPDIR -u TMP -u TEMP "$work/linux" umid=image uml_dir="$work" mem=1024M ubd0="$work/root.img" \
    root=/dev/ubda rw rootfstype=ext4 init=/sbin/sanhost-init con0=null,fd:1 con=null ssl=null quiet \
    sanhost.purpose=image </dev/null >"$work/log" 2>&1 || true
  grep -q '^SANHOST prepared' "$work/log" || { cat "$work/log" >&2; fail "the host does not start"; }
}

build() {
  [ "$(id -u)" -eq 0 ] || fail "needs root: a root file system is installed"
  need mmdebstrap mmdebstrap
  need mkfs.ext4 e2fsprogs
  rm -rf "$work"
  mkdir -p "$work"
  install_packages || fail "the packages of the host could not be installed; apt-get update may help"
  configure
  mv "$root/usr/bin/linux.uml" "$work/linux"
  # Libvirt would ask it what it can do, and no test needs to know.
  rm -f "$root/usr/bin/qemu-system-i386"
  mkfs.ext4 -q -F -d "$root" -L sanhost -O ^has_journal "$work/root.img" "${image_mib}M" >/dev/null
  start_once
  rm -f "$out/inputs"
  mv "$work"/{linux,root.img} "$out/"
  rm -rf "$work"
  inputs >"$out/inputs" # after apt, which may have refreshed its lists
}

[ $# -eq 1 ] || { echo "usage: $0 OUT_DIR" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$out/work
root=$work/root

exec 9>"$out/lock"
flock 9
[ "$(cat "$out/inputs" 2>/dev/null)" = "$(inputs)" ] || build
