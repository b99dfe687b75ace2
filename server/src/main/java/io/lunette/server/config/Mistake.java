package io.lunette.server.config;

/**
 * One thing wrong with the settings.
 *
 * @param where for people: a line of a file, an option of the command line
 * @param key the setting; empty when the mistake is not about one
 * @param problem what is wrong, as a clause
 * @param allowed what may stand there instead
 */
public record Mistake(String where, String key, String problem, String allowed) {
    @Override
    public String toString() {
        return where + ": " + (key.isEmpty() ? "" : key + ": ") + problem + "; allowed: " + allowed;
    }
}
