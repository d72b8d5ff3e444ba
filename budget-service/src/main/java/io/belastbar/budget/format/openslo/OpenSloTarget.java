package io.belastbar.budget.format.openslo;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The share that an objective promises, as it is written: 99.9 divided by 100 in binary is more than 0.999, and 999 of
 * 1,000 would not keep it.
 */
record OpenSloTarget(BigDecimal share) {

    private static final int PLACES = 2;

    static Optional<OpenSloTarget> of(DocumentNode objective, ErrorCollector errors) {
        var percent = objective.optional("targetPercent");
        var target = percent.isPresent() ? percent : objective.optional("target");
        if (percent.isPresent() && objective.optional("target").isPresent()) {
            errors.add(percent.get(), "stands for target: an objective has one of them");
            return Optional.empty();
        }
        if (target.isEmpty()) {
            objective.required("target", errors);
            return Optional.empty();
        }
        return read(target.get(), percent.isPresent(), errors);
    }

    private static Optional<OpenSloTarget> read(DocumentNode node, boolean percent, ErrorCollector errors) {
        var text = node.text().strip();
        boolean sign = text.endsWith("%");
        Optional<BigDecimal> number =
                number(sign ? text.substring(0, text.length() - 1).strip() : text);
        var share = number.map(value -> percent || sign ? value.movePointLeft(PLACES) : value);
        if (share.isEmpty() || share.get().signum() <= 0 || share.get().compareTo(BigDecimal.ONE) >= 0) {
            errors.add(
                    node,
                    percent
                            ? "a target is a percentage between 0 and 100, both excluded"
                            : "a target is a share between 0 and 1, both excluded; targetPercent takes a percentage");
            return Optional.empty();
        }
        return share.map(OpenSloTarget::new);
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("[+-]?(?:\\d{1,20}(?:\\.\\d{0,20})?|\\.\\d{1,20})(?:[eE][+-]?\\d{1,2})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    double value() {
        return share.doubleValue();
    }

    /** What is left: the share that may be bad. */
    double rest() {
        return BigDecimal.ONE.subtract(share).doubleValue();
    }
}
