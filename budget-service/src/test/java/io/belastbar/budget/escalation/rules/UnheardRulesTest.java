package io.belastbar.budget.escalation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody would hear is a fault of the document that is sent, and a warning for the one that is stored. */
class UnheardRulesTest {

    /** One installation: two targets, one of them with a key, and one address. */
    private static final Receivers KNOWN = new Receivers() {
        @Override
        public Optional<String> target(String name) {
            return known(Set.of("team-chat", "plain-chat", "alerts"), name, "is a registered target");
        }

        @Override
        public Optional<String> signingKey(String target) {
            return known(Set.of("team-chat"), target, "has a key");
        }

        @Override
        public Optional<String> email(String name) {
            return known(Set.of("on-duty"), name, "is a configured address");
        }

        @Override
        public Optional<String> credentials(String name) {
            return known(Set.of("alerts"), name, "are configured credentials");
        }

        private static Optional<String> known(Set<String> names, String name, String rule) {
            return names.contains(name) ? Optional.empty() : Optional.of(rule);
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "finding|{ severty: HIGH }|/if/severty|severty",
                "finding|{ severity: URGENT }|/if/severity|URGENT",
                "finding|{ severity: [HIGH, URGENT] }|/if/severity/1|URGENT",
                "finding|{ severity: 'HIG*X' }|/if/severity|HIG*X",
                "finding|{ severity: '> 5' }|/if/severity|> 5",
                "finding|{ severity: [] }|/if/severity|[]",
                "finding|{ daysLeft: '< 60' }|/if/daysLeft|daysLeft",
                "finding|{ evidence.: x }|/if/evidence.|evidence.",
                "finding|{ component: '> 500ms' }|/if/component|> 500 ms",
                "circuit-breaker.transitioned|{ to: OPENED }|/if/to|OPENED",
                "circuit-breaker.transitioned|{ from: HALF-OPEN }|/if/from|HALF-OPEN",
                "circuit-breaker.transitioned|{ failureCount: many }|/if/failureCount|many",
                "capacity.limit-approaching|{ daysLeft: '< 60d' }|/if/daysLeft|< 5184000 s",
                "game-day.finished|{ outcome: FAIL }|/if/outcome|FAIL",
                "game-day.finished|{ recoveryTime: '> 30' }|/if/recoveryTime|> 30",
                "budget.regressed|{ changePercent: '> 10%' }|/if/changePercent|> 10 %",
                "budget.regressed|{ severity: GRAVE }|/if/severity|GRAVE"
            })
    void aConditionThatNothingMeetsIsRefusedWithItsLineRuleAndValue(
            String on, String conditions, String pointer, String received) {
        var faults = refused("""
                escalation:
                  channels: { Ops: { emails: [on-duty] } }
                  rules:
                    - { name: heard, on: finding, to: Ops }
                    - { name: unheard, to: Ops, on: %s, if: %s }
                """.formatted(on, conditions));

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/escalation/rules/1" + pointer);
            assertThat(fault.line()).isEqualTo(5);
            assertThat(fault.rule()).isNotBlank();
        });
        assertThat(faults.getFirst().received().replace(" ", "")).startsWith(received.substring(0, 1));
        if (!received.matches("[<>].*")) {
            assertThat(faults.getFirst().received()).isEqualTo(received);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on: finding, if: { severity: [high, 'C*'], evidence.observed: '> 500ms', title: '*leak*' }",
                "on: circuit-breaker.transitioned, if: { to: open, from: '*', failureCount: '>= 5' }",
                "on: capacity.limit-approaching, if: { daysLeft: '< 60', severity: CRITICAL }",
                "on: game-day.finished, if: { outcome: [FAILED, ABORTED, INCONCLUSIVE], recoveryTime: '> 30s' }",
                "on: budget.regressed, if: { changePercent: '> 10', toVersion: 'v*' }"
            })
    void aConditionThatSomethingMeetsIsAccepted(String rule) {
        assertThat(EscalationRulesParser.parse("""
                        escalation:
                          channels: { Ops: { webhooks: [team-chat] } }
                          rules: [ { name: a, to: Ops, %s } ]
                        """.formatted(rule), KNOWN).rules())
                .hasSize(1);
    }

    @Test
    void whoCannotBeReachedIsNamedWithTheLine() {
        var faults = refused("""
                escalation:
                  quiet: { from: "22:00", to: "22:00" }
                  channels:
                    Ops: { webhooks: [team-chat, not-registered, plain-chat, team-chat], emails: [nope] }
                    Dev/Ops: { alertmanagers: [ { target: elsewhere, credentials: none } ] }
                    Nobody: {}
                  rules:
                    - { name: a, on: finding, to: Ops }
                    - { name: b, on: finding, to: Backend Engineer }
                    - { name: c, on: finding, to: Nobody }
                """);

        assertThat(faults)
                .extracting(ProblemError::line, ProblemError::received)
                .containsExactlyInAnyOrder(
                        tuple(2, "22:00"),
                        tuple(4, "not-registered"),
                        tuple(4, "plain-chat"),
                        tuple(4, "team-chat"),
                        tuple(4, "nope"),
                        tuple(5, "elsewhere"),
                        tuple(5, "none"),
                        tuple(9, "Backend Engineer"),
                        tuple(10, "Nobody"));
    }

    @Test
    void noRuleAtAllIsNoWayToBeQuiet() {
        assertThat(refused("escalation: { rules: [] }")).singleElement().satisfies(fault -> assertThat(fault.pointer())
                .isEqualTo("/escalation/rules"));
    }

    @Test
    void aWebhookGoesUnsignedOnlyIfTheDocumentSaysSo() {
        var rules = EscalationRulesParser.parse("""
                escalation:
                  channels:
                    Ops: { webhooks: [ { target: plain-chat, unsigned: true, form: json } ], alertmanagers: [alerts] }
                  rules: [ { name: a, on: finding, to: Ops, severity: CRITICAL } ]
                """, KNOWN);

        assertThat(rules.channels("Ops").termsOf("plain-chat"))
                .contains(new Channels.Terms(Channels.Form.JSON, true, null));
        assertThat(rules.channels("Ops").alertmanagers()).containsExactly("alerts");
    }

    @Test
    void whatWasStoredBeforeStaysReadableAndIsWarnedOf() {
        var stored = EscalationRulesParser.parse("""
                escalation:
                  channels: { Ops: { webhooks: [plain-chat] } }
                  rules:
                    - { name: a, on: finding, to: Ops, if: { severty: HIGH } }
                    - { name: b, on: finding, to: Nobody }
                """);

        assertThat(UnheardRules.of(stored, KNOWN))
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder(
                        "/escalation/rules/0/if/severty",
                        "/escalation/rules/1/to",
                        "/escalation/channels/Ops/webhooks/0");
    }

    private static List<ProblemError> refused(String document) {
        var refusal = catchThrowableOfType(InvalidInput.class, () -> EscalationRulesParser.parse(document, KNOWN));
        assertThat(refusal).as("refused").isNotNull();
        return refusal.errors();
    }
}
