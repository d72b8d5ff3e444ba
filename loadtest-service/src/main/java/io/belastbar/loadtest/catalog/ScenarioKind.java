package io.belastbar.loadtest.catalog;

import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.JsonExtraction;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.scenario.Template;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import io.belastbar.web.document.UnderstoodJson;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Scenarios among the documents. */
@Singleton
public class ScenarioKind extends DocumentKind<Scenario> {

    static final String ID = "scenario";

    /** Templates and JSONPaths are written as they were sent. */
    private static final UnderstoodJson JSON = new UnderstoodJson(new SimpleModule()
            .addSerializer(Template.class, ToStringSerializer.instance)
            .addDeserializer(Template.class, fromText(Template::parse))
            .addSerializer(JsonExtraction.class, ToStringSerializer.instance)
            .addDeserializer(JsonExtraction.class, fromText(JsonExtraction::stored)));

    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final LoadtestConfig config;

    ScenarioKind(TargetRegistry targets, CredentialStore credentials, LoadtestConfig config) {
        super(ID, "scenario", Scenario.class);
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
    }

    @Override
    public UnderstoodJson json() {
        return JSON;
    }

    @Override
    public Scenario read(SentDocument sent) {
        Scenario scenario = parse(sent);
        if (!scenario.name().equals(sent.name())) {
            throw InvalidInput.of("/scenario", "must be the name in the address, " + sent.name(), scenario.name());
        }
        return scenario;
    }

    /** As a document whose name is its own. @throws InvalidInput with every fault */
    public Scenario parse(SentDocument sent) {
        return ScenarioParser.parse(sent.text(), limits());
    }

    /**
     * Whether it may be run by now, whatever was allowed when it was stored.
     *
     * @throws InvalidInput if it asks for more than is allowed
     * @throws io.belastbar.web.problem.TargetNotAllowed if its target is not registered, or lacks its credential
     */
    @Override
    public void admit(Scenario scenario) {
        ScenarioBounds.require(scenario, limits());
        ScenarioTargets.require(scenario, targets, credentials);
        ScenarioTargets.requireWithin(scenario);
    }

    private ScenarioLimits limits() {
        return new ScenarioLimits(
                config.maxVirtualUsers(),
                config.maxRequestsPerSecond(),
                config.maxDuration(),
                config.maxSteps(),
                config.maxConnections(),
                config.maxTenants());
    }

    private static <T> StdDelegatingDeserializer<T> fromText(Function<String, T> parser) {
        return new StdDelegatingDeserializer<>(new StdConverter<String, T>() {
            @Override
            public T convert(String text) {
                return parser.apply(text);
            }
        });
    }
}
