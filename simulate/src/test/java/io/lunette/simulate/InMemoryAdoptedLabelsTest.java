package io.lunette.simulate;

import io.lunette.port.AdoptedLabels;
import io.lunette.port.contract.AdoptedLabelsContract;

class InMemoryAdoptedLabelsTest extends AdoptedLabelsContract {
    private final AdoptedLabels labels = new InMemoryAdoptedLabels();

    @Override
    protected AdoptedLabels labels() {
        return labels;
    }
}
