package io.lunette.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Parsed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostUriTest {
    private static HostUri uri(String text) {
        return HostUri.parse(text).get();
    }

    @Test
    void what_libvirt_reaches_a_system_daemon_by_is_taken() {
        for (String text : List.of(
                "qemu:///system",
                "qemu+unix:///system?socket=/run/other/libvirt-sock",
                "qemu+ssh://root@north/system",
                "qemu+ssh://root@[2001:db8::1]:2222/system?keyfile=/etc/lunette/id",
                "qemu+tls://north.example.org/system?pkipath=/etc/pki/north",
                "qemu+tcp://north/system")) {
            assertEquals(text, uri(text).toString());
        }
    }

    @Test
    void what_is_no_system_daemon_or_could_run_a_command_is_refused() {
        for (String text : List.of(
                "",
                "north",
                "test:///default",
                "xen:///system",
                "qemu:///session",
                "qemu:///embed?root=/tmp",
                "qemu+ext:///system?command=/bin/sh",
                "qemu+ssh://north/system?command=/tmp/evil",
                "qemu+ssh://north/system?netcat=/tmp/evil",
                "qemu+ssh:///system",
                "qemu+ssh://root:secret@north/system",
                "qemu+ssh://north/system?keyfile=a b")) {
            assertTrue(HostUri.parse(text) instanceof Parsed.Invalid<HostUri>, text);
        }
    }

    @Test
    void a_password_is_not_repeated_in_the_refusal_s_reason_alone() {
        assertTrue(HostUri.parse("qemu+ssh://root:x@north/system") instanceof Parsed.Invalid<HostUri> refused
                && refused.problem().contains("key file"));
    }

    @Test
    void a_path_over_which_nobody_is_checked_is_told() {
        assertEquals(Optional.empty(), uri("qemu+ssh://north/system").weakness());
        assertEquals(Optional.empty(), uri("qemu:///system").weakness());
        assertTrue(uri("qemu+tcp://north/system").weakness().orElseThrow().contains("encryption"));
        assertTrue(uri("qemu+ssh://north/system?keyfile=/k&no_verify=1")
                .weakness()
                .orElseThrow()
                .contains("no_verify"));
        assertTrue(uri("qemu+tls://north/system?no_verify=1").weakness().isPresent());
    }

    @Test
    void only_another_machine_is_elsewhere() {
        assertTrue(uri("qemu+ssh://north/system").isElsewhere());
        assertFalse(uri("qemu+ssh://root@127.0.0.1/system").isElsewhere());
        assertFalse(uri("qemu+ssh://localhost/system").isElsewhere());
        assertFalse(uri("qemu:///system").isElsewhere());
        assertFalse(uri("qemu+unix:///system?socket=/s").isElsewhere());
    }

    @Test
    void ssh_never_asks_on_the_controllers_terminal() {
        assertEquals(
                "qemu+ssh://north/system?no_tty=1",
                uri("qemu+ssh://north/system").withoutQuestions().toString());
        assertEquals(
                "qemu+ssh://north/system?keyfile=/k&no_tty=1",
                uri("qemu+ssh://north/system?keyfile=/k").withoutQuestions().toString());
        assertEquals("qemu:///system", uri("qemu:///system").withoutQuestions().toString());
    }
}
