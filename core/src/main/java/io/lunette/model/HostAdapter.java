package io.lunette.model;

import java.util.Optional;

/**
 * A Fibre Channel port as its host has it now, an HBA's or a vHBA's.
 *
 * @param name libvirt's, as {@code scsi_host5}: the next boot may give it to another
 * @param parent the node device that it hangs on: a PCI function, or the HBA that carries a vHBA
 * @param fabric the fabric it is logged in to; empty where it is in none, or the host does not say
 * @param vports of an HBA that can carry vHBAs
 */
public record HostAdapter(
        String name, String parent, Wwn wwnn, Wwn wwpn, Optional<Wwn> fabric, Optional<Vports> vports) {

    /**
     * How many vHBAs an HBA carries.
     *
     * @param most 0 where the host does not say
     */
    public record Vports(int used, int most) {
        public boolean isFull() {
            return most > 0 && used >= most;
        }
    }

    public ParentAdapter asParent() {
        return new ParentAdapter.Named(wwnn, wwpn);
    }
}
