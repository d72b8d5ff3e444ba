package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.Scenario.EngineKind;
import io.belastbar.load.scenario.Scenario.Feeder;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.scenario.Scenario.Tenants;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.threshold.KnownNames;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.ThresholdParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a scenario document. Collects every fault with its line and column before it refuses the document; nothing of a
 * refused document is kept.
 */
public final class ScenarioParser {

    private static final Set<String> KEYS = Set.of(
            "scenario",
            "description",
            "target",
            "database",
            "engine",
            "seed",
            "model",
            "load",
            "stages",
            "tenants",
            "data",
            "connections",
            "http",
            "sql",
            "timeout",
            "steps",
            "flows",
            "thresholds",
            "budget",
            "parallel",
            "preflight",
            "covers");
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(2);
    private static final int BODY_LIMIT_MAX = 16 * 1024 * 1024;

    private final ScenarioLimits limits;
    private final ErrorCollector errors = new ErrorCollector();
    private final Fields fields = new Fields(errors);

    private ScenarioParser(ScenarioLimits limits) {
        this.limits = limits;
    }

    /** @throws InvalidInput with all faults */
    public static Scenario parse(String document, ScenarioLimits limits) {
        return new ScenarioParser(limits).read(DocumentParser.parse(document));
    }

    private Scenario read(DocumentNode root) {
        root.requireMapping(errors);
        root.rejectUnknown(KEYS, errors);
        String name = fields.name(root.required("scenario", errors)).orElse("");
        String description = root.optionalString("description", errors).orElse("");
        LoadModel load = new LoadParser(fields, limits).load(root);
        DataParser data = new DataParser(fields, limits);
        List<Feeder> feeders = data.feeders(root);
        Tenants tenants = data.tenants(root, feeders);
        List<Flow> flows = flows(root, given(feeders, tenants));
        Targets targets = targets(root, flows);
        Scenario scenario = new Scenario(
                name,
                description,
                targets.http(),
                targets.database(),
                root.optional("engine")
                        .flatMap(node -> fields.choice(node, EngineKind.class))
                        .orElse(EngineKind.BELASTBAR),
                load,
                flows,
                tenants,
                feeders,
                connections(root),
                http(root),
                sql(root),
                root.optional("timeout")
                        .flatMap(node -> fields.positiveDuration(node, TIMEOUT_MAX))
                        .orElse(null),
                thresholds(root, flows, tenants),
                root.optionalBoolean("budget", errors).orElse(false),
                root.optionalBoolean("parallel", errors).orElse(false),
                root.optionalInteger("seed", errors).orElse(1L),
                withoutPreflight(root),
                CoversParser.covers(root, errors));
        errors.throwIfAny("the scenario has faults; nothing was stored");
        return scenario;
    }

    private record Targets(String http, String database) {}

    private Targets targets(DocumentNode root, List<Flow> flows) {
        List<Step> steps = flows.stream().flatMap(flow -> flow.steps().stream()).toList();
        boolean statements = steps.stream().anyMatch(SqlStep.class::isInstance)
                || root.optional("database").isPresent();
        boolean requests = steps.stream().anyMatch(RequestStep.class::isInstance)
                || root.optional("target").isPresent();
        String http = requests || !statements
                ? fields.name(root.required("target", errors)).orElse("")
                : null;
        String database =
                statements ? fields.name(root.required("database", errors)).orElse("") : null;
        return new Targets(http, database);
    }

    private static Set<String> given(List<Feeder> feeders, Tenants tenants) {
        Set<String> given = new LinkedHashSet<>(List.of("vu", "iteration"));
        if (!tenants.names().isEmpty()) {
            given.add(tenants.variable());
        }
        feeders.forEach(feeder -> feeder.columns().forEach(column -> given.add(feeder.name() + "." + column)));
        return given;
    }

    private List<Flow> flows(DocumentNode root, Set<String> given) {
        UniqueNames names = new UniqueNames();
        Optional<DocumentNode> several = root.optional("flows");
        List<Flow> flows = new ArrayList<>();
        if (several.isEmpty()) {
            flows.add(new Flow("main", 1, new StepParser(fields, given, names).steps(root.required("steps", errors))));
        } else {
            root.optional("steps").ifPresent(node -> errors.addAtKey(node, "must not stand beside flows", "steps"));
            if (several.get().requireSequence(errors)) {
                several.get().items().forEach(item -> flow(item, given, names).ifPresent(flows::add));
            }
            if (several.get().items().isEmpty()) {
                errors.add(several.get(), "must have at least one flow", "none");
            }
        }
        int steps = flows.stream().mapToInt(flow -> flow.steps().size()).sum();
        if (steps > limits.maxSteps()) {
            errors.add(
                    several.orElseGet(() -> root.required("steps", errors)),
                    "must have at most " + limits.maxSteps() + " steps",
                    steps + " steps");
        }
        return flows;
    }

    private Optional<Flow> flow(DocumentNode item, Set<String> given, UniqueNames names) {
        if (!item.requireMapping(errors)) {
            return Optional.empty();
        }
        item.rejectUnknown(Set.of("name", "weight", "steps"), errors);
        String name = item.name("name", errors);
        Optional<Double> weight =
                item.optional("weight").map(node -> node.asNumber(errors).orElse(1.0));
        if (weight.isPresent() && !(weight.get() > 0 && weight.get() <= 1_000_000)) {
            errors.add(item.required("weight", errors), "must be above 0 and at most 1000000");
        }
        List<Step> steps = new StepParser(fields, given, names).steps(item.required("steps", errors));
        return Optional.of(new Flow(name, weight.filter(value -> value > 0).orElse(1.0), steps));
    }

    private List<Threshold> thresholds(DocumentNode root, List<Flow> flows, Tenants tenants) {
        Set<String> steps = new LinkedHashSet<>();
        for (Flow flow : flows) {
            for (Step step : flow.steps()) {
                if (step instanceof SendStep send) {
                    steps.addAll(List.of(send.name(), send.tag(), send.endpoint()));
                }
            }
        }
        KnownNames known = new KnownNames(steps, Set.copyOf(tenants.names()));
        return root.optional("thresholds")
                .map(node -> ThresholdParser.parse(node, known, errors))
                .orElse(List.of());
    }

    /** As people write a switch. */
    private boolean withoutPreflight(DocumentNode root) {
        Optional<String> wanted = root.optionalString("preflight", errors);
        wanted.filter(word -> !Set.of("on", "off", "true", "false").contains(word))
                .ifPresent(wrong -> errors.add(root.required("preflight", errors), "must be on or off"));
        return wanted.filter(word -> word.equals("off") || word.equals("false")).isPresent();
    }

    private Integer connections(DocumentNode root) {
        return root.optional("connections")
                .filter(node -> node.asString(errors).filter("auto"::equals).isEmpty())
                .flatMap(node -> fields.integer(node, 1, limits.maxConnections()))
                .orElse(null);
    }

    private HttpOptions http(DocumentNode root) {
        Optional<DocumentNode> found = root.optional("http");
        if (found.isEmpty() || !found.get().requireMapping(errors)) {
            return HttpOptions.DEFAULT;
        }
        DocumentNode node = found.get();
        node.rejectUnknown(Set.of("version", "compression", "redirects", "verify-tls", "body-limit"), errors);
        return new HttpOptions(
                node.optional("version").map(this::version).orElse(HttpVersion.HTTP_1_1),
                node.optionalBoolean("compression", errors).orElse(false),
                node.optional("redirects")
                        .flatMap(value -> fields.integer(value, 0, 10))
                        .orElse(0),
                node.optionalBoolean("verify-tls", errors).orElse(true),
                node.optional("body-limit")
                        .flatMap(value -> fields.bytes(value, BODY_LIMIT_MAX))
                        .orElse(HttpOptions.DEFAULT.bodyLimitBytes()));
    }

    private HttpVersion version(DocumentNode node) {
        return switch (node.asString(errors).orElse("")) {
            case "1.1", "1" -> HttpVersion.HTTP_1_1;
            case "2", "2.0" -> HttpVersion.HTTP_2;
            default -> {
                errors.add(node, "must be 1.1 or 2");
                yield HttpVersion.HTTP_1_1;
            }
        };
    }

    private SqlOptions sql(DocumentNode root) {
        Optional<DocumentNode> found = root.optional("sql");
        if (found.isEmpty() || !found.get().requireMapping(errors)) {
            return SqlOptions.DEFAULT;
        }
        DocumentNode node = found.get();
        node.rejectUnknown(Set.of("connections", "pipelining", "prepared", "tenant-setting"), errors);
        Optional<String> setting = node.optionalString("tenant-setting", errors);
        if (setting.isPresent() && !setting.get().matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+")) {
            errors.add(node.required("tenant-setting", errors), "must be a setting such as app.organization_id");
        }
        return new SqlOptions(
                node.optional("connections")
                        .flatMap(value -> fields.integer(value, 1, limits.maxConnections()))
                        .orElse(0),
                node.optionalBoolean("pipelining", errors).orElse(true),
                node.optionalBoolean("prepared", errors).orElse(true),
                setting.orElse(null));
    }
}
