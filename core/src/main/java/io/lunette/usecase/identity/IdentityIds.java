package io.lunette.usecase.identity;

import io.lunette.port.Ids;

/** Ids as Identity writes them: 32 hex digits without hyphens. */
final class IdentityIds {
    private IdentityIds() {}

    static String next(Ids ids) {
        return ids.next().toString().replace("-", "");
    }
}
