package io.belastbar.contracts;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes two findings the same: one cause has one fingerprint, whoever sees it and how often. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * The kind of cause, the system and what tells its causes apart, joined by colons. The register keeps these texts, so
     * that a part that changes its spelling makes a new finding of an old cause.
     *
     * @param parts null counts as empty
     */
    public static String of(String kind, String system, String... parts) {
        return Stream.concat(Stream.of(kind, system), Arrays.stream(parts))
                .map(part -> Objects.requireNonNullElse(part, ""))
                .collect(Collectors.joining(":"));
    }
}
