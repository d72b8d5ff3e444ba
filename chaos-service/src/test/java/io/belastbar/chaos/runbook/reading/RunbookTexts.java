package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.Set;

/** Runbooks for tests, and a vocabulary of two words whose targets are those of the sample. */
public final class RunbookTexts {
    public static final String DATABASE = """
            runbook: database-primary-down
            title: PostgreSQL primary goes down – "süß"
            goal: The application goes on without loss when the primary dies
            critical-function: Administration of contracts
            criticality: critical
            legal-basis: [DORA 24, DORA 25(1)]
            frequency: month
            rto: 30m
            rpo: 5m
            participants:
              - {name: Jörg "JJ" Müller, role: moderator}
              - {name: Dana, role: operations, principal: dana}
            variables:
              latency: 30s
              text: it is slow
            preparation:
              - at: T-10m
                name: backup
                backup: {target: smartbav-api, path: /backup}
              - at: T-5m
                channel: {target: hooks, path: /channel, text: "${text} ($${kept})"}
            steady-state:
              expect:
                - {type: answers, target: smartbav-api}
            steps:
              - at: T+0
                name: slow
                inject: {type: insurer-latency, target: smartbav-insurer, latency: "${latency}", duration: 5m}
              - at: T+5m
                by: operations
                act: {action: promote, target: smartbav-control, child: smartbav-db-b}
              - at: T+10m
                check: {type: answers, target: smartbav-api}
              - at: T+15m
                confirm: {role: operations, text: Look at the webhooks}
              - at: T+15m
                clear: slow
            expectations:
              - {name: open, after: slow, deadline: 2m, type: answers, target: smartbav-api}
            stop-conditions:
              - {type: answers, target: smartbav-api}
            rollback:
              - act: {action: http, target: smartbav-api, method: POST, path: /reset}
            questions:
              - Was the RTO reached?
            """;

    private RunbookTexts() {}

    /** An expectation that says nothing but its kind. */
    public record Answers(String target) implements Expectation {
        @Override
        public String type() {
            return "answers";
        }

        @Override
        public Sentence sentence() {
            return new Sentence(target + " answers", target + " antwortet");
        }
    }

    /** The words. */
    public static final Vocabulary WORDS = new Vocabulary() {
        private static final Set<String> SYSTEM = Set.of("smartbav-api", "smartbav-insurer", "smartbav-control");

        @Override
        public Optional<Deed.Inject> fault(DocumentNode node, ErrorCollector errors) {
            return FaultOrder.parse(node, errors).map(order -> new Deed.Inject(order.action(), order.duration()));
        }

        @Override
        public Optional<Expectation> expectation(DocumentNode node, ErrorCollector errors) {
            node.rejectUnknown(Set.of("type", "target"), errors);
            return Optional.of(new Answers(node.name("target", errors)));
        }

        @Override
        public boolean isOfTheSystem(String target) {
            return SYSTEM.contains(target);
        }

        @Override
        public boolean isRegistered(String target) {
            return target.equals("hooks");
        }
    };
}
