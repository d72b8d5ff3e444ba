package io.belastbar.kubernetes.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.rule.Tokens;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who has a client of the cluster's API in its sources may have a token, and nobody else. */
class TokensOfTheCodeTest {
    private static final Pattern CLIENT =
            Pattern.compile("import io\\.(fabric8\\.kubernetes|kubernetes)\\.client\\.|/var/run/secrets/kubernetes");

    @Test
    void theyAreThoseThatAskTheCluster() {
        assertThat(Services.all().stream().map(ListedService::module).filter(TokensOfTheCodeTest::asksTheCluster))
                .containsExactlyInAnyOrderElementsOf(Tokens.MAY_ASK_THE_CLUSTER);
    }

    private static boolean asksTheCluster(String module) {
        return Sources.java(module).stream()
                .anyMatch(source -> CLIENT.matcher(source).find());
    }
}
