package io.belastbar.budget.escalation.rules;

import io.belastbar.budget.escalation.rules.Channels.Form;
import io.belastbar.budget.escalation.rules.Channels.Terms;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how roles are reached. A target is its name alone, or a mapping with more about it.
 *
 * @param sent whether the document is sent now: one that was stored does not say yet whether it may go unsigned
 */
record ChannelsReader(ErrorCollector errors, ScalarReader read, boolean sent) {

    Map<String, Channels> roles(DocumentNode node) {
        var roles = new LinkedHashMap<String, Channels>();
        if (node.requireMapping(errors)) {
            node.fields().forEach((role, at) -> {
                if (at.requireMapping(errors)) {
                    at.rejectUnknown(Set.of("webhooks", "emails", "alertmanagers"), errors);
                    roles.put(role, channels(at));
                }
            });
        }
        return roles;
    }

    private Channels channels(DocumentNode node) {
        var terms = new LinkedHashMap<String, Terms>();
        return new Channels(
                targets(node, "webhooks", Set.of("target", "form", "unsigned", "credentials"), terms),
                node.optional("emails")
                        .map(read::texts)
                        .map(names -> names(node, "emails", names))
                        .orElse(List.of()),
                targets(node, "alertmanagers", Set.of("target", "credentials"), terms),
                terms);
    }

    private List<String> targets(DocumentNode node, String field, Set<String> keys, Map<String, Terms> terms) {
        var found = node.optional(field);
        if (found.isEmpty() || !found.get().requireSequence(errors)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (var item : found.get().items()) {
            target(item, keys, terms).ifPresent(names::add);
        }
        return names(node, field, names);
    }

    private Optional<String> target(DocumentNode node, Set<String> keys, Map<String, Terms> terms) {
        if (node.kind() != DocumentNode.Kind.MAPPING) {
            var name = node.asString(errors);
            if (sent) {
                name.ifPresent(target -> terms.putIfAbsent(target, new Terms(Form.SLACK, false, null)));
            }
            return name;
        }
        node.rejectUnknown(keys, errors);
        var target = node.name("target", errors);
        terms.putIfAbsent(
                target,
                new Terms(
                        form(node),
                        node.optionalBoolean("unsigned", errors).orElse(false),
                        node.optionalName("credentials", errors).orElse(null)));
        return Optional.of(target);
    }

    private Form form(DocumentNode node) {
        var said = node.optionalString("form", errors);
        var found = Arrays.stream(Form.values())
                .filter(form -> said.filter(
                                text -> text.toUpperCase(Locale.ROOT).equals(form.name()))
                        .isPresent())
                .findFirst();
        if (said.isPresent() && found.isEmpty()) {
            errors.add(node.fields().get("form"), "is slack or json");
        }
        return found.orElse(Form.SLACK);
    }

    /** Names only: an address, which may hold a secret, belongs to the configuration. */
    private List<String> names(DocumentNode node, String field, List<String> names) {
        names.stream()
                .filter(name -> name.contains("@") || name.contains("/"))
                .forEach(address -> errors.add(
                        node.fields().get(field),
                        "holds names; their addresses are configured, not written here",
                        address));
        return names;
    }
}
