package io.belastbar.resilience.record.verify;

import io.belastbar.resilience.record.ChainHash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head that somebody else has kept, for example from the event {@code game-day.finished.v1}: what the file cannot know,
 * whoever wrote it.
 *
 * @param entries at least 1
 */
public record KnownHead(ChainHash hash, long entries) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{64}):([1-9][0-9]{0,17})");

    /** From {@code HASH:COUNT}. */
    public static Optional<KnownHead> parse(String text) {
        Matcher found = TEXT.matcher(text.strip());
        return found.matches()
                ? Optional.of(new KnownHead(new ChainHash(found.group(1)), Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return hash + ":" + entries;
    }
}
