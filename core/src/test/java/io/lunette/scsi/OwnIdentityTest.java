package io.lunette.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnIdentityTest {
    /** Volumes of today are found again by these for ever: a change here is a change to every customer's data. */
    @Test
    void an_identity_once_given_never_changes() {
        VolumeId volume = VolumeId.parse("11111111-2222-4333-8444-555555555555").get();
        assertEquals(
                "naa.672bcead1bbc8a22134309b9e65c11d1", OwnIdentity.wwid(volume).toString());
        assertEquals("11111111222243338444555555555555", OwnIdentity.serial(volume));
    }

    @Test
    void a_wwid_is_locally_administered_well_formed_and_its_own() {
        Random random = new Random(83);
        Set<Wwid> seen = new HashSet<>();
        for (int count = 0; count < 10_000; count++) {
            Wwid wwid = OwnIdentity.wwid(new VolumeId(new UUID(random.nextLong(), random.nextLong())));
            int octet = Integer.parseInt(wwid.digits().substring(1, 3), 16);
            assertEquals(0b10, octet & 0b11, "locally administered, and no group: " + wwid);
            assertEquals(wwid, Wwid.parse(wwid.toString()).get());
            seen.add(wwid);
        }
        assertEquals(10_000, seen.size());
    }
}
