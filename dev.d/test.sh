# Sourced by ./dev.
. dev.d/maven.sh

# The hosts with a SAN are machines of their own: what makes and runs them.
test_san_host() {
  packages_needed+=(mmdebstrap e2fsprogs iproute2 openssh-client)
  packages_install
  if [ ! -c /dev/net/tun ]; then
    echo "the hosts with a SAN need /dev/net/tun: as root, modprobe tun; in a container, pass the device in" >&2
    exit 1
  fi
  sanhost/build.sh acceptance/target/sanhost
}

if [ "${1:-}" = --unit ]; then
  shift
  jdk_use
  maven verify "$@"
else
  test_groups=()
  if [ "${1:-}" = --san ]; then
    shift
    test_groups=(-pl acceptance -am -Dgroups=san -Dlunette.excluded.tags=none)
  fi
  . dev.d/packages.sh
  . dev.d/host.sh
  packages_install
  [ ${#test_groups[@]} -eq 0 ] || test_san_host
  jdk_use
  trap host_stop EXIT
  host_start
  maven verify -Preal "${test_groups[@]}" "$@"
fi
