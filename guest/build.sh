#!/usr/bin/env bash
# Builds the acceptance guest from Debian packages: build.sh OUT_DIR makes vmlinuz, initrd.gz and guest.img there.
# Needs no root, mount or loop device. Returns at once where OUT_DIR was made of the same inputs.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=uncompressed-kernel.sh
. "$here/uncompressed-kernel.sh"

# Drivers of the SCSI controllers that QEMU has, of disks, of the power button. Debian's cloud kernel lacks some of
# them, so the kernel is the standard one.
modules=(
  virtio_pci virtio_scsi sym53c8xx mptsas megaraid_sas vmw_pvscsi am53c974 virtio_blk
  sd_mod sg evdev button
)
# The folders they and what they need lie in: the rest of the kernel package stays packed.
module_folders=(block crypto lib drivers/{acpi,block,input,message,scsi,virtio})
tools=(sg_inq sg_luns sg_opcodes sg_persist sg_raw sg_readcap sg_turs sg_unmap sg_vpd)

command_line='console=ttyS0,115200n8 quiet loglevel=1 panic=10 mitigations=off cryptomgr.notests rodata=off edd=off'
image_mib=48
partition_sector=2048
export SOURCE_DATE_EPOCH=1700000000 # every time stamp, so that equal inputs give equal bytes

fail() {
  echo "guest/build.sh: $*" >&2
  exit 1
}

need() { # PROGRAM PACKAGE
  type -P "$1" >/dev/null || fail "$1 is missing: apt-get install $2"
}

# Equal scripts and equal package lists give an equal guest. Asking apt itself would take seconds.
inputs() {
  {
    cat "$here"/{build.sh,uncompressed-kernel.sh,init}
    stat -c '%n %s %Y' /var/lib/apt/lists/*_Packages* 2>/dev/null || true
  } | sha256sum
}

# --- packages --------------------------------------------------------------------------------------------

# The kernel and the library that the meta package and the tools depend on today.
dependencies() {
  apt-cache depends linux-image-amd64 sg3-utils |
    sed -nE 's/^ *Depends: (linux-image-[0-9].*|libsgutils2-.*)/\1/p'
}

# Downloads the packages that $debs lacks, and prints each one's path.
fetch() {
  local files file missing=()
  mapfile -t files < <(apt-get -qq download --print-uris "$@" | awk '{ print $2 }')
  [ ${#files[@]} -eq $# ] || return 1
  for file in "${files[@]}"; do
    [ -e "$debs/$file" ] || missing+=("${file%%_*}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    (cd "$debs" && apt-get -qq -o APT::Sandbox::User=root download "${missing[@]}") >&2 || return 1
  fi
  printf '%s\n' "${files[@]/#/$debs/}"
}

fetch_all() {
  local wanted
  mapfile -t wanted < <(dependencies)
  [ ${#wanted[@]} -eq 2 ] && fetch busybox-static libc6 sg3-utils "${wanted[@]}"
}

# apt's lists may be missing, or name versions that the archive has already replaced.
fetch_all_afresh() {
  [ "$(id -u)" -eq 0 ] || fail "cannot download the guest's packages: as root, apt-get update"
  apt-get -qq update
  fetch_all
}

unpack() {
  local deb
  for deb in "$@"; do
    case ${deb##*/} in
      linux-image-*) extract "$deb" './boot/vmlinuz-*' "${module_folders[@]/#/./lib/modules/*/kernel/}" ;;
      busybox-*) extract "$deb" './bin/busybox' ;;
      sg3-utils_*) extract "$deb" "${tools[@]/#/./usr/bin/}" ;;
      libsgutils2-*) extract "$deb" '*/libsgutils2-*.so.*' ;;
      libc6_*) extract "$deb" '*/libc.so.6' '*/ld-linux-x86-64.so.2' ;;
    esac
  done
}

extract() { # DEB MEMBER...
  local deb=$1
  shift
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$packages" --wildcards "$@"
}

# --- the initial RAM disk: the guest's whole file system ---------------------------------------------------

busybox() { "$packages/bin/busybox" "$@"; }

# Prints the modules wanted and all they need, as paths below the kernel's folder.
module_closure() {
  local name
  for name in "${modules[@]}"; do
    grep -E "/$name\.ko:" "$1/modules.dep" || fail "the kernel has no module $name"
  done | tr -d : | tr ' ' '\n' | sort -u
}

install_modules() { # KERNEL_VERSION
  local from=$packages/lib/modules/$1 to=$root/lib/modules/$1
  mkdir -p "$to"
  busybox depmod -b "$packages" "$1"
  module_closure "$from" | (cd "$from" && xargs cp -t "$to")
  busybox depmod -b "$root" "$1"
  rm "$to/modules.symbols"
}

fill_root() {
  mkdir -p "$root"/{bin,dev,proc,sys,run,tmp,usr/bin,lib/x86_64-linux-gnu,lib64}
  install -m 755 "$here/init" "$root/init"
  cp "$packages/bin/busybox" "$root/bin/"
  cp "${tools[@]/#/$packages/usr/bin/}" "$root/usr/bin/"
  find "$packages" -name 'lib*.so.*' -exec cp -P -t "$root/lib/x86_64-linux-gnu" {} +
  find "$packages" -name 'ld-linux-*' -type f -exec cp -t "$root/lib64" {} +
  install_modules "$(cd "$packages/lib/modules" && echo *)"
}

pack_root() {
  find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$root" && find . -print0 | sort -z | cpio -0 -o -H newc -R 0:0 --reproducible --quiet) | gzip -9n
}

# --- the disk image: MBR, one active FAT partition with syslinux -------------------------------------------

# Boot code, then at 440 a disk signature, at 446 one active partition of type 0e (FAT16, addressed by sector), and
# at 510 the mark.
boot_record() { # FIRST_SECTOR SECTORS
  head -c 440 /usr/lib/syslinux/mbr/mbr.bin
  printf 'LUNE\0\0\x80\xfe\xff\xff\x0e\xfe\xff\xff'
  words "$1" "$2"
  head -c 48 /dev/zero
  printf '\x55\xaa'
}

write_image() { # IMAGE
  local sectors=$((image_mib * 2048 - partition_sector)) partition=$1@@$((partition_sector * 512))
  truncate -s "${image_mib}M" "$1"
  boot_record "$partition_sector" "$sectors" | put "$1" 0
  mkfs.vfat --invariant -F 16 -n LUNETTE -h "$partition_sector" --offset "$partition_sector" "$1" $((sectors / 2)) \
    >/dev/null
  printf 'default guest\nlabel guest\n  kernel vmlinuz\n  append initrd=initrd.gz %s\n' "$command_line" \
    >"$work/syslinux.cfg"
  touch -d "@$SOURCE_DATE_EPOCH" "$work"/{vmlinuz,initrd.gz,syslinux.cfg}
  mcopy -m -i "$partition" "$work"/{vmlinuz,initrd.gz,syslinux.cfg} ::
  syslinux -t $((partition_sector * 512)) -i "$1"
}

# --- all of it ---------------------------------------------------------------------------------------------

build() {
  local wanted deb
  need dpkg-deb dpkg
  need xz xz-utils
  need cpio cpio
  need mkfs.vfat dosfstools
  need mcopy mtools
  need syslinux syslinux
  [ -e /usr/lib/syslinux/mbr/mbr.bin ] || fail "syslinux's boot record is missing: apt-get install syslinux-common"
  rm -rf "$work"
  mkdir -p "$packages" "$debs"
  wanted=$(fetch_all 2>/dev/null) || wanted=$(fetch_all_afresh)
  mapfile -t wanted <<<"$wanted"
  for deb in "$debs"/*.deb; do
    [[ " ${wanted[*]} " == *" $deb "* ]] || rm "$deb"
  done
  unpack "${wanted[@]}"
  uncompressed_kernel "$packages"/boot/vmlinuz-* "$work/vmlinuz"
  fill_root
  pack_root >"$work/initrd.gz"
  write_image "$work/guest.img"
  rm -f "$out/inputs"
  mv "$work"/{vmlinuz,initrd.gz,guest.img} "$out/"
  rm -rf "$work"
  inputs >"$out/inputs" # after fetching, which may have refreshed apt's lists
}

[ $# -eq 1 ] || { echo "usage: $0 OUT_DIR" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
debs=$out/debs
work=$out/work
packages=$work/packages
root=$work/root

exec 9>"$out/lock"
flock 9
[ "$(cat "$out/inputs" 2>/dev/null)" = "$(inputs)" ] || build
