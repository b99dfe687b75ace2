-- The whole state of Lunette, for SQLite and PostgreSQL alike.
-- Instants are nanoseconds since 1970-01-01T00:00Z. UUIDs are text in lower case. Lists and maps are JSON.

CREATE TABLE servers (
    id            text    PRIMARY KEY,
    revision      integer NOT NULL,
    name          text    NOT NULL,
    description   text    NOT NULL,
    project_id    text    NOT NULL,
    user_id       text    NOT NULL,
    flavor        text    NOT NULL, -- JSON: as it was at boot; the flavor itself may change or go
    image_id      text,
    key_name      text,
    metadata      text    NOT NULL,
    tags          text    NOT NULL,
    host          text    NOT NULL,
    initiator     text    NOT NULL,
    status        text    NOT NULL,
    task          text,
    fault         text,
    locked        boolean NOT NULL,
    locked_reason text,
    created       bigint  NOT NULL,
    updated       bigint  NOT NULL,
    launched      bigint
);
CREATE INDEX servers_of_project ON servers (project_id, created, id);
CREATE INDEX servers_on_host ON servers (host, created, id);

CREATE TABLE volumes (
    id              text    PRIMARY KEY,
    revision        integer NOT NULL,
    name            text    NOT NULL,
    description     text    NOT NULL,
    project_id      text    NOT NULL,
    user_id         text    NOT NULL,
    size_gib        bigint  NOT NULL,
    status          text    NOT NULL,
    bootable        boolean NOT NULL,
    multiattach     boolean NOT NULL,
    volume_type     text    NOT NULL,
    metadata        text    NOT NULL,
    image_metadata  text    NOT NULL,
    source_image_id text,
    fault           text,
    created         bigint  NOT NULL,
    updated         bigint  NOT NULL,
    last_generation bigint  NOT NULL, -- of its attachments, removed ones too: it never goes back
    -- The LUN; all of these or none. Two volumes never carry one WWID.
    lun_target      text,
    lun_number      integer,
    lun_portals     text,
    lun_vendor      text,
    lun_product     text,
    lun_revision    text,
    lun_serial      text,
    lun_wwid        text    UNIQUE,
    lun_bytes       bigint,
    lun_block_bytes integer
);
CREATE INDEX volumes_of_project ON volumes (project_id, created, id);

CREATE TABLE attachments (
    id                    text    PRIMARY KEY,
    revision              integer NOT NULL,
    generation            bigint  NOT NULL,
    server_id             text    NOT NULL REFERENCES servers (id),
    volume_id             text    NOT NULL REFERENCES volumes (id),
    status                text    NOT NULL,
    boot_index            integer,
    device_name           text    NOT NULL,
    mode                  text    NOT NULL,
    tag                   text,
    delete_on_termination boolean NOT NULL,
    -- The SCSI address; all of these or none.
    slot_controller       integer,
    slot_bus              integer,
    slot_target           integer,
    slot_unit             integer,
    connection            text, -- JSON
    created               bigint  NOT NULL
);
CREATE INDEX attachments_of_server ON attachments (server_id);
CREATE INDEX attachments_of_volume ON attachments (volume_id);

CREATE TABLE images (
    id               text    PRIMARY KEY,
    revision         integer NOT NULL,
    name             text    NOT NULL,
    project_id       text    NOT NULL,
    status           text    NOT NULL,
    visibility       text    NOT NULL,
    disk_format      text,
    container_format text,
    min_disk_gib     integer NOT NULL,
    min_ram_mib      integer NOT NULL,
    is_protected     boolean NOT NULL,
    data_bytes       bigint,
    virtual_bytes    bigint,
    md5              text,
    sha512           text,
    tags             text    NOT NULL,
    properties       text    NOT NULL,
    created          bigint  NOT NULL,
    updated          bigint  NOT NULL
);

CREATE TABLE flavors (
    id            text    PRIMARY KEY,
    name          text    NOT NULL UNIQUE,
    vcpus         integer NOT NULL,
    ram_mib       integer NOT NULL,
    disk_gib      integer NOT NULL,
    ephemeral_gib integer NOT NULL,
    swap_mib      integer NOT NULL,
    is_public     boolean NOT NULL,
    description   text    NOT NULL,
    extra_specs   text    NOT NULL
);

CREATE TABLE keypairs (
    user_id     text   NOT NULL,
    name        text   NOT NULL,
    type        text   NOT NULL,
    public_key  text   NOT NULL,
    fingerprint text   NOT NULL,
    created     bigint NOT NULL,
    PRIMARY KEY (user_id, name)
);

CREATE TABLE users (
    id            text    PRIMARY KEY,
    name          text    NOT NULL UNIQUE,
    description   text    NOT NULL,
    password_hash text    NOT NULL,
    enabled       boolean NOT NULL
);

CREATE TABLE projects (
    id          text    PRIMARY KEY,
    name        text    NOT NULL UNIQUE,
    description text    NOT NULL,
    enabled     boolean NOT NULL
);

CREATE TABLE roles (
    id   text PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE role_assignments (
    user_id    text NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role_id    text NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, project_id, role_id)
);
CREATE INDEX role_assignments_of_project ON role_assignments (project_id);
CREATE INDEX role_assignments_of_role ON role_assignments (role_id);

CREATE TABLE tokens (
    digest     text   PRIMARY KEY,
    audit_id   text   NOT NULL,
    user_id    text   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    project_id text   REFERENCES projects (id) ON DELETE CASCADE,
    methods    text   NOT NULL,
    issued     bigint NOT NULL,
    expires    bigint NOT NULL
);
CREATE INDEX tokens_of_user ON tokens (user_id);
CREATE INDEX tokens_of_project ON tokens (project_id);
CREATE INDEX tokens_by_expiry ON tokens (expires);

-- Operations outlive their server: they say what was done to it.
CREATE TABLE operations (
    server_id  text   NOT NULL,
    id         text   NOT NULL,
    project_id text   NOT NULL,
    user_id    text   NOT NULL,
    action     text   NOT NULL,
    started    bigint NOT NULL,
    finished   bigint,
    failure    text,
    steps      text   NOT NULL,
    PRIMARY KEY (server_id, id)
);
CREATE INDEX operations_by_start ON operations (server_id, started, id);

-- The newest lease of each server. The row stays when the lease is given back, because the fence only grows.
CREATE TABLE leases (
    server_id text   PRIMARY KEY,
    owner     text,
    fence     bigint NOT NULL,
    ends      bigint NOT NULL
);
