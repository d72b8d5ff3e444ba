package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Activity;
import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Role;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.tolerance.Question;
import io.belastbar.chaos.expectation.tolerance.Tolerance;
import io.belastbar.chaos.expectation.tolerance.ToleratedProbe;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.document.DocumentNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes steps and expectations of activities, each with a name of its own. */
final class Scenes {
    private static final Duration MOMENT = Duration.ofMinutes(2);

    private final Reading reading;
    private final ActivityReader activities;
    private final Map<String, Activity> named = new LinkedHashMap<>();

    Scenes(Reading reading, ActivityReader activities) {
        this.reading = reading;
        this.activities = activities;
    }

    Map<String, Activity> named() {
        return named;
    }

    /** A probe of the hypothesis, and how long a proof by it may take; empty if there is none that can be asked here. */
    Optional<Proof> proof(DocumentNode written) {
        Optional<ReadActivity> read = activities.read(written);
        Optional<DocumentNode> tolerance =
                read.map(ReadActivity::node).map(node -> node.fields().get("tolerance"));
        if (read.isPresent() && tolerance.isEmpty()) {
            reading.errors().add(read.get().node(), "must have a tolerance: it decides whether all is well", "none");
            return Optional.empty();
        }
        return read.filter(activity -> activity.question().isPresent())
                .flatMap(activity -> new ToleranceReader(reading, activity.name())
                        .read(tolerance.get())
                        .map(what -> proof(activity, what)));
    }

    /**
     * How it is known that all is well.
     *
     * @param patience how long may be looked until it is so
     */
    record Proof(ReadActivity activity, Expected expected, Duration patience) {}

    private Proof proof(ReadActivity activity, Tolerance tolerance) {
        Expectation expectation = new ToleratedProbe(activity.question().get(), tolerance);
        String name = name(activity.name(), Role.BEFORE, activity.node());
        return new Proof(
                activity, new Expected(name, Optional.empty(), Duration.ZERO, expectation), activity.patience());
    }

    /** The same once more, as the last step of the method: there Chaos Toolkit looks whether the system deviates. */
    Step after(Proof proof) {
        String name = name(
                proof.expected().name() + " (after the method)",
                Role.AFTER,
                proof.activity().node());
        return step(name, proof.patience(), new Deed.Check(proof.expected().expectation()));
    }

    List<Step> steps(DocumentNode written, Role role) {
        Optional<ReadActivity> read = activities.read(written);
        if (read.isEmpty()) {
            return List.of();
        }
        ReadActivity activity = read.get();
        Optional<Deed> deed = activity.question().flatMap(question -> deed(activity, question));
        List<Step> steps = new ArrayList<>();
        deed.ifPresent(what -> {
            String name = name(activity.name(), role, activity.node());
            pause("pause before " + name, activity.before()).ifPresent(steps::add);
            Duration limit = activity.probe()
                    ? activity.patience()
                    : activity.question().get().timeout();
            steps.add(step(name, limit, what));
            pause("pause after " + name, activity.after()).ifPresent(steps::add);
        });
        return steps;
    }

    private Optional<Deed> deed(ReadActivity activity, Question question) {
        List<Integer> expected = activity.node()
                .optional("provider")
                .flatMap(provider -> provider.optionalInteger("expected_status", reading.errors()))
                .map(status -> List.of(Math.clamp(status, 0, 999)))
                .orElse(List.of());
        if (!activity.probe()) {
            return Optional.of(call(question, expected));
        }
        Optional<DocumentNode> tolerance =
                Optional.ofNullable(activity.node().fields().get("tolerance"));
        if (tolerance.isPresent()) {
            return new ToleranceReader(reading, activity.name())
                    .read(tolerance.get())
                    .map(what -> new Deed.Check(new ToleratedProbe(question, what)));
        }
        Tolerance any = expected.isEmpty() ? new Tolerance.Anything() : new Tolerance.Statuses(expected);
        return Optional.of(new Deed.Check(new ToleratedProbe(question, any)));
    }

    private static Deed call(Question question, List<Integer> expected) {
        Map<String, String> headers = new HashMap<>(question.headers());
        String type = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("application/json");
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
        return new Deed.Call(
                Deed.Purpose.HTTP,
                question.target(),
                question.method(),
                question.path(),
                question.body(),
                type,
                question.credential(),
                headers,
                expected);
    }

    private static Optional<Step> pause(String name, Duration length) {
        return length.isZero() ? Optional.empty() : Optional.of(step(name, length.plus(MOMENT), new Deed.Wait(length)));
    }

    private static Step step(String name, Duration limit, Deed deed) {
        return new Step(name, Duration.ZERO, Optional.empty(), limit, deed);
    }

    private String name(String wanted, Role role, DocumentNode node) {
        String name = wanted;
        for (int number = 2; named.containsKey(name); number++) {
            name = wanted + "-" + number;
        }
        named.put(name, new Activity(role, node));
        return name;
    }
}
