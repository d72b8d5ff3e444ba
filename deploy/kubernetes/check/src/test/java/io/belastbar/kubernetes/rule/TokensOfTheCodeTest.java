package io.belastbar.kubernetes.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path sources = Manifests.ROOT.resolve("../..").resolve(module).resolve("src/main/java");
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .anyMatch(file -> CLIENT.matcher(read(file)).find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
