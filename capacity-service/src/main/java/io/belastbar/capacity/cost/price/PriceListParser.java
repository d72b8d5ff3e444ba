package io.belastbar.capacity.cost.price;

import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code prices.yml}; reports all errors at once. */
public final class PriceListParser {
    private static final Set<String> TOP = Set.of("prices");
    private static final Set<String> FIELDS =
            Set.of("currency", "valid_from", "base_monthly", "limit_reached_cost", "steps");
    private static final Set<String> STEP_FIELDS =
            Set.of("name", "kind", "provides", "relieves", "monthly", "one_off", "lead_time", "valid_from");
    private static final int NAME_MAX = 120;
    private static final int RELIEVES_MAX = 20;
    private static final double AMOUNT_MAX = 1e18;
    private static final long LEAD_DAYS_MAX = 5 * 366L;

    private final ErrorCollector errors = new ErrorCollector();

    private PriceListParser() {}

    /**
     * Reads a price list.
     *
     * @throws io.belastbar.document.InvalidInput with every error that it has
     */
    public static PriceList parse(String text) {
        return new PriceListParser().read(DocumentParser.parse(text));
    }

    private PriceList read(DocumentNode root) {
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a price list");
        }
        root.rejectUnknown(TOP, errors);
        DocumentNode prices = root.required("prices", errors);
        if (!prices.requireMapping(errors)) {
            errors.throwIfAny("not a price list");
        }
        prices.rejectUnknown(FIELDS, errors);
        String currency = currency(prices.required("currency", errors));
        LocalDate validFrom = prices.optional("valid_from").flatMap(this::day).orElse(null);
        BigDecimal base = prices.optional("base_monthly").flatMap(this::money).orElse(null);
        BigDecimal penalty =
                prices.optional("limit_reached_cost").flatMap(this::money).orElse(null);
        List<PriceStep> steps = steps(prices.required("steps", errors));
        errors.throwIfAny("the price list has errors");
        return new PriceList(currency, validFrom, base, penalty, steps);
    }

    private String currency(DocumentNode node) {
        String code = node.asName(errors).orElse("");
        try {
            return code.isEmpty() ? code : Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            errors.add(node, "must be a currency by ISO 4217, such as EUR");
            return "";
        }
    }

    private List<PriceStep> steps(DocumentNode node) {
        List<PriceStep> steps = new ArrayList<>();
        if (!node.requireSequence(errors)) {
            return steps;
        }
        if (node.items().isEmpty() || node.items().size() > PriceList.STEPS_MAX) {
            errors.add(
                    node,
                    "must have between 1 and " + PriceList.STEPS_MAX + " steps",
                    "" + node.items().size());
            return steps;
        }
        Set<String> names = new HashSet<>();
        for (DocumentNode item : node.items()) {
            if (item.requireMapping(errors)) {
                PriceStep step = step(item);
                if (!step.name().isEmpty() && !names.add(step.name().toLowerCase(Locale.ROOT))) {
                    errors.add(item.required("name", errors), "must be the name of one step only");
                }
                steps.add(step);
            }
        }
        return steps;
    }

    private PriceStep step(DocumentNode item) {
        item.rejectUnknown(STEP_FIELDS, errors);
        return new PriceStep(
                stepName(item.required("name", errors)),
                kind(item.required("kind", errors)),
                provides(item),
                relieves(item),
                money(item.required("monthly", errors)).orElse(Money.ZERO),
                item.optional("one_off").flatMap(this::money).orElse(Money.ZERO),
                item.optional("lead_time").map(this::leadDays).orElse(0),
                item.optional("valid_from").flatMap(this::day).orElse(null));
    }

    private String stepName(DocumentNode node) {
        String name = node.asName(errors).orElse("").strip();
        if (node.kind() == DocumentNode.Kind.SCALAR && (name.isEmpty() || name.length() > NAME_MAX)) {
            errors.add(node, "must have between 1 and " + NAME_MAX + " characters");
        }
        if (name.startsWith("=") || name.startsWith("@")) {
            errors.add(node, "must not begin like a formula, with = or @");
        }
        return name;
    }

    private Kind kind(DocumentNode node) {
        String text = node.asName(errors).orElse("machine");
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        errors.add(node, "must be machine, replica or shard");
        return Kind.MACHINE;
    }

    private Map<Means, Double> provides(DocumentNode item) {
        Map<Means, Double> provides = new EnumMap<>(Means.class);
        Optional<DocumentNode> node = item.optional("provides");
        if (node.isEmpty() && item.optional("relieves").isEmpty()) {
            errors.add(item, "must say what it provides: storage, connections, throughput or tenants; or relieves");
        }
        if (node.isPresent() && node.get().requireMapping(errors)) {
            node.get().rejectUnknown(Set.of("storage", "connections", "throughput", "tenants"), errors);
            for (Means means : Means.values()) {
                node.get()
                        .optional(means.key())
                        .flatMap(amount -> amount(means, amount))
                        .ifPresent(amount -> provides.put(means, amount));
            }
        }
        return provides;
    }

    private Optional<Double> amount(Means means, DocumentNode node) {
        Optional<Double> amount = means == Means.STORAGE ? size(node) : node.asNumber(errors);
        if (amount.isPresent() && !(amount.get() > 0 && amount.get() <= AMOUNT_MAX)) {
            errors.add(node, "must be above 0 and at most 1e18");
            return Optional.empty();
        }
        return amount;
    }

    private Optional<Double> size(DocumentNode node) {
        return node.asString(errors).flatMap(text -> {
            try {
                return Optional.of(Bytes.parse(text).magnitude());
            } catch (InvalidQuantity noSize) {
                errors.add(node, noSize.getMessage());
                return Optional.empty();
            }
        });
    }

    private List<String> relieves(DocumentNode item) {
        List<String> metrics = new ArrayList<>();
        item.optional("relieves").filter(node -> node.requireSequence(errors)).ifPresent(node -> {
            if (node.items().size() > RELIEVES_MAX) {
                errors.add(
                        node,
                        "must have at most " + RELIEVES_MAX + " metrics",
                        "" + node.items().size());
            }
            node.items().forEach(metric -> metric.asName(errors).ifPresent(metrics::add));
        });
        return metrics;
    }

    private Optional<BigDecimal> money(DocumentNode node) {
        Optional<Double> amount = node.asNumber(errors);
        if (amount.isPresent() && !(amount.get() >= 0 && amount.get() <= Money.MAX)) {
            errors.add(node, "must be an amount from 0 to 1,000,000,000");
            return Optional.empty();
        }
        return amount.map(Money::of);
    }

    private int leadDays(DocumentNode node) {
        try {
            Duration lead = TimeSpan.parse(node.asString(errors).orElse("0d")).toDuration();
            if (lead.toDays() <= LEAD_DAYS_MAX) {
                return (int) (lead.toDays() + (lead.equals(Duration.ofDays(lead.toDays())) ? 0 : 1));
            }
            errors.add(node, "must be at most five years");
        } catch (InvalidQuantity noTime) {
            errors.add(node, "must be a length of time such as 14d or 6w");
        }
        return 0;
    }

    private Optional<LocalDate> day(DocumentNode node) {
        return node.asString(errors).flatMap(text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                    return Optional.of(day);
                }
            } catch (DateTimeException noDay) {
                // Said below, as of a day out of all reach.
            }
            errors.add(node, "must be a day such as 2026-01-01");
            return Optional.empty();
        });
    }
}
