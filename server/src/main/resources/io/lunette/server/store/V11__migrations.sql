CREATE TABLE migrations (
    id          text   PRIMARY KEY,
    number      bigint NOT NULL UNIQUE,
    server_id   text   NOT NULL,
    project_id  text   NOT NULL,
    user_id     text   NOT NULL,
    source_host text   NOT NULL,
    target_host text   NOT NULL,
    status      text   NOT NULL,
    created     bigint NOT NULL,
    updated     bigint NOT NULL
);
