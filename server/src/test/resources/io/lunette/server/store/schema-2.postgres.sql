-- A state of schema 2 as PostgreSQL keeps it, with a row or two in each table. Never changed.

CREATE TABLE public.attachments (
    id text NOT NULL COLLATE pg_catalog."C",
    revision integer NOT NULL,
    generation bigint NOT NULL,
    server_id text NOT NULL COLLATE pg_catalog."C",
    volume_id text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    boot_index integer,
    device_name text NOT NULL COLLATE pg_catalog."C",
    mode text NOT NULL COLLATE pg_catalog."C",
    tag text COLLATE pg_catalog."C",
    delete_on_termination boolean NOT NULL,
    slot_controller integer,
    slot_bus integer,
    slot_target integer,
    slot_unit integer,
    connection text COLLATE pg_catalog."C",
    created bigint NOT NULL
);

CREATE TABLE public.flavors (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    vcpus integer NOT NULL,
    ram_mib integer NOT NULL,
    disk_gib integer NOT NULL,
    ephemeral_gib integer NOT NULL,
    swap_mib integer NOT NULL,
    is_public boolean NOT NULL,
    description text NOT NULL COLLATE pg_catalog."C",
    extra_specs text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);

CREATE TABLE public.images (
    id text NOT NULL COLLATE pg_catalog."C",
    revision integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    visibility text NOT NULL COLLATE pg_catalog."C",
    disk_format text COLLATE pg_catalog."C",
    container_format text COLLATE pg_catalog."C",
    min_disk_gib integer NOT NULL,
    min_ram_mib integer NOT NULL,
    is_protected boolean NOT NULL,
    data_bytes bigint,
    virtual_bytes bigint,
    md5 text COLLATE pg_catalog."C",
    sha512 text COLLATE pg_catalog."C",
    tags text NOT NULL COLLATE pg_catalog."C",
    properties text NOT NULL COLLATE pg_catalog."C",
    created bigint NOT NULL,
    updated bigint NOT NULL
);

CREATE TABLE public.keypairs (
    user_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    public_key text NOT NULL COLLATE pg_catalog."C",
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    created bigint NOT NULL
);

CREATE TABLE public.leases (
    server_id text NOT NULL COLLATE pg_catalog."C",
    owner text COLLATE pg_catalog."C",
    fence bigint NOT NULL,
    ends bigint NOT NULL
);

CREATE TABLE public.operations (
    server_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    action text NOT NULL COLLATE pg_catalog."C",
    started bigint NOT NULL,
    finished bigint,
    failure text COLLATE pg_catalog."C",
    steps text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.projects (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    enabled boolean NOT NULL,
    tags text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    extra text DEFAULT '{}'::text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.role_assignments (
    user_id text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    role_id text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.roles (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    description text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.servers (
    id text NOT NULL COLLATE pg_catalog."C",
    revision integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    flavor text NOT NULL COLLATE pg_catalog."C",
    image_id text COLLATE pg_catalog."C",
    key_name text COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    tags text NOT NULL COLLATE pg_catalog."C",
    host text NOT NULL COLLATE pg_catalog."C",
    initiator text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    task text COLLATE pg_catalog."C",
    fault text COLLATE pg_catalog."C",
    locked boolean NOT NULL,
    locked_reason text COLLATE pg_catalog."C",
    created bigint NOT NULL,
    updated bigint NOT NULL,
    launched bigint
);

CREATE TABLE public.tokens (
    digest text NOT NULL COLLATE pg_catalog."C",
    audit_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    project_id text COLLATE pg_catalog."C",
    methods text NOT NULL COLLATE pg_catalog."C",
    issued bigint NOT NULL,
    expires bigint NOT NULL
);

CREATE TABLE public.users (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    password_hash text NOT NULL COLLATE pg_catalog."C",
    enabled boolean NOT NULL,
    extra text DEFAULT '{}'::text NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.volumes (
    id text NOT NULL COLLATE pg_catalog."C",
    revision integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    project_id text NOT NULL COLLATE pg_catalog."C",
    user_id text NOT NULL COLLATE pg_catalog."C",
    size_gib bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    bootable boolean NOT NULL,
    multiattach boolean NOT NULL,
    volume_type text NOT NULL COLLATE pg_catalog."C",
    metadata text NOT NULL COLLATE pg_catalog."C",
    image_metadata text NOT NULL COLLATE pg_catalog."C",
    source_image_id text COLLATE pg_catalog."C",
    fault text COLLATE pg_catalog."C",
    created bigint NOT NULL,
    updated bigint NOT NULL,
    last_generation bigint NOT NULL,
    lun_target text COLLATE pg_catalog."C",
    lun_number integer,
    lun_portals text COLLATE pg_catalog."C",
    lun_vendor text COLLATE pg_catalog."C",
    lun_product text COLLATE pg_catalog."C",
    lun_revision text COLLATE pg_catalog."C",
    lun_serial text COLLATE pg_catalog."C",
    lun_wwid text COLLATE pg_catalog."C",
    lun_bytes bigint,
    lun_block_bytes integer
);

INSERT INTO public.attachments VALUES ('40000000-0000-4000-8000-000000000004', 2, 11, '10000000-0000-4000-8000-000000000001', '30000000-0000-4000-8000-000000000003', 'DETACHING', 0, '/dev/sdb', 'DISK', 'tag ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', true, 1, 2, 255, 4, '{"kind":"network","portal":"127.0.0.1:3261","target":"iqn.2026-11.io.lunette:x","lun":1}', 1795435200123456789);
INSERT INTO public.attachments VALUES ('90000000-0000-4000-8000-000000000009', 0, 9, '70000000-0000-4000-8000-000000000007', '80000000-0000-4000-8000-000000000008', 'ATTACHING', NULL, '/dev/sdb', 'LUN', NULL, false, NULL, NULL, NULL, NULL, NULL, 1795435209123456789);

INSERT INTO public.flavors VALUES ('1', 'm1.tiny', 1, 512, 0, 0, 0, true, '', '{}');

INSERT INTO public.flyway_schema_history VALUES (1, '1', 'state', 'SQL', 'V1__state.sql', 1844248977, 'lunette', '2026-11-23 12:22:03.146261', 102, true);
INSERT INTO public.flyway_schema_history VALUES (2, '2', 'identity attributes', 'SQL', 'V2__identity_attributes.sql', -650397592, 'lunette', '2026-11-23 12:22:03.425418', 10, true);

INSERT INTO public.images VALUES ('20000000-0000-4000-8000-000000000002', 4, '''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'DEACTIVATED', 'COMMUNITY', 'qcow2', 'bare', 5, 128, true, 2199023255552, 4398046511104, '00000000000000000000000000000000', '11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111', '["z","a","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]', '{"hw_scsi_model":"lsilogic","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}', 1795435200123456789, 1795435200123456790);

INSERT INTO public.keypairs VALUES ('cccccccccccccccccccccccccccccccc', 'key', 'ssh', 'ssh-ed25519 AAAA', 'aa:bb', 1795435200123456789);

INSERT INTO public.leases VALUES ('10000000-0000-4000-8000-000000000001', 'north', 2, 1795435260123456789);

INSERT INTO public.operations VALUES ('10000000-0000-4000-8000-000000000001', 'req-1', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'cccccccccccccccccccccccccccccccc', 'attach_volume', 1795435200123456789, NULL, NULL, '[]');

INSERT INTO public.projects VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'demo', '', true, '[]', '{}');

INSERT INTO public.role_assignments VALUES ('cccccccccccccccccccccccccccccccc', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'r1');

INSERT INTO public.roles VALUES ('r1', 'member', '');

INSERT INTO public.servers VALUES ('10000000-0000-4000-8000-000000000001', 3, '''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'describes ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'cccccccccccccccccccccccccccccccc', '{"id":"f-1","name":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","vcpus":2,"ram_mib":512,"disk_gib":10,"ephemeral_gib":20,"swap_mib":64,"is_public":false,"description":"a flavor","extra_specs":{"hw:cpu":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}', '20000000-0000-4000-8000-000000000002', 'key ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '{"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","empty":"","role":"database"}', '["z","a","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]', 'host-1', 'iqn.2026-11.io.lunette:one', 'ERROR', 'REBOOTING_HARD', 'fault ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', true, 'locked: ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 1795435200123456789, 1795435200123456790, 1795435200123456791);
INSERT INTO public.servers VALUES ('70000000-0000-4000-8000-000000000007', 0, 'server-7', '', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'cccccccccccccccccccccccccccccccc', '{"id":"1","name":"m1.tiny","vcpus":1,"ram_mib":512,"disk_gib":0,"ephemeral_gib":0,"swap_mib":0,"is_public":true,"description":"","extra_specs":{}}', NULL, NULL, '{}', '[]', 'host-1', 'iqn.2026-11.io.lunette:server-7', 'BUILD', NULL, NULL, false, NULL, 1795435200123456789, 1795435200123456789, NULL);

INSERT INTO public.tokens VALUES ('digest', 'audit-digest', 'cccccccccccccccccccccccccccccccc', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'password', 1795435200123456789, 1795435260123456789);

INSERT INTO public.users VALUES ('cccccccccccccccccccccccccccccccc', 'ann', '', 'hash-of-cccccccccccccccccccccccccccccccc', true, '{}');

INSERT INTO public.volumes VALUES ('30000000-0000-4000-8000-000000000003', 7, '''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'describes ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'cccccccccccccccccccccccccccccccc', 1099511627776, 'ERROR_DELETING', true, false, 'type ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '{"hw_scsi_model":"virtio-scsi","''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":"''); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}', '{"quote":"''","os_type":"linux"}', '20000000-0000-4000-8000-000000000002', 'fault ''); DROP TABLE servers; -- " \ ` 
 	 %_ :name ? ${x} {} [] null é 漢 🌒 </disk>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 1795435200123456789, 1795435200123456790, 11, 'iqn.2026-11.io.lunette:volume', 5, '["127.0.0.1:3261","[fe80::1]:3260","array.example.org:3262"]', 'LUNETTE', 'VIRTUAL-DISK', '0001', 'serial-9', 'naa.61111111111111111111111111111111', 1099511628288, 4096);
INSERT INTO public.volumes VALUES ('80000000-0000-4000-8000-000000000008', 0, 'volume-8', '', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'cccccccccccccccccccccccccccccccc', 1, 'CREATING', false, false, 'lunette', '{}', '{}', NULL, NULL, 1795435200123456789, 1795435200123456789, 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.flavors
    ADD CONSTRAINT flavors_name_key UNIQUE (name);

ALTER TABLE ONLY public.flavors
    ADD CONSTRAINT flavors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.keypairs
    ADD CONSTRAINT keypairs_pkey PRIMARY KEY (user_id, name);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (server_id);

ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (server_id, id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_name_key UNIQUE (name);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.role_assignments
    ADD CONSTRAINT role_assignments_pkey PRIMARY KEY (user_id, project_id, role_id);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_name_key UNIQUE (name);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.servers
    ADD CONSTRAINT servers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_name_key UNIQUE (name);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.volumes
    ADD CONSTRAINT volumes_lun_wwid_key UNIQUE (lun_wwid);

ALTER TABLE ONLY public.volumes
    ADD CONSTRAINT volumes_pkey PRIMARY KEY (id);

CREATE INDEX attachments_of_server ON public.attachments USING btree (server_id);

CREATE INDEX attachments_of_volume ON public.attachments USING btree (volume_id);

CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);

CREATE INDEX operations_by_start ON public.operations USING btree (server_id, started, id);

CREATE INDEX role_assignments_of_project ON public.role_assignments USING btree (project_id);

CREATE INDEX role_assignments_of_role ON public.role_assignments USING btree (role_id);

CREATE INDEX servers_of_project ON public.servers USING btree (project_id, created, id);

CREATE INDEX servers_on_host ON public.servers USING btree (host, created, id);

CREATE INDEX tokens_by_expiry ON public.tokens USING btree (expires);

CREATE INDEX tokens_of_project ON public.tokens USING btree (project_id);

CREATE INDEX tokens_of_user ON public.tokens USING btree (user_id);

CREATE INDEX volumes_of_project ON public.volumes USING btree (project_id, created, id);

ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_server_id_fkey FOREIGN KEY (server_id) REFERENCES public.servers(id);

ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_volume_id_fkey FOREIGN KEY (volume_id) REFERENCES public.volumes(id);

ALTER TABLE ONLY public.role_assignments
    ADD CONSTRAINT role_assignments_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_assignments
    ADD CONSTRAINT role_assignments_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.roles(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_assignments
    ADD CONSTRAINT role_assignments_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

