package io.lunette.usecase.fibrechannel;

import io.lunette.failure.FibreChannelFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostName;
import io.lunette.model.ParentAdapter;
import io.lunette.usecase.fibrechannel.CreateAdapter.Choice;
import java.util.List;
import java.util.Optional;

/** Which HBA of a host is to carry one more vHBA. Pure. */
record CarrierChoice(HostName host, List<HostAdapter> there) {

    Outcome<ParentAdapter> of(Optional<Choice> choice) {
        if (choice.isEmpty()) {
            return only();
        }
        return switch (choice.get()) {
            case Choice.Named(String device) -> named(device);
            case Choice.OnFabric onFabric -> onFabric(onFabric);
        };
    }

    private List<HostAdapter> fit() {
        return there.stream()
                .filter(port -> port.vports().filter(vports -> !vports.isFull()).isPresent())
                .toList();
    }

    /** Two may be on two fabrics, and reach different LUNs: so nobody guesses. */
    private Outcome<ParentAdapter> only() {
        List<HostAdapter> fit = fit();
        return fit.size() == 1
                ? Outcome.done(fit.getFirst().asParent())
                : Outcome.failed(new FibreChannelFailure.WhichAdapter(
                        host.text(), fit.stream().map(HostAdapter::name).toList()));
    }

    private Outcome<ParentAdapter> named(String device) {
        Optional<HostAdapter> found =
                there.stream().filter(port -> port.name().equals(device)).findFirst();
        if (found.isEmpty()) {
            return unfit("HBA " + device, "there is no such Fibre Channel port");
        }
        return found.get().vports().isEmpty()
                ? unfit("HBA " + device, "it carries no vHBAs: it is one itself, or NPIV is off there or on its switch")
                : found.get()
                        .vports()
                        .filter(HostAdapter.Vports::isFull)
                        .map(full -> unfit("HBA " + device, "it carries " + full.used() + ", and no more than that"))
                        .orElseGet(() -> Outcome.done(found.get().asParent()));
    }

    private Outcome<ParentAdapter> onFabric(Choice.OnFabric wanted) {
        return fit().stream().anyMatch(port -> port.fabric().equals(Optional.of(wanted.fabric())))
                ? Outcome.done(new ParentAdapter.OnFabric(wanted.fabric()))
                : unfit(
                        "Fabric " + wanted.fabric().withColons(),
                        "no HBA of the host that can carry one more vHBA is on that fabric");
    }

    private Outcome<ParentAdapter> unfit(String adapter, String problem) {
        return Outcome.failed(new FibreChannelFailure.UnfitAdapter(host.text(), adapter, problem));
    }
}
