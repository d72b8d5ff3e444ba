package io.belastbar.chaos.dora.article;

import java.util.List;
import java.util.Locale;

/**
 * By which words the role of a participant is known.
 *
 * @param operates builds or operates what is tested
 * @param tests tests
 * @param audits looks at what others did
 */
public record RoleWords(List<String> operates, List<String> tests, List<String> audits) {
    public RoleWords {
        operates = List.copyOf(operates);
        tests = List.copyOf(tests);
        audits = List.copyOf(audits);
    }

    /** What a role is, as far as independence hangs on it. */
    public enum Part {
        OPERATES,
        TESTS,
        AUDITS,
        UNKNOWN
    }

    /** Who operates as well as tests counts as operating. */
    public Part of(String role) {
        String word = role.toLowerCase(Locale.ROOT);
        if (operates.stream().anyMatch(word::contains)) {
            return Part.OPERATES;
        }
        if (audits.stream().anyMatch(word::contains)) {
            return Part.AUDITS;
        }
        return tests.stream().anyMatch(word::contains) ? Part.TESTS : Part.UNKNOWN;
    }
}
