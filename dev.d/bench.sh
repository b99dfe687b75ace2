# Sourced by ./dev. Measures; what each measures is said in its class, in bench/src.
case ${1:-} in
  attach) class=io.lunette.bench.AttachBench real=yes ;;
  api) class=io.lunette.bench.ApiBench real=no ;;
  plan) class=io.lunette.bench.PlanBench real=no ;;
  io) class=io.lunette.bench.IoBench real=yes ;;
  luns) class=io.lunette.bench.LunsBench real=yes ;;
  replay) class=none real=yes ;;
  storm) class=io.lunette.bench.StormBench real=yes ;;
  throughput) class=io.lunette.bench.ThroughputBench real=yes ;;
  hosts) class=io.lunette.bench.HostsBench real=yes ;;
  remote) class=io.lunette.bench.RemoteBench real=yes ;;
  kill) class=io.lunette.bench.KillBench real=yes ;;
  conformance) class=io.lunette.bench.ConformanceBench real=yes ;;
  fuzz)
    shift
    . dev.d/fuzz.sh
    exit
    ;;
  *)
    cat >&2 <<'TEXT'
./dev bench attach   an attach through the API beside raw libvirt calls, on a booted guest; needs root
./dev bench throughput   attaches a second by eight clients, beside raw libvirt calls; needs root
./dev bench api      the control plane alone, on SIMULATED hosts and LUNs
./dev bench io       fio in a guest, with the controller settings of Lunette and without; needs root
./dev bench luns     300 LUNs on one real QEMU, and off again; needs root
./dev bench hosts    attaches on one host while another answers, and while it hangs; needs root
./dev bench remote   attaches on a host over qemu+ssh beside one by the local socket; needs root
./dev bench replay -Dlunette.replays=300   random stories on real QEMU beside their plans; needs root
./dev bench kill     kills the service before and after every record of every kind of work; needs root
./dev bench storm    five minutes of random requests, kills and restarts, and then whether all agree; needs root
./dev bench fuzz [MINUTES]   Jazzer on every parser, together as long as that (10); the input that breaks one is shown
./dev bench conformance   iscsi-test-cu straight at the target and in a guest; writes docs/conformance.md; needs root
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
  [ "$class" = io.lunette.bench.IoBench ] && packages_needed+=(fio)
  packages_install
  jdk_use
  trap host_stop EXIT
  host_start
fi
jdk_use
if [ $class = none ]; then
  maven -q -Preal -pl server -am verify -Dtest=LibvirtReplayTest -Dsurefire.failIfNoSpecifiedTests=false "$@"
  exit
fi
maven -q -DskipTests package
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Dlunette.home="$LUNETTE_HOME" "$@" \
  -cp bench/target/lunette-bench.jar "$class"
