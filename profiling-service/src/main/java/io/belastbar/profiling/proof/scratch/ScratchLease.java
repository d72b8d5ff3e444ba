package io.belastbar.profiling.proof.scratch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a scratch database is and until when: its comment. Times are those of the server on which it stands.
 *
 * @param proof the work that it was made for
 * @param owner the attempt that holds it, so that one that was lost cannot prolong what is another's
 */
record ScratchLease(UUID proof, String owner, Instant until) {
    private static final String FORM = "belastbar proof=%s owner=%s until=%s";
    private static final Pattern COMMENT =
            Pattern.compile("belastbar proof=([0-9a-f-]{36}) owner=([A-Za-z0-9-]+) until=(\\S{20,32})");

    /** Between its making and its comment a database has its name only, which says when it was made. */
    private static final Duration UNCOMMENTED_MAX = Duration.ofMinutes(5);

    private static final Pattern NAME = Pattern.compile("belastbar_scratch_([0-9a-z]{6,10})_[0-9a-f]{8}");
    private static final int RADIX = 36;

    String comment() {
        return FORM.formatted(proof, owner, until);
    }

    /** A name that no other proof and no other moment has. */
    static String databaseName(UUID proof, Instant now) {
        return ScratchPlace.DATABASE + "_" + Long.toString(now.getEpochSecond(), RADIX) + "_"
                + proof.toString().substring(0, 8);
    }

    /**
     * Whether nobody works in this database any more. One that is not ours by its name never is.
     *
     * @param comment null for none
     */
    static boolean isOver(String database, String comment, Instant now) {
        Matcher name = NAME.matcher(database);
        if (!name.matches()) {
            return false;
        }
        return read(comment).map(lease -> lease.until().isBefore(now)).orElseGet(() -> Instant.ofEpochSecond(
                        Long.parseLong(name.group(1), RADIX))
                .plus(UNCOMMENTED_MAX)
                .isBefore(now));
    }

    static Optional<ScratchLease> read(String comment) {
        Matcher matcher = COMMENT.matcher(comment == null ? "" : comment);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ScratchLease(
                    UUID.fromString(matcher.group(1)), matcher.group(2), Instant.parse(matcher.group(3))));
        } catch (IllegalArgumentException | java.time.DateTimeException other) {
            return Optional.empty();
        }
    }
}
