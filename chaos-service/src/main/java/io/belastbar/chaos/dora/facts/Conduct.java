package io.belastbar.chaos.dora.facts;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How it was held.
 *
 * @param timeScale below 1: faster than planned
 * @param environments those of everything that it concerned: {@code STAGING}; empty: nobody knows
 */
public record Conduct(double timeScale, boolean unattended, List<String> environments) {
    private static final Set<String> FOR_TESTS = Set.of("LOCAL", "TEST");

    public Conduct {
        environments = List.copyOf(environments);
    }

    /** In their order. */
    public Set<Mark> marks() {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        if (timeScale < 1) {
            marks.add(Mark.REHEARSAL);
        }
        if (unattended) {
            marks.add(Mark.UNATTENDED);
        }
        if (environments.stream().map(name -> name.toUpperCase(Locale.ROOT)).anyMatch(FOR_TESTS::contains)) {
            marks.add(Mark.TEST_ENVIRONMENT);
        }
        return marks;
    }
}
