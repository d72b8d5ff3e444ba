package io.belastbar.local.home;

import java.nio.file.Files;
import java.util.Optional;

/** The sample has its data on the platform's PostgreSQL or, with {@code --ha}, on servers of its own; never on both. */
public final class SampleData {
    private static final String OWN = "smartbav-db-a";

    private SampleData() {}

    /**
     * A sentence for whoever starts a home the other way than before; empty when its data are where they were.
     *
     * @param wantsOwn whether it is started on servers of its own now
     */
    public static Optional<String> elsewhere(BelastbarHome home, boolean wantsOwn) {
        boolean hasOwn = Files.exists(home.data().resolve(OWN));
        boolean isUsed = Files.exists(home.data().resolve("postgresql"));
        if (!isUsed || wantsOwn == hasOwn) {
            return Optional.empty();
        }
        return Optional.of(
                wantsOwn
                        ? "The sample begins anew on servers of its own; what it has on the platform's PostgreSQL is"
                                + " there again without --ha."
                        : "The sample is started on the platform's PostgreSQL; what it has on servers of its own is"
                                + " there again with --ha.");
    }
}
