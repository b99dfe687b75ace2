package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.model.ScsiAddress;
import io.lunette.port.Hypervisor.Scope;
import java.util.List;
import java.util.Set;

/**
 * Where a SCSI disk goes, and the controllers that must be made first, in order.
 *
 * @param controllers each with the scopes that lack it
 */
record Place(ScsiAddress address, List<NewController> controllers) {

    record NewController(ControllerSpec spec, Set<Scope> scopes) {

        /** The step that makes its iothread, where it has one and a scope lacks that. */
        List<Step> ioThread(DomainView domain) {
            return spec.ioThread().stream()
                    .map(number -> new Step.AddIoThread(
                            number,
                            domain.scopesWhere(
                                    scopes, devices -> !devices.ioThreads().contains(number))))
                    .filter(step -> !step.scopes().isEmpty())
                    .<Step>map(step -> step)
                    .toList();
        }
    }
}
