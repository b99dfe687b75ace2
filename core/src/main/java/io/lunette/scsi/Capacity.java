package io.lunette.scsi;

import io.lunette.failure.Parsed;
import io.lunette.model.ByteCount;
import java.nio.ByteBuffer;

/** What READ CAPACITY(16) answers, SBC-3 section 5.16.2. */
public record Capacity(ByteCount size, int blockBytes) {
    private static final int SHORTEST = 12;

    public static Parsed<Capacity> parse(byte[] data) {
        if (data.length < SHORTEST) {
            return Parsed.invalid("READ CAPACITY(16) gave " + data.length + " bytes of at least " + SHORTEST);
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        long lastBlock = buffer.getLong();
        int blockBytes = buffer.getInt();
        if (blockBytes <= 0 || lastBlock < 0 || lastBlock >= Long.MAX_VALUE / blockBytes) {
            return Parsed.invalid("READ CAPACITY(16) gave a last block of " + Long.toUnsignedString(lastBlock)
                    + " and blocks of " + Integer.toUnsignedString(blockBytes) + " bytes");
        }
        return Parsed.valid(new Capacity(new ByteCount((lastBlock + 1) * blockBytes), blockBytes));
    }
}
