package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.NotPossible;
import io.belastbar.chaos.runbook.reading.Vocabulary;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Experiments for tests, and a system of two targets. */
public final class Experiments {

    /** The shop at port 8080, and below a prefix its payments. */
    public static final Vocabulary WORDS = new Vocabulary() {
        @Override
        public Optional<Deed.Inject> fault(DocumentNode node, ErrorCollector errors) {
            return Optional.empty();
        }

        @Override
        public Optional<Expectation> expectation(DocumentNode node, ErrorCollector errors) {
            return Optional.empty();
        }

        @Override
        public boolean isOfTheSystem(String target) {
            return true;
        }

        @Override
        public boolean isRegistered(String target) {
            return true;
        }

        @Override
        public Optional<Place> at(URI address) {
            if (!"shop.test".equals(address.getHost())) {
                return Optional.empty();
            }
            String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
            return Optional.of(new Place("shop", address.getRawPath() + query));
        }
    };

    /** An http probe that is good, in one line. */
    public static final String PROBE =
            "{type: probe, name: shop is up, tolerance: 200, provider: {type: http, url: 'http://shop.test/health'}}";

    /** An http action that is good, in one line. */
    public static final String ACTION =
            "{type: action, name: stop, provider: {type: http, url: 'http://shop.test/stop', method: POST}}";

    private Experiments() {}

    /** An experiment with these lines besides its title and description. */
    public static String of(String lines) {
        return "title: t\ndescription: d\n" + lines;
    }

    /** A whole one with this hypothesis and this method. */
    public static String of(String probe, String activity) {
        return of("steady-state-hypothesis:\n  title: well\n  probes:\n    - " + probe + "\nmethod:\n  - " + activity
                + "\n");
    }

    public static ReadExperiment read(String text) {
        return read(text, Map.of());
    }

    public static ReadExperiment read(String text, Map<String, String> given) {
        return ExperimentReader.read("experiment", DocumentParser.parse(text), given, WORDS);
    }

    static List<NotPossible> impossible(String text) {
        return read(text).runbook().origin().notPossible();
    }

    /** A file beside the tests. */
    public static String file(String name) {
        try (var stream = Experiments.class.getResourceAsStream("/io/belastbar/chaos/chaostoolkit/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
