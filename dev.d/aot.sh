# Sourced by ./dev. Makes the start-up caches: classes loaded and linked ahead of time halve the time to the first
# answer. JDK 25 and newer. A cache fits only the jars and the JDK that it was made with; ./lunette ignores an older one.

aot_make() {
  [ "$JDK_RELEASE" -ge 25 ] || return 0
  aot_fresh server && aot_fresh cli && return 0
  # What cannot be trained starts all the same, only later.
  aot_train || echo "./dev build: no start-up caches were made; server/target/aot.log says why" >&2
}

aot_fresh() {
  [ "$1/target/lunette-$1.aot" -nt "$1/target/lunette-$1.jar" ]
}

# Becomes the JVM: call it in a subshell, which then is the process to send signals to.
aot_java() { # MODULE ARGUMENT...
  local module=$1
  shift
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC "-XX:AOTCacheOutput=$module/target/lunette-$module.aot" -Xlog:disable \
    -jar "$module/target/lunette-$module.jar" "$@"
}

# Uses a simulated service once all over, through curl and through the command. Each JVM writes down what it loaded when
# it ends: the service by SIGTERM.
aot_train() {
  local state=$LUNETTE_HOME/server/target/aot-state log=server/target/aot.log pid
  rm -rf "$state"
  aot_java server --simulate --state "$state" --listen 127.0.0.1:0 >"$log" 2>&1 &
  pid=$!
  for _ in $(seq 300); do
    grep -q '^Lunette serves' "$log" && break
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.1
  done
  dev.d/train.sh "$state" >>"$log" 2>&1 || true
  aot_fresh cli || (OS_CLIENT_CONFIG_FILE=$state/clouds.yaml aot_java cli server list --os-cloud lunette) >>"$log" 2>&1 || true
  kill "$pid"
  wait "$pid" || true
  aot_fresh server
}
