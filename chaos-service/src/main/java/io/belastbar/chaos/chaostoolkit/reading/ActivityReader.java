package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.expectation.tolerance.Question;
import io.belastbar.document.DocumentNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the activities of an experiment. */
final class ActivityReader {
    static final String PROVIDERS = "must be http, process or python";
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ACTION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE_MAX = Duration.ofHours(12);

    private final Reading reading;
    private final Map<String, DocumentNode> byName = new HashMap<>();

    ActivityReader(Reading reading, DocumentNode root) {
        this.reading = reading;
        Stream.of(
                        root.optional("steady-state-hypothesis").flatMap(hypothesis -> hypothesis.optional("probes")),
                        root.optional("method"),
                        root.optional("rollbacks"))
                .flatMap(list -> list.stream().flatMap(node -> node.items().stream()))
                .forEach(activity ->
                        activity.optional("name").ifPresent(name -> byName.putIfAbsent(name.text(), activity)));
    }

    /** Empty if it is so faulty that nothing can be said of it, which was told then. */
    Optional<ReadActivity> read(DocumentNode written) {
        if (!written.requireMapping(reading.errors())) {
            return Optional.empty();
        }
        Optional<DocumentNode> ref = written.optional("ref");
        if (ref.isEmpty()) {
            return activity(written);
        }
        DocumentNode named = byName.get(ref.get().text());
        if (named == null || named.optional("ref").isPresent()) {
            reading.errors().add(ref.get(), "must be the name of an activity of this experiment");
            return Optional.empty();
        }
        return activity(named);
    }

    private Optional<ReadActivity> activity(DocumentNode node) {
        String name = node.name("name", reading.errors());
        if (name.isBlank() && node.optional("name").isPresent()) {
            reading.errors().add(node.required("name", reading.errors()), "must not be empty");
        }
        DocumentNode type = node.required("type", reading.errors());
        boolean probe = type.text().equals("probe");
        if (!probe && !type.text().equals("action") && type.kind() != DocumentNode.Kind.ABSENT) {
            reading.errors().add(type, "must be action or probe");
        }
        DocumentNode provider = node.required("provider", reading.errors());
        if (name.isBlank() || !provider.requireMapping(reading.errors())) {
            return Optional.empty();
        }
        node.optional("controls")
                .filter(controls -> !controls.items().isEmpty())
                .ifPresent(controls -> reading.impossible().control(name, controls));
        if (node.optionalBoolean("background", reading.errors()).orElse(false)) {
            reading.note(
                    name + ": runs in its turn; the next activity begins when it has answered (background)",
                    name + ": läuft an seiner Stelle; die nächste Aktivität beginnt nach seiner Antwort (background)");
        }
        Optional<Question> question = question(name, provider, probe ? PROBE_TIMEOUT : ACTION_TIMEOUT);
        return Optional.of(
                new ReadActivity(name, node, probe, question, pause(name, node, "before"), pause(name, node, "after")));
    }

    private Optional<Question> question(String name, DocumentNode provider, Duration timeout) {
        DocumentNode type = provider.required("type", reading.errors());
        switch (type.text()) {
            case "http" -> {
                return HttpProvider.read(reading, name, provider, timeout);
            }
            case "python" ->
                reading.impossible()
                        .python(
                                name,
                                provider,
                                provider.name("module", reading.errors()) + "."
                                        + provider.name("func", reading.errors()));
            case "process" -> reading.impossible().process(name, provider, provider.name("path", reading.errors()));
            case "" -> {}
            default -> reading.errors().add(type, PROVIDERS);
        }
        return Optional.empty();
    }

    private Duration pause(String name, DocumentNode node, String when) {
        return node.optional("pauses")
                .filter(pauses -> pauses.requireMapping(reading.errors()))
                .flatMap(pauses -> pauses.optional(when))
                .flatMap(at -> Seconds.of(reading, name, at, PAUSE_MAX))
                .orElse(Duration.ZERO);
    }
}
