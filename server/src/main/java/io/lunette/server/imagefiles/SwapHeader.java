package io.lunette.server.imagefiles;

import io.lunette.model.ByteCount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The first page of a swap area of Linux (include/linux/swap.h, union swap_header), for machines with pages of 4 KiB. */
final class SwapHeader {
    private static final int PAGE = 4096;
    private static final int INFO_AT = 1024;
    private static final int VERSION = 1;
    private static final int LABEL_BYTES = 16;
    private static final byte[] SIGNATURE = "SWAPSPACE2".getBytes(StandardCharsets.US_ASCII);

    private SwapHeader() {}

    static byte[] of(ByteCount size, String label, UUID id) {
        ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        page.position(INFO_AT);
        page.putInt(VERSION);
        page.putInt((int) (size.bytes() / PAGE - 1));
        page.putInt(0);
        page.order(ByteOrder.BIG_ENDIAN).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        page.put(Arrays.copyOf(label.getBytes(StandardCharsets.US_ASCII), LABEL_BYTES));
        page.put(PAGE - SIGNATURE.length, SIGNATURE);
        return page.array();
    }
}
