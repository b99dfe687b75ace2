#!/usr/bin/env python3
"""Reads what libvirt and a guest say, prints the part that proves a passthrough, and exits 1 unless it does.

  evidence.py elements XML ALIAS [INDEX]  the disk of that alias and its controller, as libvirt reports them
  evidence.py controllers XML             "index model" of each SCSI controller, one a line
  evidence.py source XML ALIAS            "IQN LUN HOST PORT INITIATOR" of the disk
  evidence.py absent XML ALIAS            nothing, if the domain has no such disk
  evidence.py guest CONSOLE SERIAL        what sg_inq and sg_vpd printed of the disk with that serial number
  evidence.py gone CONSOLE SERIAL         nothing, if the guest has said that this disk is gone
"""
import re
import sys
import xml.etree.ElementTree as ElementTree


def fail(problem):
    sys.exit("evidence.py: " + problem)


# Of all that the guest printed: who made the LUN, which one it is, and its name in the world (a 16-byte NAA designator).
SHOWN = {
    "sg_inq": r"\s*(Vendor identification|Product identification|Unit serial number):",
    "sg_vpd": r"\s*0x[0-9a-f]{32}\s*$",
}


def domain(path):
    return ElementTree.parse(path).getroot()


def controllers(root):
    return {c.get("index"): c for c in root.iter("controller") if c.get("type") == "scsi"}


def find_disk(root, alias):
    for disk in root.iter("disk"):
        name = disk.find("alias")
        if name is not None and name.get("name") == alias:
            return disk
    return None


def disk_of(root, alias):
    found = find_disk(root, alias)
    return found if found is not None else fail("libvirt reports no disk with the alias " + alias)


def show(element):
    ElementTree.indent(element)
    element.tail = None
    print(ElementTree.tostring(element, encoding="unicode"))


def elements(path, alias, index=None):
    root = domain(path)
    disk = disk_of(root, alias)
    address = disk.find("address")
    controller = controllers(root).get(address.get("controller"))
    if controller is None:
        fail("the disk's address names a SCSI controller that is not there")
    show(controller)
    show(disk)
    if disk.get("device") != "lun":
        fail("device is '%s', not 'lun'" % disk.get("device"))
    if controller.get("model") != "virtio-scsi":
        fail("the controller's model is '%s', not 'virtio-scsi'" % controller.get("model"))
    if index is not None and controller.get("index") != index:
        fail("the controller's index is %s, not %s" % (controller.get("index"), index))


def list_controllers(path):
    for index, controller in sorted(controllers(domain(path)).items()):
        print(index, controller.get("model"))


def source(path, alias):
    found = disk_of(domain(path), alias).find("source")
    name, lun = found.get("name").rsplit("/", 1)
    host = found.find("host")
    initiator = found.find("initiator/iqn").get("name")
    print(name, lun, host.get("name"), host.get("port"), initiator)


def absent(path, alias):
    if find_disk(domain(path), alias) is not None:
        fail("libvirt still reports the disk " + alias)


def blocks(console):
    """The disks that are there now, by the guest's name for them: the lines of each one's block."""
    found = {}
    with open(console, encoding="utf-8", errors="replace") as text:
        for line in (line.rstrip("\r\n") for line in text):
            if line.startswith("LUNETTE-GUEST booting"):
                found = {}
            match = re.match(r"LUNETTE-DISK (?:(add|remove|end|change) )?(\S+)(.*)", line)
            if not match:
                continue
            action, name, rest = match.groups()
            if action == "add":
                found[name] = [line]
            elif action == "remove":
                found.pop(name, None)
            elif action is None and name in found:
                found[name].append(rest.strip())
    return found


def of_serial(console, serial):
    for name, lines in blocks(console).items():
        for line in lines:
            if re.match(r"sg_inq\|\s*Unit serial number:\s*" + re.escape(serial) + r"\s*$", line):
                return name, lines
    return None


def guest(console, serial):
    found = of_serial(console, serial)
    if found is None:
        fail("the guest has told of no disk with the serial number " + serial)
    name, lines = found
    for line in lines[1:]:
        tool, _, text = line.partition("|")
        if re.match(SHOWN[tool], text):
            print("/dev/%s %s: %s" % (name, tool, " ".join(text.split())))


def gone(console, serial):
    if of_serial(console, serial) is not None:
        fail("the guest still has the disk with the serial number " + serial)


VERBS = {
    "elements": elements,
    "controllers": list_controllers,
    "source": source,
    "absent": absent,
    "guest": guest,
    "gone": gone,
}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    VERBS[sys.argv[1]](*sys.argv[2:])
