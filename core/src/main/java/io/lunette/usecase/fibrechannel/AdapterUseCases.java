package io.lunette.usecase.fibrechannel;

import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.Turns;
import java.time.InstantSource;

/** All that can be done with Fibre Channel ports, put together on one set of ports. */
public record AdapterUseCases(ShowAdapters show, CreateAdapter create, RemoveAdapter remove) {

    public static AdapterUseCases on(StateStore store, Hosts hosts, Turns turns, InstantSource clock) {
        return new AdapterUseCases(
                new ShowAdapters(store, hosts),
                new CreateAdapter(store, hosts, turns, clock),
                new RemoveAdapter(store, hosts, turns));
    }
}
