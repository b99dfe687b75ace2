package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.Xml;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pools that are logins, as libvirt's formatstorage.html has them. */
class IscsiPoolTest {
    private static final Iqn TARGET = Iqn.parse("iqn.2026-11.org.example:array").get();
    private static final IscsiPool OPEN = new IscsiPool(TARGET, new Portal("192.0.2.1", 3260), Optional.empty());
    private static final IscsiPool GUARDED = new IscsiPool(TARGET, new Portal("fd00::1", 3261), Optional.of("north"));

    @Test
    void a_login_is_a_pool_of_type_iscsi() {
        assertEquals(
                "<pool type='iscsi'><name>lunette-login-iqn.2026-11.org.example:array</name>"
                        + "<uuid>4e64428c-db6c-3409-9e89-3b99ddb1b6b6</uuid>"
                        + "<source><host name='192.0.2.1' port='3260'/>"
                        + "<device path='iqn.2026-11.org.example:array'/></source>"
                        + "<target><path>/dev</path></target></pool>",
                OPEN.xml());
    }

    @Test
    void an_account_is_a_user_and_the_name_of_a_secret() {
        assertTrue(
                GUARDED.xml()
                        .contains("<auth type='chap' username='north'>"
                                + "<secret usage='lunette-login:iqn.2026-11.org.example:array'/></auth></source>"),
                GUARDED.xml());
    }

    @Test
    void a_pool_is_read_back_as_it_was_made() {
        assertEquals(Optional.of(OPEN), IscsiPool.read(Xml.parse(OPEN.xml())));
        assertEquals(Optional.of(GUARDED), IscsiPool.read(Xml.parse(GUARDED.xml())));
    }

    @Test
    void somebodys_pool_is_not_lunettes_whatever_its_name() {
        String ours = OPEN.xml();
        assertEquals(Optional.empty(), IscsiPool.read(Xml.parse(ours.replace("lunette-login-", "san-"))));
        assertEquals(Optional.empty(), IscsiPool.read(Xml.parse(ours.replaceFirst("<uuid>.", "<uuid>0"))));
        assertEquals(
                Optional.empty(), IscsiPool.read(Xml.parse(ours.replace("path='iqn.2026-11", "path='iqn.2025-11"))));
        assertEquals(Optional.empty(), IscsiPool.read(Xml.parse(ours.replace("type='iscsi'", "type='iscsi-direct'"))));
    }

    @Test
    void what_iscsiadm_said_is_told_without_its_command() {
        String said = "internal error: Child process (/usr/bin/iscsiadm --mode node --portal 192.0.2.1:3260,1"
                + " --targetname iqn.2026-11.org.example:array --login) unexpected exit status 24: iscsiadm: initiator"
                + " reported error (24 - iSCSI login failed due to authorization failure)";
        assertEquals(
                "iscsiadm: initiator reported error (24 - iSCSI login failed due to authorization failure)",
                LoginText.reason(said));
        assertTrue(LoginText.isOfAccount(said));
        assertFalse(LoginText.isOfAccount("unexpected exit status 8: iscsiadm: connection timed out"));
    }
}
