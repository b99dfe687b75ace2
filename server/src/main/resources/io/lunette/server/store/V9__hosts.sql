CREATE TABLE hosts (
    name            text    PRIMARY KEY,
    revision        integer NOT NULL,
    uri             text    NOT NULL,
    zone            text    NOT NULL,
    enabled         boolean NOT NULL,
    disabled_reason text,
    created         bigint  NOT NULL
);
