# Sourced by ./dev.
. dev.d/maven.sh
if [ "${1:-}" = --unit ]; then
  shift
  jdk_use
  maven verify "$@"
else
  . dev.d/packages.sh
  . dev.d/host.sh
  packages_install
  jdk_use
  trap host_stop EXIT
  host_start
  maven verify -Preal "$@"
fi
