# Sourced by ./dev. Measures; what each measures is said in its class, in bench/src.
case ${1:-} in
  attach) class=io.lunette.bench.AttachBench real=yes ;;
  api) class=io.lunette.bench.ApiBench real=no ;;
  plan) class=io.lunette.bench.PlanBench real=no ;;
  *)
    cat >&2 <<'TEXT'
./dev bench attach   an attach through the API beside raw libvirt calls, on a booted guest; needs root
./dev bench api      the control plane alone, on SIMULATED hosts and LUNs
./dev bench plan     what it costs to plan the 1st to the 1,000th LUN of one server
TEXT
    exit 2
    ;;
esac
shift

. dev.d/maven.sh
if [ $real = yes ]; then
  . dev.d/packages.sh
  . dev.d/host.sh
  packages_install
  jdk_use
  trap host_stop EXIT
  host_start
fi
jdk_use
maven -q -DskipTests package
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dlunette.home="$LUNETTE_HOME" "$@" \
  -cp bench/target/lunette-bench.jar "$class"
