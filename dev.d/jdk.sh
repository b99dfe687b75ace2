# Sourced by ./dev and ./lunette. Sets JAVA_HOME to a JDK of 21 or newer, or says what to install.

# Prints the feature release of the JDK in folder $1 ("25"), or nothing. Reads a file: no JVM is started.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the first folder that holds a JDK of 21 or newer: JAVA_HOME, the newest in /usr/lib/jvm, the one on PATH.
jdk_find() {
  local folder release best='' best_release=0
  if [ -n "${JAVA_HOME:-}" ]; then
    release=$(jdk_release "$JAVA_HOME")
    [ "${release:-0}" -ge 21 ] && { printf '%s\n' "$JAVA_HOME"; return 0; }
  fi
  for folder in /usr/lib/jvm/*; do
    [ -L "$folder" ] && continue
    release=$(jdk_release "$folder")
    [ "${release:-0}" -ge 21 ] && [ "$release" -gt "$best_release" ] && best=$folder best_release=$release
  done
  [ -n "$best" ] && { printf '%s\n' "$best"; return 0; }
  if command -v javac >/dev/null; then
    folder=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    release=$(jdk_release "$folder")
    [ "${release:-0}" -ge 21 ] && { printf '%s\n' "$folder"; return 0; }
  fi
  return 1
}

jdk_use() {
  local found
  if ! found=$(jdk_find); then
    cat >&2 <<'TEXT'
Lunette needs a JDK of 21 or newer, and found none in JAVA_HOME, /usr/lib/jvm or PATH.
Install one: on Debian 12 for example Eclipse Temurin 25 (unpacked under /usr/lib/jvm, or anywhere
with JAVA_HOME pointing at it); on Debian 13: apt-get install openjdk-21-jdk-headless
TEXT
    exit 1
  fi
  export JAVA_HOME=$found
  # shellcheck disable=SC2034 # read by those who source this
  JDK_RELEASE=$(jdk_release "$JAVA_HOME")
}
