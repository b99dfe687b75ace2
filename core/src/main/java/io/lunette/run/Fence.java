package io.lunette.run;

/**
 * Whether work may still act on its server: no longer when its lease ended and another controller may have taken over.
 * Asked before each step.
 */
@FunctionalInterface
public interface Fence {
    Fence NONE = () -> true;

    boolean mayAct();
}
