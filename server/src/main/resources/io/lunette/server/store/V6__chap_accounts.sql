-- What initiators log in with. The secrets are sealed (AES-256-GCM); the key lies in a file beside the store, and not here.
CREATE TABLE chap_accounts (
    volume_id text NOT NULL REFERENCES volumes (id) ON DELETE CASCADE,
    initiator text NOT NULL, -- empty: every initiator of an adopted LUN
    user_name text NOT NULL,
    sealed    text NOT NULL, -- Base64 of nonce, secret and tag
    PRIMARY KEY (volume_id, initiator)
);
-- Something known, sealed: tells whether a key is the one that this store's secrets are sealed with.
CREATE TABLE secret_key (
    id     integer PRIMARY KEY CHECK (id = 1),
    sealed text    NOT NULL
);
