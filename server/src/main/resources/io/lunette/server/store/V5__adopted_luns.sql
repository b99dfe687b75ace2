-- Whether the LUN is on somebody else's array; one of the LUN's columns, which a volume has all or none of.
ALTER TABLE volumes ADD COLUMN lun_adopted boolean;
UPDATE volumes SET lun_adopted = false WHERE lun_target IS NOT NULL;
