package io.lunette.usecase.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens that were found valid a moment ago. Whoever revokes a token or changes what tokens stand for forgets them here, so
 * this controller honours it at once; other controllers do after {@link #REMEMBERED} at most.
 */
public final class TokenCache {
    static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    private record Entry(ValidToken token, Instant until) {}

    Optional<ValidToken> find(String digest, Instant now) {
        Entry entry = entries.get(digest);
        return entry != null && now.isBefore(entry.until()) ? Optional.of(entry.token()) : Optional.empty();
    }

    /** To be read before the store is, and given to {@link #put}. */
    long generation() {
        return generation.get();
    }

    /** Remembers what was read, unless tokens were forgotten since the reading began. */
    synchronized void put(String digest, ValidToken token, Instant now, long readSince) {
        if (generation.get() != readSince) {
            return;
        }
        if (entries.size() >= MOST) {
            entries.clear();
        }
        Instant until = now.plus(REMEMBERED);
        Instant end = token.token().expires();
        entries.put(digest, new Entry(token, end.isBefore(until) ? end : until));
    }

    /** Forgets every token. To be called after the store was changed. */
    public synchronized void forget() {
        generation.incrementAndGet();
        entries.clear();
    }
}
