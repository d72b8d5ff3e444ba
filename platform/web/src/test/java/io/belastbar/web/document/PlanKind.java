package io.belastbar.web.document;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A kind of documents of the tests, with several documents in a system. */
@Singleton
class PlanKind extends DocumentKind<PlanKind.Plan> {

    /** What a plan says. */
    record Plan(String title, Set<String> tags, List<Step> steps) {}

    sealed interface Step {
        record Wait(Duration duration) implements Step {}

        record Call(String target, Integer times) implements Step {}
    }

    // What tomorrow's reader refuses.
    static volatile String refused;

    // Of the last document.
    static volatile String readOn;

    PlanKind() {
        super("plan", "plan", PlanKind.Plan.class);
    }

    @Override
    protected long bytesMax() {
        return 100_000;
    }

    @Override
    public Plan read(SentDocument sent) {
        readOn = Thread.currentThread().getName();
        var errors = new ErrorCollector();
        var root = DocumentParser.parse(sent.text());
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("title", "wait", "call"), errors);
        var title = root.name("title", errors);
        if (title.equals(refused)) {
            errors.add(root.required("title", errors), "must be another one by now", title);
        }
        errors.throwIfAny("this is no plan; nothing was stored");
        return new Plan(title, Set.of("a", "b", "c", title), List.of(wait(root, errors), new Step.Call("shop", null)));
    }

    private static Step wait(DocumentNode root, ErrorCollector errors) {
        return new Step.Wait(Duration.parse(root.optionalString("wait", errors).orElse("PT1M30S")));
    }
}
