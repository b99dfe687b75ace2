-- Servers that share LUNs, each at one address on all of them.
CREATE TABLE clusters (
    id         text    PRIMARY KEY,
    revision   integer NOT NULL,
    name       text    NOT NULL,
    project_id text    NOT NULL,
    user_id    text    NOT NULL,
    nodes      text    NOT NULL, -- JSON: server, key of 16 hex digits or none, stage
    luns       text    NOT NULL, -- JSON: volume, address, stage
    kept       text    NOT NULL, -- JSON: ids of attachments
    fault      text,
    created    bigint  NOT NULL,
    updated    bigint  NOT NULL,
    UNIQUE (project_id, name)
);
