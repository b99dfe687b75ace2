#!/usr/bin/env bash
# train.sh STATE_DIR: uses a simulated service once all over, as clients do, so that the JVM learns which classes a
# service needs. What is answered is the tests' business, not ours.
set -euo pipefail
# shellcheck disable=SC1091 # the service has just written it
. "$1/openrc"
base=${OS_AUTH_URL%/identity/v3}

ask() { # METHOD PATH [BODY]
  curl -sS --max-time 20 -X "$1" -H "X-Auth-Token: $token" -H 'Content-Type: application/json' \
    -H "OpenStack-API-Version: ${version:-volume 3.60}" ${3:+-d "$3"} "$base$2"
}

id_in() { grep -o '"id":"[0-9a-f-]\{36\}"' | head -n 1 | cut -d'"' -f4; }

until_status() { # PATH STATUS
  for _ in $(seq 50); do
    ask GET "$1" | grep -q "\"status\":\"$2\"" && return 0
    sleep 0.05
  done
  return 1
}

login() {
  curl -sS --max-time 20 -i "$OS_AUTH_URL/auth/tokens" -H 'Content-Type: application/json' -d '{"auth": {
    "identity": {"methods": ["password"], "password": {"user": {
      "name": "admin", "domain": {"name": "Default"}, "password": "'"$OS_PASSWORD"'"}}},
    "scope": {"project": {"name": "admin", "domain": {"name": "Default"}}}}}' |
    tr -d '\r' | sed -n 's/^[Xx]-[Ss]ubject-[Tt]oken: //p'
}

volume() { # NAME
  ask POST /volume/v3/volumes \
    '{"volume": {"name": "'"$1"'", "size": 1, "metadata": {"hw_scsi_model": "virtio-scsi"}}}' | id_in
}

for path in / /identity/v3 /compute/v2.1 /volume/v3 /image/v2; do
  curl -sS "$base$path" >/dev/null
done
token=$(login)
root=$(volume root)
lun=$(volume lun)
until_status "/volume/v3/volumes/$root" available
until_status "/volume/v3/volumes/$lun" available
ask POST "/volume/v3/volumes/$root/action" '{"os-set_bootable": {"bootable": true}}'
flavor=$(ask GET /compute/v2.1/flavors | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)
for version in 'compute 2.90' 'compute 2.1'; do
  server=$(ask POST /compute/v2.1/servers '{"server": {"name": "trained", "flavorRef": "'"$flavor"'", "imageRef": "",
    "networks": "none", "block_device_mapping_v2": [{"uuid": "'"$root"'", "source_type": "volume",
    "destination_type": "volume", "disk_bus": "scsi", "device_type": "lun", "boot_index": "0"}]}}' | id_in) || continue
  [ -n "$server" ] || continue
  until_status "/compute/v2.1/servers/$server" ACTIVE || true
  for _ in 1 2 3; do
    ask POST "/compute/v2.1/servers/$server/os-volume_attachments" '{"volumeAttachment": {"volumeId": "'"$lun"'"}}'
    until_status "/volume/v3/volumes/$lun" in-use || true
    for path in /compute/v2.1/servers /compute/v2.1/servers/detail "/compute/v2.1/servers/$server/os-volume_attachments" \
      /volume/v3/volumes /volume/v3/volumes/detail /image/v2/images /v1/status /identity/v3/projects; do
      ask GET "$path"
    done
    ask DELETE "/compute/v2.1/servers/$server/os-volume_attachments/$lun"
    until_status "/volume/v3/volumes/$lun" available || true
  done
  ask GET /compute/v2.1/servers/none
  ask POST "/compute/v2.1/servers/$server/action" '{"os-getConsoleOutput": {"length": 10}}'
  ask DELETE "/compute/v2.1/servers/$server"
  until_status "/volume/v3/volumes/$root" available || true
done
ask DELETE "/volume/v3/volumes/$lun"
