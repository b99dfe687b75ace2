package io.lunette.model;

import java.time.Instant;

/** An SSH or X.509 public key of a user, by name. */
public record Keypair(UserId user, String name, String type, String publicKey, String fingerprint, Instant created) {}
