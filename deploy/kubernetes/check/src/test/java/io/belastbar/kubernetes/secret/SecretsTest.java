package io.belastbar.kubernetes.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.Overlay;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.reference.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every key of a secret that somebody reads is made by exactly one, and nothing is made that nobody reads. */
class SecretsTest {
    private static final Map<String, String> LISTED = Secrets.listed(Manifests.text("README.md"));

    @Test
    void whatIsReadIsListedWithWhoMakesIt() throws Exception {
        var production = Overlay.with("production");
        var read = Secrets.read(production);

        assertThat(read)
                .contains(
                        "chaos/sasl.jaas.config",
                        "belastbar-record-key/record-key.pem",
                        "belastbar-db-loadtest/username")
                .isEqualTo(LISTED.keySet());
        assertThat(listed("Strimzi")).isSubsetOf(Secrets.ofStrimzi(production));
    }

    /** Of another kind: what is read of one that is smaller is a part of it. */
    @Test
    void theBaseReadsNothingThatProductionDoesNot() {
        assertThat(LISTED.keySet()).containsAll(Secrets.read(Manifests.plain("base")));
    }

    @Test
    void theStoreMakesExactlyThoseThatAreYours() {
        var store = Manifests.plain("components/external-secrets");

        assertThat(Secrets.ofTheStore(store)).isEqualTo(listed("you"));
        assertThat(store).allSatisfy(secret -> assertThat(secret.at("/spec/target/name"))
                .isEqualTo(secret.at("/metadata/name")));
    }

    @Test
    void nobodyMakesWhatAnotherMakes() throws Exception {
        var all = Overlay.with("production", "external-secrets");
        var store = Secrets.ofTheStore(all);

        assertThat(store).doesNotContainAnyElementsOf(Secrets.ofStrimzi(all)).hasSizeGreaterThan(14);
    }

    /** What a template puts together is fetched: a word in it that is not would be empty. */
    @Test
    void aTemplateUsesWhatIsFetched() {
        for (Manifest secret : Manifests.plain("components/external-secrets")) {
            var fetched = Manifest.elements(secret.at("/spec/data"))
                    .map(data -> data.path("secretKey").asText())
                    .toList();
            assertThat(used(secret)).as(secret.toString()).isSubsetOf(fetched);
        }
    }

    private static List<String> used(Manifest secret) {
        return Pattern.compile("\\{\\{ \\.(\\w+)")
                .matcher(secret.at("/spec/target/template/data").toString())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> listed(String maker) {
        return LISTED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(maker))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
