package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.scalability.LoadPoint;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.InvalidQuantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what somebody asks; reports all errors at once. */
public final class WhatIfOrderParser {
    static final double TENANTS_MAX = 1e8;
    private static final double GROWTH_MAX = 100;
    private static final double FACTOR_MAX = 1_000;
    private static final double USE_MAX = 1e12;
    private static final Set<String> FIELDS = Set.of(
            "tenants",
            "currentTenants",
            "months",
            "growth",
            "sizePerTenant",
            "connectionsPerTenant",
            "throughputPerTenant",
            "priceFactor",
            "prices",
            "runs");
    private static final Set<String> RUN_FIELDS = Set.of("load", "throughput");

    private final ErrorCollector errors = new ErrorCollector();

    private WhatIfOrderParser() {}

    /**
     * Reads an order.
     *
     * @throws io.belastbar.document.InvalidInput with every error that it has
     */
    public static WhatIfOrder parse(String body) {
        return new WhatIfOrderParser().read(DocumentParser.parse(body));
    }

    /**
     * Refuses prices of steps that the list does not have.
     *
     * @throws io.belastbar.document.InvalidInput with every one of them
     */
    public static void requireSteps(WhatIfOrder order, Optional<PriceList> prices, String body) {
        ErrorCollector errors = new ErrorCollector();
        List<String> known = prices.stream()
                .flatMap(list -> list.steps().stream())
                .map(step -> step.name())
                .toList();
        DocumentNode asked = DocumentParser.parse(body).optional("prices").orElse(null);
        for (String name : order.prices().keySet()) {
            if (!known.contains(name)) {
                errors.addAtKey(
                        asked.fields().get(name),
                        known.isEmpty()
                                ? "must be a step of the price list, and none is stored: belastbar apply -f FOLDER"
                                : "must be a step of the price list: " + String.join(", ", known),
                        name);
            }
        }
        errors.throwIfAny("the question has errors");
    }

    private WhatIfOrder read(DocumentNode root) {
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a question");
        }
        root.rejectUnknown(FIELDS, errors);
        double tenants =
                within(root.required("tenants", errors), 1, TENANTS_MAX).orElse(1.0);
        OptionalDouble now = optional(root, "currentTenants", 1, TENANTS_MAX);
        OptionalDouble growth = optional(root, "growth", 0.01, GROWTH_MAX);
        BigDecimal factor =
                BigDecimal.valueOf(optional(root, "priceFactor", 0, FACTOR_MAX).orElse(1));
        var order =
                new WhatIfOrder(tenants, now, months(root), growth, perTenant(root), factor, prices(root), runs(root));
        errors.throwIfAny("the question has errors");
        return order;
    }

    private int months(DocumentNode root) {
        long months = root.optionalInteger("months", errors).orElse((long) WhatIfOrder.MONTHS_DEFAULT);
        if (months < 0 || months > WhatIfOrder.MONTHS_MAX) {
            errors.add(root.required("months", errors), "must be between 0 and " + WhatIfOrder.MONTHS_MAX);
            return 0;
        }
        return (int) months;
    }

    private Map<Means, Double> perTenant(DocumentNode root) {
        Map<Means, Double> use = new EnumMap<>(Means.class);
        root.optional("sizePerTenant").flatMap(this::size).ifPresent(size -> use.put(Means.STORAGE, size));
        optional(root, "connectionsPerTenant", 0, USE_MAX).ifPresent(number -> use.put(Means.CONNECTIONS, number));
        optional(root, "throughputPerTenant", 0, USE_MAX).ifPresent(number -> use.put(Means.THROUGHPUT, number));
        return use;
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

    private Map<String, BigDecimal> prices(DocumentNode root) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        root.optional("prices").filter(node -> node.requireMapping(errors)).ifPresent(node -> node.fields()
                .forEach((name, price) ->
                        within(price, 0, Money.MAX).ifPresent(amount -> prices.put(name, Money.of(amount)))));
        return prices;
    }

    private List<LoadPoint> runs(DocumentNode root) {
        List<LoadPoint> runs = new ArrayList<>();
        root.optional("runs").filter(node -> node.requireSequence(errors)).ifPresent(node -> {
            if (node.items().size() > LoadPoint.POINTS_MAX) {
                errors.add(
                        node,
                        "must have at most " + LoadPoint.POINTS_MAX + " runs",
                        "" + node.items().size());
            } else {
                node.items().forEach(item -> run(item).ifPresent(runs::add));
            }
        });
        return runs;
    }

    private Optional<LoadPoint> run(DocumentNode item) {
        if (!item.requireMapping(errors)) {
            return Optional.empty();
        }
        item.rejectUnknown(RUN_FIELDS, errors);
        Optional<Double> load = within(item.required("load", errors), 1, LoadPoint.LOAD_MAX);
        Optional<Double> throughput =
                within(item.required("throughput", errors), LoadPoint.THROUGHPUT_MIN, LoadPoint.THROUGHPUT_MAX);
        return load.flatMap(users -> throughput.map(rate -> new LoadPoint(users, rate)));
    }

    private OptionalDouble optional(DocumentNode root, String field, double min, double max) {
        return root.optional(field)
                .flatMap(node -> within(node, min, max))
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    private Optional<Double> within(DocumentNode node, double min, double max) {
        Optional<Double> number = node.asNumber(errors);
        if (number.isPresent() && !(number.get() >= min && number.get() <= max)) {
            errors.add(
                    node,
                    "must be between %s and %s"
                            .formatted(
                                    BigDecimal.valueOf(min).stripTrailingZeros().toPlainString(),
                                    BigDecimal.valueOf(max).stripTrailingZeros().toPlainString()));
            return Optional.empty();
        }
        return number;
    }
}
