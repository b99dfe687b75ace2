package io.lunette.model;

/** Which HBA carries a vHBA. Named by what outlives a reboot: numbers such as {@code scsi_host5} do not. */
public sealed interface ParentAdapter {

    /** The HBA with these names. */
    record Named(Wwn wwnn, Wwn wwpn) implements ParentAdapter {
        @Override
        public String toString() {
            return "HBA " + wwpn.withColons();
        }
    }

    /** Whichever HBA of the host is on this fabric and can carry one more; libvirt chooses. */
    record OnFabric(Wwn fabric) implements ParentAdapter {
        @Override
        public String toString() {
            return "an HBA on fabric " + fabric.withColons();
        }
    }
}
