-- Work under way: a row is written before the work touches the world, and goes when it has ended.
CREATE TABLE journal (
    id            text    PRIMARY KEY,
    server_id     text    NOT NULL,
    kind          text    NOT NULL,
    operation     text    NOT NULL,
    -- One life of an attachment; all of these or none.
    attachment_id text,
    generation    bigint,
    volume_id     text,
    new_volumes   text    NOT NULL, -- JSON: a list of ids
    plan          text,             -- JSON
    tries         integer NOT NULL,
    waiting       boolean NOT NULL,
    begun         bigint  NOT NULL
);
CREATE INDEX journal_of_server ON journal (server_id, begun, id);

-- Volumes that are made, grown or removed have leases as well.
ALTER TABLE leases RENAME COLUMN server_id TO subject;
