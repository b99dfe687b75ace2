package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class BlockDeviceTest {
    private static Map<String, String> read(String text) {
        return new BlockDevice.Reader().convert(text).fields();
    }

    @Test
    void novas_words_and_openstacks_words_mean_the_same() {
        assertEquals(
                read("uuid=v,source_type=volume,destination_type=volume,disk_bus=scsi,device_type=lun,boot_index=0,"
                        + "delete_on_termination=true"),
                read("id=v,source=volume,dest=volume,bus=scsi,type=lun,bootindex=0,shutdown=remove"));
    }

    @Test
    void an_unknown_key_is_refused_with_those_that_are_known() {
        String message = assertThrows(TypeConversionException.class, () -> read("id=v,colour=red"))
                .getMessage();
        assertTrue(message.contains("'colour=red'") && message.contains("disk_bus"), message);
    }

    @Test
    void a_key_without_a_value_and_an_unknown_shutdown_are_refused() {
        assertThrows(TypeConversionException.class, () -> read("id"));
        assertThrows(TypeConversionException.class, () -> read("id=v,shutdown=maybe"));
    }
}
