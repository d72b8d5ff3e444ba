package io.belastbar.chaos.dora.article;

import io.belastbar.report.Sentence;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something that the law asks for.
 *
 * @param id never changes, so that evidence of years ago still means the same
 * @param law where it stands: {@code Regulation (EU) 2022/2554}
 * @param place there: {@code Art. 24(4)}
 * @param asks in short what for
 * @param until the last day on which it was in force; empty: it is
 */
public record Article(String id, String law, String place, Rule rule, Sentence asks, Optional<LocalDate> until) {}
