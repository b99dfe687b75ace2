-- A state of schema 2 as SQLite keeps it, with a row or two in each table. Never changed.
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
INSERT INTO "attachments" VALUES('40000000-0000-4000-8000-000000000004',2,11,'10000000-0000-4000-8000-000000000001','30000000-0000-4000-8000-000000000003','DETACHING',0,'/dev/sdb','DISK','tag ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',1,1,2,255,4,'{"kind":"network","portal":"127.0.0.1:3261","target":"iqn.2026-11.io.lunette:x","lun":1}',1795435200123456789);
INSERT INTO "attachments" VALUES('90000000-0000-4000-8000-000000000009',0,9,'70000000-0000-4000-8000-000000000007','80000000-0000-4000-8000-000000000008','ATTACHING',NULL,'/dev/sdb','LUN',NULL,0,NULL,NULL,NULL,NULL,NULL,1795435209123456789);
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
INSERT INTO "flavors" VALUES('1','m1.tiny',1,512,0,0,0,1,'','{}');
CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO "flyway_schema_history" VALUES(1,'1','state','SQL','V1__state.sql',1844248977,'','2026-11-23 12:21:21.541',18,1);
INSERT INTO "flyway_schema_history" VALUES(2,'2','identity attributes','SQL','V2__identity_attributes.sql',-650397592,'','2026-11-23 12:21:21.592',15,1);
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
INSERT INTO "images" VALUES('20000000-0000-4000-8000-000000000002',4,'''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','DEACTIVATED','COMMUNITY','qcow2','bare',5,128,1,2199023255552,4398046511104,'00000000000000000000000000000000','11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111','["z","a","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]','{"hw_scsi_model":"lsilogic","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}',1795435200123456789,1795435200123456790);
CREATE TABLE keypairs (
    user_id     text   NOT NULL,
    name        text   NOT NULL,
    type        text   NOT NULL,
    public_key  text   NOT NULL,
    fingerprint text   NOT NULL,
    created     bigint NOT NULL,
    PRIMARY KEY (user_id, name)
);
INSERT INTO "keypairs" VALUES('cccccccccccccccccccccccccccccccc','key','ssh','ssh-ed25519 AAAA','aa:bb',1795435200123456789);
CREATE TABLE leases (
    server_id text   PRIMARY KEY,
    owner     text,
    fence     bigint NOT NULL,
    ends      bigint NOT NULL
);
INSERT INTO "leases" VALUES('10000000-0000-4000-8000-000000000001','north',2,1795435260123456789);
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
INSERT INTO "operations" VALUES('10000000-0000-4000-8000-000000000001','req-1','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','cccccccccccccccccccccccccccccccc','attach_volume',1795435200123456789,NULL,NULL,'[]');
CREATE TABLE projects (
    id          text    PRIMARY KEY,
    name        text    NOT NULL UNIQUE,
    description text    NOT NULL,
    enabled     boolean NOT NULL
, tags text NOT NULL DEFAULT '[]', extra text NOT NULL DEFAULT '{}');
INSERT INTO "projects" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','demo','',1,'[]','{}');
CREATE TABLE role_assignments (
    user_id    text NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role_id    text NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, project_id, role_id)
);
INSERT INTO "role_assignments" VALUES('cccccccccccccccccccccccccccccccc','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','r1');
CREATE TABLE roles (
    id   text PRIMARY KEY,
    name text NOT NULL UNIQUE
, description text NOT NULL DEFAULT '');
INSERT INTO "roles" VALUES('r1','member','');
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
INSERT INTO "servers" VALUES('10000000-0000-4000-8000-000000000001',3,'''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','describes ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','cccccccccccccccccccccccccccccccc','{"id":"f-1","name":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","vcpus":2,"ram_mib":512,"disk_gib":10,"ephemeral_gib":20,"swap_mib":64,"is_public":false,"description":"a flavor","extra_specs":{"hw:cpu":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}','20000000-0000-4000-8000-000000000002','key ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','{"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","role":"database","empty":""}','["z","a","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]','host-1','iqn.2026-11.io.lunette:one','ERROR','REBOOTING_HARD','fault ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',1,'locked: ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',1795435200123456789,1795435200123456790,1795435200123456791);
INSERT INTO "servers" VALUES('70000000-0000-4000-8000-000000000007',0,'server-7','','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','cccccccccccccccccccccccccccccccc','{"id":"1","name":"m1.tiny","vcpus":1,"ram_mib":512,"disk_gib":0,"ephemeral_gib":0,"swap_mib":0,"is_public":true,"description":"","extra_specs":{}}',NULL,NULL,'{}','[]','host-1','iqn.2026-11.io.lunette:server-7','BUILD',NULL,NULL,0,NULL,1795435200123456789,1795435200123456789,NULL);
CREATE TABLE tokens (
    digest     text   PRIMARY KEY,
    audit_id   text   NOT NULL,
    user_id    text   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    project_id text   REFERENCES projects (id) ON DELETE CASCADE,
    methods    text   NOT NULL,
    issued     bigint NOT NULL,
    expires    bigint NOT NULL
);
INSERT INTO "tokens" VALUES('digest','audit-digest','cccccccccccccccccccccccccccccccc','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','password',1795435200123456789,1795435260123456789);
CREATE TABLE users (
    id            text    PRIMARY KEY,
    name          text    NOT NULL UNIQUE,
    description   text    NOT NULL,
    password_hash text    NOT NULL,
    enabled       boolean NOT NULL
, extra text NOT NULL DEFAULT '{}');
INSERT INTO "users" VALUES('cccccccccccccccccccccccccccccccc','ann','','hash-of-cccccccccccccccccccccccccccccccc',1,'{}');
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
INSERT INTO "volumes" VALUES('30000000-0000-4000-8000-000000000003',7,'''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','describes ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','cccccccccccccccccccccccccccccccc',1099511627776,'ERROR_DELETING',1,0,'type ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','{"hw_scsi_model":"virtio-scsi","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}','{"quote":"''","os_type":"linux"}','20000000-0000-4000-8000-000000000002','fault ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',1795435200123456789,1795435200123456790,11,'iqn.2026-11.io.lunette:volume',5,'["127.0.0.1:3261","[fe80::1]:3260","array.example.org:3262"]','LUNETTE','VIRTUAL-DISK','0001','serial-9','naa.61111111111111111111111111111111',1099511628288,4096);
INSERT INTO "volumes" VALUES('80000000-0000-4000-8000-000000000008',0,'volume-8','','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','cccccccccccccccccccccccccccccccc',1,'CREATING',0,0,'lunette','{}','{}',NULL,NULL,1795435200123456789,1795435200123456789,9,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX servers_of_project ON servers (project_id, created, id);
CREATE INDEX servers_on_host ON servers (host, created, id);
CREATE INDEX volumes_of_project ON volumes (project_id, created, id);
CREATE INDEX attachments_of_server ON attachments (server_id);
CREATE INDEX attachments_of_volume ON attachments (volume_id);
CREATE INDEX role_assignments_of_project ON role_assignments (project_id);
CREATE INDEX role_assignments_of_role ON role_assignments (role_id);
CREATE INDEX tokens_of_user ON tokens (user_id);
CREATE INDEX tokens_of_project ON tokens (project_id);
CREATE INDEX tokens_by_expiry ON tokens (expires);
CREATE INDEX operations_by_start ON operations (server_id, started, id);
