# Sourced by ./dev. Maven with the right JDK, and without the warnings that newer JDKs give about Maven itself.

maven() {
  if ! command -v mvn >/dev/null; then
    echo "./dev needs Maven 3.8.7 or newer: apt-get install maven" >&2
    exit 1
  fi
  local options="--enable-native-access=ALL-UNNAMED"
  [ "$JDK_RELEASE" -ge 23 ] && options="$options --sun-misc-unsafe-memory-access=allow"
  MAVEN_OPTS="$options ${MAVEN_OPTS:-}" mvn -B -f "$LUNETTE_HOME/pom.xml" "$@"
}
