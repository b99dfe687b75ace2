-- The vHBAs that servers are to have. Hosts forget theirs when they reboot.
CREATE TABLE virtual_adapters (
    server_id     text   PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
    host          text   NOT NULL,
    wwnn          text   NOT NULL,
    wwpn          text   NOT NULL UNIQUE,
    parent_wwnn   text,            -- of the HBA that is to carry it; else by its fabric
    parent_wwpn   text,
    parent_fabric text,
    created       bigint NOT NULL,
    CHECK ((parent_fabric IS NULL) = (parent_wwpn IS NOT NULL)),
    CHECK ((parent_wwnn IS NULL) = (parent_wwpn IS NULL))
);
CREATE INDEX virtual_adapters_by_host ON virtual_adapters (host);
