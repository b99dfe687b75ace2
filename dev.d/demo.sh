# Sourced by ./dev. The main job on real parts, with unmodified OpenStack clients: boots from passthrough LUNs, attaches
# them, and shows what libvirt and the guests say. Uses only its own folder, ports, pool and target.

demo=/var/lib/lunette-demo
demo_pool=/var/lib/libvirt/images/lunette-demo
demo_control_port=42
demo_portal=127.0.0.1:23260
demo_listen=127.0.0.1:18774
demo_log=$demo/demo.log

# --- telling ---------------------------------------------------------------------------------------------------

demo_fail() {
  printf '\ndemo: %s\n' "$*" >&2
  exit 1
}

# step TEXT COMMAND...: runs the command, and says how long it took; if it fails, what it printed.
step() {
  local text=$1 begun=$EPOCHREALTIME took code
  shift
  printf '%-66s' "$text"
  # Not as a condition: there a failure inside the command's function would not end it.
  set +e
  (
    set -e
    "$@"
  ) >"$demo/step.out" 2>&1
  code=$?
  set -e
  if [ $code != 0 ]; then
    printf ' FAILED\n'
    tail -n 40 "$demo/step.out" >&2
    demo_service_log
    exit 1
  fi
  took=$(((${EPOCHREALTIME/./} - ${begun/./}) / 100000))
  printf '%4d.%d s\n' $((took / 10)) $((took % 10))
  cat "$demo/step.out" >>"$demo_log"
}

demo_service_log() {
  [ -s "$demo/service.log" ] || return 0
  echo "--- the service's log ends so:" >&2
  tail -n 15 "$demo/service.log" >&2
}

indented() { sed 's/^/    /'; }

# until_true SECONDS COMMAND...: repeats it until it succeeds.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || {
      echo "still not after the time it was given: $*" >&2
      "$@" >&2
      return 1
    }
    sleep 0.3
  done
}

# --- what runs ----------------------------------------------------------------------------------------------------

demo_build() {
  [ "$(find server/target/lunette-server.jar cli/target/lunette-cli.jar 2>/dev/null | wc -l)" = 2 ] &&
    [ -z "$(find ./*/src ./*/pom.xml pom.xml -newer server/target/lunette-server.jar -type f -print -quit)" ] &&
    return 0
  ./dev build
}

demo_settings() {
  cat >"$demo/lunette.yaml" <<YAML
listen: $demo_listen
state: $demo/state
target:
  control-port: $demo_control_port
  portals: [$demo_portal]
host:
  pool: $demo_pool
  pool-name: lunette-demo
YAML
}

demo_start_service() {
  demo_settings
  ./lunette serve --config "$demo/lunette.yaml" >"$demo/service.log" 2>&1 &
  local pid=$!
  echo "$pid" >"$demo/service.pid"
  for _ in $(seq 300); do
    grep -q '^Lunette serves' "$demo/service.log" && return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$demo/service.log"
  return 1
}

demo_use_clients() {
  # Nothing of the caller's own cloud may reach the clients.
  local name
  for name in $(compgen -e | grep '^OS_' || true); do unset "$name"; done
  # shellcheck disable=SC1091 # the service has just written it
  . "$demo/state/openrc"
}

# --- looking at servers -------------------------------------------------------------------------------------------

server_id() { openstack server show -f value -c id "$1"; }
volume_id() { openstack volume show -f value -c id "$1"; }

live_xml() { virsh -q -c qemu:///system dumpxml "lunette-$1" >"$demo/live.xml"; }
persistent_xml() { virsh -q -c qemu:///system dumpxml --inactive "lunette-$1" >"$demo/persistent.xml"; }

console() { openstack console log show "$1" >"$demo/console.txt"; }
guest_says() { console "$1" && grep -q "$2" "$demo/console.txt"; }
guest_shows() { console "$1" && dev.d/evidence.py guest "$demo/console.txt" "$2"; }
guest_lost() { console "$1" && dev.d/evidence.py gone "$demo/console.txt" "$2"; }

volume_is() { [ "$(openstack volume show -f value -c status "$1")" = "$2" ]; }
no_server() { openstack server list -f value -c ID >"$demo/list.txt" && [ ! -s "$demo/list.txt" ]; }
no_volume() { cinder list >"$demo/list.txt" && ! grep -Eq '[0-9a-f]{8}-[0-9a-f]{4}-' "$demo/list.txt"; }

# What the target was given for the disk of volume $2 on server $1, asked of the target itself: serial number and
# designator from tgtd's own tables, vendor and product from its INQUIRY answer over iSCSI.
target_facts() {
  live_xml "$1"
  local iqn lun host port initiator
  read -r iqn lun host port initiator < <(dev.d/evidence.py source "$demo/live.xml" "ua-$2")
  tgtadm -C "$demo_control_port" --lld iscsi --mode target --op show >"$demo/target.txt"
  fact_serial=$(target_field "$iqn" "$lun" 'SCSI SN')
  fact_designator=$(target_field "$iqn" "$lun" 'SCSI ID')
  # The target asks for CHAP, and nobody outside knows the server's secret: so the look has an account of its own.
  local tid look="demo-look" password="demo-$RANDOM-$RANDOM-$RANDOM"
  tid=$(awk -v iqn="$iqn" '/^Target / && $3 == iqn { sub(":", "", $2); print $2 }' "$demo/target.txt")
  demo_account --op new --user "$look" --password "$password"
  demo_account --op bind --tid "$tid" --user "$look"
  LIBISCSI_CHAP_USERNAME=$look LIBISCSI_CHAP_PASSWORD=$password \
    iscsi-inq -i "$initiator" "iscsi://$host:$port/$iqn/$lun" >"$demo/inquiry.txt"
  demo_account --op unbind --tid "$tid" --user "$look"
  demo_account --op delete --user "$look"
  fact_vendor=$(sed -n 's/^Vendor: *\(.*[^ ]\) *$/\1/p' "$demo/inquiry.txt")
  fact_product=$(sed -n 's/^Product: *\(.*[^ ]\) *$/\1/p' "$demo/inquiry.txt")
  [ -n "$fact_serial" ] && [ -n "$fact_vendor" ] && [ -n "$fact_product" ]
}

demo_account() { tgtadm -C "$demo_control_port" --lld iscsi --mode account "$@"; }

target_field() { # IQN LUN FIELD
  awk -v iqn="$1" -v lun="$2" -v field="$3:" '
    /^Target / { here = ($3 == iqn) }
    /^ *LUN: / { at = (here && $2 == lun) }
    at && index($0, field) { sub(".*" field " *", ""); print; exit }' "$demo/target.txt"
}

# show_evidence SERVER SERVER_ID VOLUME_ID [CONTROLLER_INDEX]
show_evidence() {
  local server=$1 id=$2 volume=$3
  target_facts "$id" "$volume" || demo_fail "the target does not say what it was given for volume $volume"
  echo "  the target was given"
  printf '%s\n' "vendor '$fact_vendor', product '$fact_product', serial '$fact_serial', id '$fact_designator'" | indented
  echo "  libvirt reports"
  dev.d/evidence.py elements "$demo/live.xml" "ua-$volume" ${4:+"$4"} | indented
  until_true 60 guest_shows "$server" "$fact_serial" || demo_fail "the guest does not show the LUN"
  echo "  the guest printed"
  dev.d/evidence.py guest "$demo/console.txt" "$fact_serial" >"$demo/guest.txt"
  indented <"$demo/guest.txt"
  guest_line 'Vendor identification' "$fact_vendor"
  guest_line 'Product identification' "$fact_product"
  guest_line 'Unit serial number' "$fact_serial"
  grep -q "sg_vpd: 0x${fact_designator#naa.}\$" "$demo/guest.txt" || demo_fail "the guest's NAA is not '$fact_designator'"
  echo "  vendor, product, serial and NAA in the guest are those of the target"
  echo
}

guest_line() { # NAME VALUE
  grep -Eq "sg_inq: $1: $2\$" "$demo/guest.txt" || demo_fail "the guest's '$1' is not '$2'"
}

shows_gone() { # SERVER_ID VOLUME_ID
  live_xml "$1" && persistent_xml "$1" &&
    dev.d/evidence.py absent "$demo/live.xml" "ua-$2" &&
    dev.d/evidence.py absent "$demo/persistent.xml" "ua-$2"
}

# --- the story ----------------------------------------------------------------------------------------------------

# Clients spend their time on starting: so two at a time, one a core.
make_images() {
  upload guest &
  upload guest-on-lsilogic --property hw_scsi_model=lsilogic
  wait $!
}

upload() { # NAME OPTION...
  openstack image create --disk-format raw --container-format bare --file "$demo_guest/guest.img" "${@:2}" "$1"
}

make_volumes() {
  make_luns &
  cinder create --image-id "$(openstack image show -f value -c id guest)" \
    --metadata hw_scsi_model=virtio-scsi --name root-a 1
  wait $!
  until_true 60 volume_is root-a available
}

make_luns() {
  openstack volume create --size 1 --property hw_scsi_model=virtio-scsi lun-b
  openstack volume create --size 1 lun-c
  cinder metadata "$(volume_id lun-c)" set hw_scsi_model=virtio-scsi
  until_true 60 volume_is lun-b available
}

boot_a() {
  nova boot --flavor lunette.tiny --nic none --poll \
    --block-device "id=$root_a,source=volume,dest=volume,bus=scsi,type=lun,bootindex=0" a
}

boot_c() {
  openstack --os-compute-api-version 2.37 server create --flavor lunette.tiny --nic none --image guest-on-lsilogic --wait c
}

only_lsilogic() {
  live_xml "$1"
  [ "$(dev.d/evidence.py controllers "$demo/live.xml")" = '0 lsilogic' ]
}

attach_b() { openstack server add volume a lun-b && until_true 30 volume_is lun-b in-use; }
attach_c() { nova volume-attach "$server_c" "$lun_c" && until_true 30 volume_is lun-c in-use; }

detach_b() {
  openstack server remove volume a lun-b
  until_true 60 volume_is lun-b available
  shows_gone "$server_a" "$lun_b"
  until_true 30 guest_lost a "$serial_b"
}

detach_c() {
  nova volume-detach "$server_c" "$lun_c"
  until_true 60 volume_is lun-c available
  shows_gone "$server_c" "$lun_c"
  until_true 30 guest_lost c "$serial_c"
}

delete_servers() {
  openstack server delete --wait a c
  until_true 60 no_server
}

delete_volumes() {
  until_true 60 volume_is root-a available
  openstack volume delete root-a lun-b lun-c
  until_true 60 no_volume
  openstack image delete guest guest-on-lsilogic
}

demo_story() {
  step 'the service starts with its own state file and iSCSI target' demo_start_service
  demo_use_clients
  openstack token issue -f value -c expires >/dev/null
  step 'images are uploaded: one says hw_scsi_model=lsilogic' make_images
  step 'volumes are made: one from the image, two empty' make_volumes
  root_a=$(volume_id root-a) lun_b=$(volume_id lun-b) lun_c=$(volume_id lun-c)

  step 'A: a server boots from the passthrough volume (nova boot)' boot_a
  step 'C: a server boots from the lsilogic image (openstack server create)' boot_c
  server_a=$(server_id a) server_c=$(server_id c)
  step 'the guest of A has booted from its LUN' until_true 120 guest_says a 'LUNETTE-GUEST ready'
  echo
  echo "A: booted from a passthrough volume"
  show_evidence a "$server_a" "$root_a"

  step 'B: a second LUN is attached to it (openstack server add volume)' attach_b
  echo
  echo "B: attached while the server runs"
  show_evidence a "$server_a" "$lun_b"
  serial_b=$fact_serial

  step 'the guest of C has booted from its lsilogic disk' until_true 120 guest_says c 'LUNETTE-GUEST ready'
  step 'C: its only SCSI controller is lsilogic, index 0' only_lsilogic "$server_c"
  step 'C: a LUN is attached to it (nova volume-attach)' attach_c
  echo
  echo "C: attached to a server that had no virtio-scsi controller"
  show_evidence c "$server_c" "$lun_c" 1
  serial_c=$fact_serial
  nova volume-attachments c 2>/dev/null | indented
}

demo_end_story() {
  step 'B is detached, and gone for libvirt and guest' detach_b
  step 'C is detached, and gone for libvirt and guest' detach_c
  step 'servers are deleted' delete_servers
  step 'volumes and images are deleted' delete_volumes
  step 'the service stops' demo_stop_service
  step 'nothing is left behind' demo_nothing_left
}

# --- cleaning up ------------------------------------------------------------------------------------------------

# The process in $1's pid file, if it is still the one that was written there: its command line names our folder.
demo_process() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "$demo" && echo "$pid"
}

demo_stop_service() {
  local pid
  if pid=$(demo_process "$demo/service.pid"); then
    kill "$pid"
    for _ in $(seq 120); do
      demo_process "$demo/service.pid" >/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  demo_stop_target
}

# The target outlives the service on purpose, because guests use it; here nobody does any more.
demo_stop_target() {
  local pid
  pid=$(demo_target)
  [ -z "$pid" ] || kill -KILL "$pid"
  rm -f "/var/run/tgtd/socket.$demo_control_port" "/var/run/tgtd/socket.$demo_control_port.lock"
}

# The tgtd that has our control port: its arguments are exactly -C and the number.
demo_target() {
  local folder
  for folder in /proc/[0-9]*; do
    [ "$(cat "$folder/comm" 2>/dev/null)" = tgtd ] || continue
    tr '\0' ' ' <"$folder/cmdline" 2>/dev/null | grep -Eq -- "(-C |--control-port[ =])$demo_control_port " || continue
    basename "$folder"
  done
}

# The demo's domains, whoever knows of them: the service marks a domain with its host's pool among other things, and the
# console log of ours lies in our pool.
demo_domains() {
  local name
  for name in $(virsh -q -c qemu:///system list --all --name | grep '^lunette-' || true); do
    virsh -q -c qemu:///system dumpxml "$name" 2>/dev/null | grep -q "$demo_pool/" && echo "$name"
  done
  return 0
}

demo_clean() {
  local name
  for name in $(demo_domains); do
    virsh -q -c qemu:///system destroy "$name" || true
    virsh -q -c qemu:///system undefine "$name" || true
  done
  demo_stop_service
  if virsh -q -c qemu:///system pool-info lunette-demo >/dev/null 2>&1; then
    virsh -q -c qemu:///system pool-destroy lunette-demo || true
    virsh -q -c qemu:///system pool-undefine lunette-demo || true
  fi
  rm -rf "$demo_pool" "$demo"
}

demo_nothing_left() {
  local left
  left=$(demo_domains)
  [ -z "$left" ] || { echo "domains are left: $left"; return 1; }
  [ -z "$(demo_target)" ] || { echo "the target still runs"; return 1; }
  left=$(find "$demo/state/luns" "$demo/state/images" "$demo_pool" -type f 2>/dev/null || true)
  [ -z "$left" ] || { echo "files are left: $left"; return 1; }
  left=$(comm -13 "$demo/secrets.before" <(virsh -q -c qemu:///system secret-list | sort))
  [ -z "$left" ] || { echo "secrets are left: $left"; return 1; }
}

demo_on_exit() {
  local code=$?
  trap - EXIT INT TERM
  if [ "$demo_keep" = yes ] && [ $code = 0 ]; then
    exit 0
  fi
  if [ $code != 0 ]; then
    cp "$demo/service.log" "$demo_kept_log" 2>/dev/null && echo "demo: the service's log is in $demo_kept_log" >&2
  fi
  demo_clean >/dev/null 2>&1 || true
  host_stop
  exit $code
}

demo_say_how_to_use() {
  cat <<TEXT

It goes on running. To use it:
    . $demo/state/openrc
    openstack server list; openstack console log show a; ./dev lunette server list
To end it and remove everything: ./dev demo --stop
TEXT
}

# --- here it begins ----------------------------------------------------------------------------------------------

demo_main() {
  local begun=$SECONDS
  . dev.d/packages.sh
  . dev.d/host.sh
  demo_keep=no
  demo_kept_log=/tmp/lunette-demo-service.log
  case ${1:-} in
    --keep) demo_keep=yes ;;
    --stop)
      mapfile -t host_started < <(cat "$demo/host-started" 2>/dev/null)
      demo_clean
      host_stop
      return 0
      ;;
    '') ;;
    *)
      echo "usage: ./dev demo [--keep | --stop]" >&2
      exit 2
      ;;
  esac
  [ "$(id -u)" -eq 0 ] || demo_fail "needs root: it runs libvirt, QEMU and an iSCSI target"
  packages_install
  jdk_use
  trap demo_on_exit EXIT
  trap 'exit 130' INT TERM
  host_start
  demo_clean
  mkdir -p "$demo"
  chmod 711 "$demo"
  virsh -q -c qemu:///system secret-list | sort >"$demo/secrets.before"
  printf '%s\n' "${host_started[@]}" >"$demo/host-started"
  demo_guest=$LUNETTE_HOME/.lunette/guest
  step 'Lunette is built' demo_build
  step "a guest is built of Debian's kernel, busybox and sg3-utils" guest/build.sh "$demo_guest"
  demo_story
  if [ "$demo_keep" = yes ]; then
    demo_say_how_to_use
  else
    demo_end_story
  fi
  echo
  echo "Done in $((SECONDS - begun)) s."
}

demo_main "$@"
