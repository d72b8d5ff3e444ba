package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.load.scenario.LoadModel.Arrival;
import io.belastbar.load.scenario.LoadModel.RateStage;
import io.belastbar.load.scenario.LoadModel.UserStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how much load when: the {@code load} of a scenario, or the bare {@code stages} of a closed one. */
final class LoadParser {

    private static final Set<String> KEYS =
            Set.of("model", "users", "requests-per-user", "ramp-up", "duration", "rate", "arrival", "stages");
    private static final LoadModel NOTHING = new LoadModel.Closed(List.of(), null);

    private enum Model {
        CLOSED,
        OPEN
    }

    private final Fields fields;
    private final ErrorCollector errors;
    private final ScenarioLimits limits;

    LoadParser(Fields fields, ScenarioLimits limits) {
        this.fields = fields;
        this.errors = fields.errors();
        this.limits = limits;
    }

    LoadModel load(DocumentNode root) {
        Optional<DocumentNode> load = root.optional("load");
        Optional<DocumentNode> model = root.optional("model");
        if (load.isEmpty()) {
            model.filter(node -> fields.choice(node, Model.class)
                            .filter(Model.OPEN::equals)
                            .isPresent())
                    .ifPresent(node -> errors.add(node, "an open model needs load: { model: open, rate: … }"));
            return new LoadModel.Closed(userStages(root.required("stages", errors)), null);
        }
        root.optional("stages").ifPresent(node -> errors.addAtKey(node, "must stand inside load", "stages"));
        model.ifPresent(node -> errors.addAtKey(node, "must stand inside load", "model"));
        return load.get().requireMapping(errors) ? described(load.get()) : NOTHING;
    }

    private LoadModel described(DocumentNode load) {
        load.rejectUnknown(KEYS, errors);
        Model model = load.optional("model")
                .flatMap(node -> fields.choice(node, Model.class))
                .orElse(load.optional("rate").isPresent() ? Model.OPEN : Model.CLOSED);
        return model == Model.OPEN ? open(load) : closed(load);
    }

    private LoadModel closed(DocumentNode load) {
        reject(load, "rate", "belongs to the open model; set model: open");
        reject(load, "arrival", "belongs to the open model; set model: open");
        Integer iterations = load.optional("requests-per-user")
                .flatMap(node -> fields.integer(node, 1, 1_000_000))
                .orElse(null);
        if (load.optional("stages").isPresent()) {
            reject(load, "users", "must not stand beside stages");
            reject(load, "ramp-up", "must not stand beside stages");
            reject(load, "duration", "must not stand beside stages");
            return new LoadModel.Closed(userStages(load.required("stages", errors)), iterations);
        }
        int users = fields.integer(load.required("users", errors), 1, limits.maxUsers())
                .orElse(0);
        Optional<Duration> duration = load.optional("duration").flatMap(node -> total(node));
        if (duration.isEmpty() && load.optional("duration").isEmpty() && iterations == null) {
            errors.add(load, "must have a duration, requests-per-user or stages", "neither");
        }
        Duration whole = duration.orElse(limits.maxDuration());
        Duration rampUp = rampUp(load, whole);
        List<UserStage> stages = new ArrayList<>();
        stages.add(new UserStage(rampUp, users));
        stages.add(new UserStage(whole.minus(rampUp), users));
        return new LoadModel.Closed(stages, iterations);
    }

    private LoadModel open(DocumentNode load) {
        reject(load, "requests-per-user", "belongs to the closed model");
        Arrival arrival = load.optional("arrival")
                .flatMap(node -> fields.choice(node, Arrival.class))
                .orElse(Arrival.EVEN);
        Integer users = load.optional("users")
                .flatMap(node -> fields.integer(node, 1, limits.maxUsers()))
                .orElse(null);
        if (load.optional("stages").isPresent()) {
            reject(load, "rate", "must not stand beside stages");
            reject(load, "ramp-up", "must not stand beside stages");
            reject(load, "duration", "must not stand beside stages");
            return new LoadModel.Open(rateStages(load.required("stages", errors)), arrival, users);
        }
        DocumentNode rateNode = load.required("rate", errors);
        double rate = fields.rate(rateNode, limits.maxPerSecond()).orElse(0.0);
        if (rate == 0 && rateNode.kind() == DocumentNode.Kind.SCALAR && errors.isEmpty()) {
            errors.add(rateNode, "must be above 0/s");
        }
        Duration whole = total(load.required("duration", errors)).orElse(Duration.ofSeconds(1));
        Duration rampUp = rampUp(load, whole);
        return new LoadModel.Open(
                List.of(new RateStage(rampUp, rate), new RateStage(whole.minus(rampUp), rate)), arrival, users);
    }

    private void reject(DocumentNode load, String field, String rule) {
        load.optional(field).ifPresent(node -> errors.addAtKey(node, rule, field));
    }

    private Optional<Duration> total(DocumentNode node) {
        return fields.positiveDuration(node, limits.maxDuration());
    }

    private Duration rampUp(DocumentNode load, Duration whole) {
        Optional<DocumentNode> node = load.optional("ramp-up");
        Duration rampUp = node.flatMap(fields::duration).orElse(Duration.ZERO);
        if (rampUp.compareTo(whole) > 0) {
            errors.add(node.orElseThrow(), "must not be longer than the duration");
            return Duration.ZERO;
        }
        return rampUp;
    }

    private List<UserStage> userStages(DocumentNode node) {
        List<UserStage> stages = new ArrayList<>();
        for (DocumentNode item : stageItems(node, Set.of("duration", "target"))) {
            Optional<Duration> duration = fields.duration(item.required("duration", errors));
            Optional<Integer> target = fields.integer(item.required("target", errors), 0, limits.maxUsers());
            if (duration.isPresent() && target.isPresent()) {
                stages.add(new UserStage(duration.get(), target.get()));
            }
        }
        boolean complete = stages.size() == node.items().size();
        checkTotal(node, stages.stream().map(UserStage::duration).toList(), complete);
        if (complete && stages.stream().allMatch(stage -> stage.target() == 0)) {
            errors.add(node, "must have a stage with a target above 0", "no virtual users");
        }
        return stages;
    }

    private List<RateStage> rateStages(DocumentNode node) {
        List<RateStage> stages = new ArrayList<>();
        for (DocumentNode item : stageItems(node, Set.of("duration", "rate"))) {
            Optional<Duration> duration = fields.duration(item.required("duration", errors));
            Optional<Double> rate = fields.rate(item.required("rate", errors), limits.maxPerSecond());
            if (duration.isPresent() && rate.isPresent()) {
                stages.add(new RateStage(duration.get(), rate.get()));
            }
        }
        boolean complete = stages.size() == node.items().size();
        checkTotal(node, stages.stream().map(RateStage::duration).toList(), complete);
        if (complete && stages.stream().allMatch(stage -> stage.targetPerSecond() == 0)) {
            errors.add(node, "must have a stage with a rate above 0/s", "no arrivals");
        }
        return stages;
    }

    private List<DocumentNode> stageItems(DocumentNode node, Set<String> keys) {
        if (!node.requireSequence(errors)) {
            return List.of();
        }
        List<DocumentNode> items = node.items().stream()
                .filter(item -> item.requireMapping(errors))
                .toList();
        items.forEach(item -> item.rejectUnknown(keys, errors));
        return items;
    }

    private void checkTotal(DocumentNode node, List<Duration> durations, boolean complete) {
        Duration total = durations.stream().reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(limits.maxDuration()) > 0) {
            errors.add(
                    node,
                    "all stages together must last at most "
                            + limits.maxDuration().toSeconds() + "s",
                    total.toSeconds() + "s");
        } else if (complete && total.isZero() && node.kind() == DocumentNode.Kind.SEQUENCE) {
            errors.add(node, "all stages together must last longer than 0s", "0s");
        }
    }
}
