package io.belastbar.budget.escalation.rules;

import io.belastbar.budget.escalation.signal.SignalKind;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.ProblemError;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code escalation-rules.yml}. */
public final class EscalationRulesParser {

    static final int RULES_MAX = 100;
    private static final int TIMES_MAX = 1_000;
    private static final Duration DEDUPLICATE_DEFAULT = Duration.ofHours(24);
    private static final Duration WITHIN_DEFAULT = Duration.ofHours(24);
    private static final Duration REPEAT_MIN = Duration.ofMinutes(1);
    private static final Set<String> KEYS = Set.of("rules", "channels", "quiet", "zone");
    private static final Set<String> RULE_KEYS =
            Set.of("name", "on", "if", "times", "within", "to", "when", "repeat", "deduplicate", "reason", "severity");
    private static final String NO_RULES = "these are no escalation rules. Nothing was stored.";
    private static final String AT_ONCE = "at once";
    private static final String UNTIL_ACKNOWLEDGED = "until acknowledged";

    private final ErrorCollector errors = new ErrorCollector();
    private final ScalarReader read = new ScalarReader(errors);
    private int rulesRead;

    private final ChannelsReader channels;

    private EscalationRulesParser(boolean sent) {
        channels = new ChannelsReader(errors, read, sent);
    }

    /**
     * Reads a document that was stored, whether or not anybody hears of it.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static EscalationRules parse(String document) {
        var parser = new EscalationRulesParser(false);
        var rules = parser.document(DocumentParser.parse(document));
        parser.errors.throwIfAny(NO_RULES);
        return rules;
    }

    /**
     * Reads a document that is sent. Rules that tell nobody are faults of it: they would be noticed when it is too late.
     *
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static EscalationRules parse(String document, Receivers receivers) {
        var parser = new EscalationRulesParser(true);
        var root = DocumentParser.parse(document);
        var rules = parser.document(root);
        // Places are counted: with a rule left out they would be others.
        if (rules.rules().size() == parser.rulesRead) {
            UnheardRules.of(rules, receivers).forEach(fault -> parser.add(root, fault));
        }
        parser.errors.throwIfAny(NO_RULES);
        return rules;
    }

    /** Adds a fault with its line, or that of what it belongs to. */
    private void add(DocumentNode root, ProblemError fault) {
        var node = root;
        for (var token : fault.pointer().substring(1).split("/")) {
            var name = token.replace("~1", "/").replace("~0", "~");
            var next = node.kind() == DocumentNode.Kind.SEQUENCE
                    ? node.items().get(Integer.parseInt(name))
                    : node.fields().get(name);
            if (next == null) {
                break;
            }
            node = next;
        }
        if (fault.received().equals(name(fault.pointer()))) {
            errors.addAtKey(node, fault.rule(), fault.received());
        } else {
            errors.add(node, fault.rule(), fault.received());
        }
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private EscalationRules document(DocumentNode root) {
        root.rejectUnknown(Set.of("escalation"), errors);
        var node = root.required("escalation", errors);
        node.rejectUnknown(KEYS, errors);
        var zone = node.optional("zone").flatMap(read::zone).orElse(ZoneOffset.UTC);
        return new EscalationRules(
                rules(node.required("rules", errors)),
                node.optional("channels").map(channels::roles).orElse(Map.of()),
                node.optional("quiet").flatMap(quiet -> quiet(quiet, zone)).orElse(null),
                zone);
    }

    private List<EscalationRule> rules(DocumentNode node) {
        if (!node.requireSequence(errors)) {
            return List.of();
        }
        if (node.items().size() > RULES_MAX) {
            errors.add(node, "has at most " + RULES_MAX + " rules", node.items().size() + " rules");
            return List.of();
        }
        rulesRead = node.items().size();
        var names = new HashSet<String>();
        var rules = new ArrayList<EscalationRule>();
        for (var item : node.items()) {
            rule(item).ifPresent(rules::add);
            var name = item.fields().get("name");
            if (name != null && !names.add(name.text())) {
                errors.add(name, "each rule has a name of its own");
            }
        }
        return rules;
    }

    private Optional<EscalationRule> rule(DocumentNode node) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(RULE_KEYS, errors);
        var name = node.name("name", errors);
        var on = on(node.required("on", errors));
        var role = node.name("to", errors);
        return on.map(kind -> new EscalationRule(
                name,
                kind,
                node.optional("if").map(this::conditions).orElse(Map.of()),
                times(node),
                read.duration(node, "within").orElse(WITHIN_DEFAULT),
                role,
                when(node),
                repeat(node),
                read.duration(node, "deduplicate").orElse(DEDUPLICATE_DEFAULT),
                reason(node, name),
                node.optional("severity").flatMap(read::severity).orElse(null)));
    }

    private Optional<SignalKind> on(DocumentNode node) {
        var kind = SignalKind.of(node.text());
        if (kind.isEmpty()) {
            var known = Arrays.stream(SignalKind.values()).map(SignalKind::text).collect(Collectors.joining(", "));
            errors.add(node, "is one of " + known);
        }
        return kind;
    }

    private Map<String, FieldCondition> conditions(DocumentNode node) {
        var conditions = new LinkedHashMap<String, FieldCondition>();
        if (node.requireMapping(errors)) {
            node.fields().forEach((field, value) -> condition(value).ifPresent(read -> conditions.put(field, read)));
        }
        return conditions;
    }

    private Optional<FieldCondition> condition(DocumentNode node) {
        if (node.kind() == DocumentNode.Kind.SEQUENCE) {
            return Optional.of(FieldCondition.OneOf.of(read.texts(node)));
        }
        return node.asString(errors).flatMap(text -> {
            try {
                return Optional.of(FieldCondition.parse(text));
            } catch (InvalidQuantity invalid) {
                errors.add(node, invalid.rule());
                return Optional.empty();
            }
        });
    }

    private int times(DocumentNode node) {
        var times = node.optionalInteger("times", errors).orElse(1L);
        if (times < 1 || times > TIMES_MAX) {
            errors.add(node.fields().get("times"), "is from 1 to " + TIMES_MAX);
            return 1;
        }
        return times.intValue();
    }

    private LocalTime when(DocumentNode node) {
        return node.optional("when")
                .filter(when -> !when.text().equals(AT_ONCE))
                .flatMap(read::time)
                .orElse(null);
    }

    private Duration repeat(DocumentNode node) {
        var field = node.optional("repeat");
        if (field.isEmpty()) {
            return null;
        }
        var text = field.get().text().strip();
        var every = text.endsWith(UNTIL_ACKNOWLEDGED)
                ? text.substring(0, text.length() - UNTIL_ACKNOWLEDGED.length())
                : text;
        var repeat = read.span(field.get(), every).orElse(REPEAT_MIN);
        if (repeat.compareTo(REPEAT_MIN) < 0) {
            errors.add(field.get(), "is a minute or more, as in 4h until acknowledged");
        }
        return repeat;
    }

    /** The text of {@code reason}, in one language for both or in each. */
    private Sentence reason(DocumentNode node, String name) {
        var reason = node.optional("reason");
        if (reason.isEmpty()) {
            return Sentence.verbatim(name);
        }
        if (reason.get().kind() == DocumentNode.Kind.MAPPING) {
            reason.get().rejectUnknown(Set.of("en", "de"), errors);
            return new Sentence(reason.get().string("en", errors), reason.get().string("de", errors));
        }
        return Sentence.verbatim(reason.get().asString(errors).orElse(name));
    }

    private Optional<QuietHours> quiet(DocumentNode node, ZoneId standard) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(Set.of("from", "to", "zone", "except"), errors);
        var from = read.time(node.required("from", errors));
        var to = read.time(node.required("to", errors));
        var zone = node.optional("zone").flatMap(read::zone).orElse(standard);
        var except = node.optional("except").map(read::severities).orElse(Set.of());
        return from.flatMap(start -> to.map(end -> new QuietHours(start, end, zone, except)));
    }
}
