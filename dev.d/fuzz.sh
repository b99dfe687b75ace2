# Sourced by dev.d/bench.sh: Jazzer on each target of server/src/test/java/io/lunette/fuzz. What it learned stays in
# target/fuzz for the next run. What breaks a parser lies in target/fuzz/findings; put it among the seeds, and it is a test.
. dev.d/maven.sh
jdk_use
maven -q -DskipTests package

fuzz_minutes=${1:-10}
fuzz_targets=(BLOCK_DEVICE_MAPPING DOMAIN_XML SCSI NAMES CONFIG)
fuzz_seconds=$((fuzz_minutes * 60 / ${#fuzz_targets[@]}))
findings=target/fuzz/findings
rm -rf "$findings"
mkdir -p "$findings"
broken=0
for fuzz_target in "${fuzz_targets[@]}"; do
  fuzz_folder=$(echo "$fuzz_target" | tr 'A-Z_' 'a-z-')
  mkdir -p "target/fuzz/$fuzz_folder"
  # It goes on after a finding, and tells each once.
  if ! "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx768m --enable-native-access=ALL-UNNAMED \
    -cp "server/target/test-classes:bench/target/lib/*" com.code_intelligence.jazzer.Jazzer \
    --target_class=io.lunette.fuzz.JazzerEntry --target_args="$fuzz_target" \
    --instrumentation_includes='io.lunette.**' --reproducer_path="$findings" --keep_going=100 \
    -artifact_prefix="$findings/$fuzz_folder-" -max_total_time="$fuzz_seconds" -timeout=10 \
    "target/fuzz/$fuzz_folder" "server/src/test/resources/fuzz/$fuzz_folder" >"target/fuzz/$fuzz_folder.log" 2>&1; then
    broken=1
  fi
  grep -A 6 '^== Java Exception' "target/fuzz/$fuzz_folder.log" || true
  echo "$fuzz_target: $(grep -o '^Done .*' "target/fuzz/$fuzz_folder.log" || tail -n 1 "target/fuzz/$fuzz_folder.log")"
done
[ $broken = 0 ] || echo "What breaks a parser is in $findings" >&2
[ $broken = 0 ]
