package io.belastbar.web.report;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A file of the hand-over that a service can write: each bean of this type stands at {@link DeliverablesResource}. */
public interface DeliverableFile {

    /**
     * What a file is asked to be about.
     *
     * @param from the first moment that counts; null for all that is known
     * @param to the first moment that no longer counts
     */
    record Scope(String system, Instant from, Instant to, ReportLanguage language) {}

    /** Where it belongs below the folder of the hand-over, with slashes: of a service's files, each has another. */
    String path();

    /**
     * The same of one system, where its name says how much is in it: {@code findings-pe-001-to-pe-017.md}. Both names lead
     * to it. Waits: for virtual threads.
     */
    default String path(Scope scope) {
        return path();
    }

    /**
     * The files that stand for it, where a system has one of its kind for each of several things; itself where there are none
     * yet. Waits: for virtual threads.
     */
    default List<DeliverableFile> each(Scope scope) {
        return List.of(this);
    }

    Sentence title();

    /** With its character set, where it is text. */
    String mediaType();

    /** Why it cannot be written of this system yet; empty if it can. Waits: for virtual threads. */
    Optional<Missing> missing(Scope scope);

    /** The file, asked for only where it is not missing. Waits: for virtual threads. */
    byte[] write(Scope scope);
}
