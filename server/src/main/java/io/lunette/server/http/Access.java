package io.lunette.server.http;

/** Who may call a route at all. */
public enum Access {
    /** Anybody: version documents, asking for a token. */
    OPEN,
    /** Whoever has a valid token, scoped to a project or not. */
    TOKEN,
    /** Whoever has a valid token scoped to a project. */
    PROJECT
}
