package io.lunette.run;

import io.lunette.port.BlankDisks;
import io.lunette.port.Hypervisor;
import io.lunette.port.ImageFiles;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;

/** The ports through which a plan for a server on one host acts. */
public record World(
        Hypervisor hypervisor,
        LunSource luns,
        LunProbe probe,
        TargetLogins logins,
        ImageFiles images,
        BlankDisks blanks) {}
