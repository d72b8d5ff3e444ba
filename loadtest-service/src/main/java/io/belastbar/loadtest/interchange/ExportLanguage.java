package io.belastbar.loadtest.interchange;

import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.export.K6Script;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.web.target.TargetRegistry;
import java.net.URI;

/** The languages of other load testers, as the addresses call them. */
enum ExportLanguage {
    K6(".js") {
        @Override
        String write(Scenario scenario, URI target) {
            return K6Script.of(scenario, target.toString());
        }
    },
    HYPERFOIL(".hf.yaml") {
        @Override
        String write(Scenario scenario, URI target) {
            return HyperfoilBenchmark.of(scenario, target).yaml();
        }
    };

    /** Of a scenario without HTTP, which is refused for that in any case. */
    private static final URI NOWHERE = URI.create("http://localhost");

    private final String extension;

    ExportLanguage(String extension) {
        this.extension = extension;
    }

    abstract String write(Scenario scenario, URI target);

    /**
     * The scenario in this language.
     *
     * @throws io.belastbar.document.InvalidInput with the steps that the tool cannot make
     * @throws io.belastbar.web.problem.TargetNotAllowed if its target is not registered
     */
    String text(Scenario scenario, TargetRegistry targets) {
        return write(
                scenario,
                scenario.target() == null
                        ? NOWHERE
                        : targets.require(scenario.target()).url());
    }

    String disposition(Scenario scenario) {
        return "attachment; filename=\"" + scenario.name() + extension + "\"";
    }
}
