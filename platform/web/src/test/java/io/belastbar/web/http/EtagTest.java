package io.belastbar.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.problem.PreconditionFailed;
import org.junit.jupiter.api.Test;

class EtagTest {

    private static final Etag ETAG = Etag.of("content");

    @Test
    void sameContentHasTheSameTag() {
        assertThat(Etag.of("content")).isEqualTo(ETAG).isNotEqualTo(Etag.of("other"));
        assertThat(ETAG.header()).matches("\"[0-9a-f]{32}\"");
    }

    @Test
    void aTagInAListMatches() {
        assertThat(ETAG.matchesStrongly("\"x\", " + ETAG.header())).isTrue();
        assertThat(ETAG.matchesStrongly("\"x\"")).isFalse();
        assertThat(ETAG.matchesStrongly("*")).isTrue();
    }

    @Test
    void aWeakTagMatchesForReadsOnly() {
        assertThat(ETAG.matchesWeakly("W/" + ETAG.header())).isTrue();
        assertThat(ETAG.matchesStrongly("W/" + ETAG.header())).isFalse();
    }

    @Test
    void aChangeOfWhatWasReadPasses() {
        assertThatCode(() -> ConditionalResponses.requireMatch(ETAG.header(), ETAG))
                .doesNotThrowAnyException();
        assertThatCode(() -> ConditionalResponses.requireMatch(null, ETAG)).doesNotThrowAnyException();
    }

    @Test
    void aChangeOfAnotherVersionFails() {
        assertThatThrownBy(() -> ConditionalResponses.requireMatch("\"old\"", ETAG))
                .isInstanceOf(PreconditionFailed.class);
        assertThatThrownBy(() -> ConditionalResponses.requireMatch("*", null)).isInstanceOf(PreconditionFailed.class);
    }
}
