package io.lunette.simulate.hypervisor;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostAdapter.Vports;
import io.lunette.model.HostName;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.FibreChannel;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Two HBAs on two fabrics, and a third in none that carries no vHBAs; those of the others are gone with a reboot. */
public final class SimulatedFibreChannel implements FibreChannel {
    private static final String BUS = "pci_0000_04_00_1";
    private static final int MOST = 3;

    private final HostName host;
    private final Interference interference;
    private final List<HostAdapter> hbas = List.of(
            hba(1, "1234", Optional.of(new Wwn("2000000043214321")), true),
            hba(2, "5678", Optional.of(new Wwn("2000000087658765")), true),
            hba(3, "7890", Optional.empty(), false));
    private final Map<Integer, HostAdapter> virtual = new TreeMap<>();

    SimulatedFibreChannel(HostName host, Interference interference) {
        this.host = host;
        this.interference = interference;
    }

    private static HostAdapter hba(int number, String end, Optional<Wwn> fabric, boolean carries) {
        return new HostAdapter(
                "scsi_host" + number,
                BUS,
                new Wwn("20000000" + end + end),
                new Wwn("10000000" + end + end),
                fabric,
                carries ? Optional.of(new Vports(0, MOST)) : Optional.empty());
    }

    /** The host reboots. */
    synchronized void forget() {
        virtual.clear();
    }

    @Override
    public synchronized Outcome<List<HostAdapter>> adapters() {
        return interference.around(Call.ADAPTERS, () -> Outcome.done(all()));
    }

    private List<HostAdapter> all() {
        return Stream.concat(hbas.stream().map(this::counted), virtual.values().stream())
                .toList();
    }

    private HostAdapter counted(HostAdapter hba) {
        int used = (int) virtual.values().stream()
                .filter(each -> each.parent().equals(hba.name()))
                .count();
        return new HostAdapter(
                hba.name(),
                hba.parent(),
                hba.wwnn(),
                hba.wwpn(),
                hba.fabric(),
                hba.vports().map(vports -> new Vports(used, vports.most())));
    }

    @Override
    public synchronized Outcome<HostAdapter> create(Wwn wwnn, Wwn wwpn, ParentAdapter parent) {
        return interference.around(Call.CREATE_ADAPTER, () -> {
            if (isHba(wwpn)) {
                return Outcome.failed(refused("make a vHBA on " + parent, "port name " + wwpn + " is an HBA's own"));
            }
            Optional<HostAdapter> there = virtual.values().stream()
                    .filter(each -> each.wwpn().equals(wwpn))
                    .findFirst();
            return there.isPresent()
                    ? Outcome.done(there.get())
                    : carrier(parent).map(hba -> make(wwnn, wwpn, hba));
        });
    }

    private boolean isHba(Wwn wwpn) {
        return hbas.stream().anyMatch(hba -> hba.wwpn().equals(wwpn));
    }

    private Outcome<HostAdapter> carrier(ParentAdapter parent) {
        return Outcome.of(
                hbas.stream()
                        .map(this::counted)
                        .filter(hba -> hba.vports().isPresent())
                        .filter(hba -> switch (parent) {
                            case ParentAdapter.Named named -> named.equals(hba.asParent());
                            case ParentAdapter.OnFabric(Wwn fabric) ->
                                hba.fabric().equals(Optional.of(fabric));
                        })
                        .findFirst(),
                refused("make a vHBA on " + parent, "Could not find parent device for 'new device'"));
    }

    private HostAdapter make(Wwn wwnn, Wwn wwpn, HostAdapter hba) {
        int number = 10;
        while (virtual.containsKey(number)) {
            number++;
        }
        HostAdapter made =
                new HostAdapter("scsi_host" + number, hba.name(), wwnn, wwpn, hba.fabric(), Optional.empty());
        virtual.put(number, made);
        return made;
    }

    @Override
    public synchronized Outcome<Unit> remove(Wwn wwpn) {
        return interference.around(Call.REMOVE_ADAPTER, () -> {
            if (isHba(wwpn)) {
                return Outcome.failed(refused("remove a vHBA", "port name " + wwpn + " is an HBA's own"));
            }
            virtual.values().removeIf(each -> each.wwpn().equals(wwpn));
            return Outcome.done();
        });
    }

    private HostFailure refused(String action, String problem) {
        return new HostFailure.Refused(host.text(), action, problem);
    }
}
