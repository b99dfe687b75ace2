package io.lunette.port.contract;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.port.Hypervisor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A hypervisor that does not wait long for controllers, which a guest that is not up does not let go. */
final class ImpatientHypervisor {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private ImpatientHypervisor() {}

    static Hypervisor of(Hypervisor real) {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (proxy, method, arguments) -> {
                    // Disks need no guest's consent, so they go.
                    if (method.getName().equals("detachDevice") && ControllerSpec.isOurs((String) arguments[1])) {
                        arguments[arguments.length - 1] = PATIENCE;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
