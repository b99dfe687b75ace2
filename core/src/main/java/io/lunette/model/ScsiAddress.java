package io.lunette.model;

/** Where a device sits in a domain: {@code controller:bus:target:unit}, libvirt's {@code <address type='drive'>}. */
public record ScsiAddress(int controller, int bus, int target, int unit) implements Comparable<ScsiAddress> {
    @Override
    public int compareTo(ScsiAddress other) {
        int byController = Integer.compare(controller, other.controller);
        if (byController != 0) {
            return byController;
        }
        int byBus = Integer.compare(bus, other.bus);
        if (byBus != 0) {
            return byBus;
        }
        int byTarget = Integer.compare(target, other.target);
        return byTarget != 0 ? byTarget : Integer.compare(unit, other.unit);
    }

    @Override
    public String toString() {
        return controller + ":" + bus + ":" + target + ":" + unit;
    }
}
