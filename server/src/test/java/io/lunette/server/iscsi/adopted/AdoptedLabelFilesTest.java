package io.lunette.server.iscsi.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.port.AdoptedLabels;
import io.lunette.port.contract.AdoptedLabelsContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptedLabelFilesTest extends AdoptedLabelsContract {
    @TempDir
    Path folder;

    @Override
    protected AdoptedLabels labels() {
        return new AdoptedLabelFiles(folder.resolve("adopted"));
    }

    @Test
    void a_file_in_the_way_is_told_without_its_path() throws Exception {
        Files.writeString(folder.resolve("adopted"), "");
        assertEquals(
                "storage.unavailable",
                labels().volumes().failureIfAny().orElseThrow().code());
    }
}
