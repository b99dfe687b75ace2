package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RefusalTextTest {

    @Test
    void libvirts_own_words_stay_as_they_are() {
        String text = "unsupported configuration: disk device='lun' is not supported for bus='sata'";
        assertEquals(text, RefusalText.of(text));
    }

    @Test
    void the_arguments_that_qemu_repeats_are_left_out_with_its_time_stamp() {
        assertEquals(
                "internal error: process exited while connecting to monitor: bad scsi device lun: 1",
                RefusalText.of("internal error: process exited while connecting to monitor: "
                        + "2026-11-23T02:20:50.035286Z qemu-system-x86_64: -device {\"driver\":\"scsi-block\","
                        + "\"bus\":\"scsi0.0\",\"id\":\"scsi0-0-0-1\",\"bootindex\":1}: bad scsi device lun: 1"));
    }

    @Test
    void a_secret_in_an_argument_is_left_out() {
        assertEquals(
                "iSCSI: Failed to log in",
                RefusalText.of("-blockdev {\"driver\":\"iscsi\",\"user\":\"u\",\"password-secret\":\"s0\","
                        + "\"transport\":\"tcp\"}: iSCSI: Failed to log in"));
        assertEquals("login failed, password=...", RefusalText.of("login failed, password=hunter2"));
    }

    @Test
    void of_a_path_on_the_host_the_last_part_stays() {
        assertEquals(
                "Cannot access storage file '3600a': No such file or directory",
                RefusalText.of("Cannot access storage file '/dev/mapper/3600a': No such file or directory"));
    }

    @Test
    void what_is_no_path_stays_whole() {
        String text = "cannot use qemu:///system or iqn.2026-11.org.example:a/1 and 1/2";
        assertEquals(text, RefusalText.of(text));
    }

    @Test
    void several_lines_become_one() {
        assertEquals("first; second", RefusalText.of("first\n  second\n"));
    }

    @Test
    void silence_is_told_as_silence() {
        assertEquals("no reason was given", RefusalText.of(" "));
    }
}
