package io.lunette.domainxml;

import java.util.function.Consumer;

/** The processor that guests get, which a host must be able to give: a KVM that fails on it runs no guest. */
public final class GuestCpu {
    private GuestCpu() {}

    /**
     * What is in a domain's {@code <cpu>} (libvirt, "CPU model and topology").
     *
     * @param virtType {@code kvm} or {@code qemu}
     */
    public static Consumer<Tree> of(String virtType) {
        if (virtType.equals("kvm")) {
            return cpu -> cpu.attribute("mode", "host-model");
        }
        // x86-64-v2, which today's distributions ask for, and no more for the emulator to emulate.
        return cpu -> cpu.attribute("mode", "custom")
                .attribute("match", "exact")
                .child("model", model -> model.attribute("fallback", "allow").content("Nehalem"));
    }
}
