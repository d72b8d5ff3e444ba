package io.belastbar.budget.escalation.rules;

import io.belastbar.budget.escalation.rules.FieldCondition.Compared;
import io.belastbar.budget.escalation.rules.FieldCondition.OneOf;
import io.belastbar.budget.escalation.signal.SignalField;
import io.belastbar.budget.escalation.signal.SignalField.Amount;
import io.belastbar.budget.escalation.signal.SignalField.Choice;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Finds what is well written and still tells nobody: conditions that nothing meets, and roles that nothing reaches. */
public final class UnheardRules {

    private static final String ROOT = "/escalation";

    private final EscalationRules rules;
    private final Receivers receivers;
    private final List<ProblemError> faults = new ArrayList<>();

    private UnheardRules(EscalationRules rules, Receivers receivers) {
        this.rules = rules;
        this.receivers = receivers;
    }

    /** Each fault by the place in the document ({@code pointer}), without its line. */
    public static List<ProblemError> of(EscalationRules rules, Receivers receivers) {
        var unheard = new UnheardRules(rules, receivers);
        unheard.look();
        return List.copyOf(unheard.faults);
    }

    private void look() {
        if (rules.rules().isEmpty()) {
            add(ROOT + "/rules", "has at least one rule: without any, nobody is told of anything", "[]");
        }
        for (var i = 0; i < rules.rules().size(); i++) {
            look(rules.rules().get(i), ROOT + "/rules/" + i);
        }
        rules.channels().forEach(this::look);
        var quiet = rules.quiet();
        if (quiet != null && quiet.from().equals(quiet.to())) {
            add(ROOT + "/quiet/to", "is another time than from: these hours would never be quiet", quiet.to() + "");
        }
    }

    private void look(EscalationRule rule, String at) {
        rule.conditions().forEach((field, condition) -> {
            var place = at + "/if/" + escaped(field);
            rule.on()
                    .field(field)
                    .ifPresentOrElse(
                            kind -> look(condition, kind, place),
                            () -> add(
                                    place,
                                    "is a field of " + rule.on().text() + ": "
                                            + rule.on().fieldNames(),
                                    field));
        });
        if (rules.channels(rule.role()).isEmpty()) {
            add(at + "/to", "is a role with a channel: say under channels how it is reached", rule.role());
        }
    }

    private void look(FieldCondition condition, SignalField field, String at) {
        switch (condition) {
            case Compared compared -> never(compared, field).ifPresent(rule -> add(at, rule, compared.text()));
            case OneOf oneOf -> look(oneOf, field, at);
        }
    }

    private void look(OneOf oneOf, SignalField field, String at) {
        var texts = oneOf.texts();
        if (texts.isEmpty()) {
            add(at, "names at least one value", "[]");
        }
        for (var i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var place = texts.size() == 1 ? at : at + "/" + i;
            never(OneOf.of(List.of(text)), text, field).ifPresent(rule -> add(place, rule, text));
        }
    }

    private static Optional<String> never(Compared compared, SignalField field) {
        return switch (field) {
            case Choice choice -> Optional.of("is one of " + String.join(", ", choice.words()));
            case Amount amount ->
                amount.kind().isInstance(compared.bound())
                        ? Optional.empty()
                        : Optional.of("is compared with an amount of its own kind, as in " + amount.example());
            case SignalField.Text text -> Optional.of("is a text, which is neither more nor less");
            case SignalField.Any any -> Optional.empty();
        };
    }

    private static Optional<String> never(OneOf pattern, String text, SignalField field) {
        return switch (field) {
            case Choice choice ->
                choice.words().stream().anyMatch(pattern::holds)
                        ? Optional.empty()
                        : Optional.of("is one of " + String.join(", ", choice.words()));
            case Amount amount ->
                text.contains("*") || FieldCondition.amount(text).isPresent()
                        ? Optional.empty()
                        : Optional.of("is an amount, as in " + amount.example());
            case SignalField.Text words -> Optional.empty();
            case SignalField.Any any -> Optional.empty();
        };
    }

    private void look(String role, Channels channels) {
        var at = ROOT + "/channels/" + escaped(role);
        look(at + "/webhooks/", channels.webhooks(), (place, name) -> {
            receivers.target(name).ifPresent(rule -> add(place, rule, name));
            requireSigned(place, name, channels);
            lookAtCredentials(place, name, channels);
        });
        look(at + "/emails/", channels.emails(), (place, name) -> receivers
                .email(name)
                .ifPresent(rule -> add(place, rule, name)));
        look(at + "/alertmanagers/", channels.alertmanagers(), (place, name) -> {
            receivers.target(name).ifPresent(rule -> add(place, rule, name));
            lookAtCredentials(place, name, channels);
        });
    }

    private void requireSigned(String place, String name, Channels channels) {
        var unsigned = channels.termsOf(name).filter(Channels.Terms::unsigned).isPresent();
        if (!unsigned) {
            receivers
                    .signingKey(name)
                    .ifPresent(rule -> add(place, rule + ", or says { target: " + name + ", unsigned: true }", name));
        }
    }

    private void lookAtCredentials(String place, String name, Channels channels) {
        channels.termsOf(name).map(Channels.Terms::credentials).ifPresent(credentials -> receivers
                .credentials(credentials)
                .ifPresent(rule -> add(place + "/credentials", rule, credentials)));
    }

    private interface Look {
        void at(String place, String name);
    }

    private void look(String at, List<String> names, Look look) {
        var seen = new HashSet<String>();
        for (var i = 0; i < names.size(); i++) {
            if (seen.add(names.get(i))) {
                look.at(at + i, names.get(i));
            } else {
                add(at + i, "is named once: the role would be told twice", names.get(i));
            }
        }
    }

    private void add(String pointer, String rule, String received) {
        if (faults.stream().noneMatch(fault -> fault.pointer().equals(pointer))) {
            faults.add(new ProblemError(pointer, null, null, rule, received));
        }
    }

    /** RFC 6901. */
    static String escaped(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
