# Sourced. Installs the Debian packages that the real parts need, only where one is missing.

packages_needed=(
  # the hypervisor
  qemu-system-x86 qemu-utils qemu-block-extra
  libvirt-daemon libvirt-daemon-system libvirt-clients libvirt-daemon-driver-qemu
  # the iSCSI target, and what reads a LUN's identity
  tgt libiscsi7 libiscsi-bin sg3-utils
  # a host over qemu+ssh, on an sshd of the tests' own
  openssh-client openssh-server netcat-openbsd
  # the guest of demo and tests
  busybox-static syslinux syslinux-common mtools dosfstools cpio xz-utils
  # the stock clients that it is tested with
  python3-novaclient python3-openstackclient python3-cinderclient
)

# Wanted as commands: where they come from is nobody's business.
packages_commands=(mvn:maven git:git curl:curl jq:jq)

packages_missing() {
  local package entry
  for entry in "${packages_commands[@]}"; do
    command -v "${entry%%:*}" >/dev/null || printf '%s\n' "${entry##*:}"
  done
  for package in "${packages_needed[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
  done
  # Any version's server does: the store's tests run one of their own.
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || printf '%s\n' postgresql
}

packages_install() {
  local missing
  mapfile -t missing < <(packages_missing)
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null; then
    echo "needs these Debian packages, and there is no apt-get here: ${missing[*]}" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "needs root to install what is missing; as root: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "installing ${#missing[@]} Debian packages: ${missing[*]}"
  packages_hold_services
  trap packages_release_services EXIT
  DEBIAN_FRONTEND=noninteractive apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/tmp/lunette-apt.$$ 2>&1 || {
    cat /tmp/lunette-apt.$$ >&2
    rm -f /tmp/lunette-apt.$$
    exit 1
  }
  rm -f /tmp/lunette-apt.$$
  packages_release_services
  trap - EXIT
}

# Without systemd, a package that starts its daemon while it is installed (tgt, libvirt) leaves a process that nobody
# supervises. Where systemd runs, starting services is the administrator's policy, and stays as it is.
packages_hold_services() {
  packages_held=no
  packages_hold_clusters
  [ -d /run/systemd/system ] && return 0
  [ -e /usr/sbin/policy-rc.d ] && return 0
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
  packages_held=yes
}

packages_release_services() {
  rm -f "$packages_no_cluster"
  [ "${packages_held:-no}" = yes ] && rm -f /usr/sbin/policy-rc.d
  packages_held=no
}

# PostgreSQL's package makes a database cluster of the machine and starts it; its binaries are all that is wanted here.
packages_no_cluster=/etc/postgresql-common/createcluster.d/lunette.conf

packages_hold_clusters() {
  [ -d /etc/postgresql ] && return 0
  mkdir -p "${packages_no_cluster%/*}"
  echo 'create_main_cluster = false' >"$packages_no_cluster"
}
