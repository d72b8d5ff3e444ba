package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.plan.Place;
import io.belastbar.report.ReportLanguage;
import java.math.BigDecimal;
import java.util.Locale;

/** {@code infrastructure-upgrade-plan.yml}: figures as YAML, sentences in the reader's language. */
public final class UpgradeYaml {

    private final StringBuilder text = new StringBuilder();
    private final ReportLanguage language;

    private UpgradeYaml(ReportLanguage language) {
        this.language = language;
    }

    /** The whole file. All texts are quoted, so that none is read as anything else. */
    public static String of(UpgradePlan plan, ReportLanguage language) {
        return new UpgradeYaml(language).write(plan, new UpgradeWords(plan, language));
    }

    private String write(UpgradePlan plan, UpgradeWords words) {
        text.append("# ").append(UpgradeWords.title().in(language)).append('\n');
        quoted(0, "system", plan.system());
        quoted(0, "made_on", plan.madeOn().toString());
        quoted(0, "currency", plan.currency());
        money(0, "limit_reached_cost", plan.penalty());
        list("summary", words.sentences());
        text.append("steps:").append(plan.steps().isEmpty() ? " []\n" : "\n");
        plan.steps().forEach(step -> step(step, words));
        list("not_within_the_forecast", plan.notWithin());
        return text.toString();
    }

    private void step(UpgradeStep step, UpgradeWords words) {
        text.append("  - metric: ").append(quote(step.limit().metric())).append('\n');
        line(4, "limit", number(step.limit().value()));
        quoted(4, "unit", step.limit().unit());
        quoted(4, "limit_source", Place.sentence(step.limit().source()).in(language));
        quoted(4, "reached_p10", step.p10());
        quoted(4, "reached_p50", step.p50());
        quoted(4, "reached_p90", step.p90());
        quoted(4, "step", step.step());
        quoted(4, "action", step.action());
        quoted(4, "urgency", step.urgency().name().toLowerCase(Locale.ROOT));
        quoted(4, "latest_safe_date", step.latestSafe());
        line(4, "lead_time_days", "" + step.leadDays());
        money(4, "monthly", step.monthly());
        money(4, "one_off", step.oneOff());
        if (step.regret() != null) {
            regret(step.regret());
        }
        quoted(4, "sentence", words.of(step));
    }

    private void regret(Regret regret) {
        text.append("    regret:\n");
        money(6, "unneeded_months_if_now", regret.earlyNow());
        money(6, "unneeded_months_if_a_quarter_later", regret.earlyLater());
        line(6, "probability_too_late_if_now", share(regret.missedNow()));
        line(6, "probability_too_late_if_a_quarter_later", share(regret.missedLater()));
        money(6, "if_now", regret.now());
        money(6, "if_a_quarter_later", regret.later());
        money(6, "acting_now_is_cheaper_from_a_cost_of", regret.breakEven());
    }

    private void list(String key, Iterable<String> items) {
        if (!items.iterator().hasNext()) {
            line(0, key, "[]");
            return;
        }
        text.append(key).append(":\n");
        items.forEach(item -> text.append("  - ").append(quote(item)).append('\n'));
    }

    private void quoted(int indent, String key, Object value) {
        if (value != null) {
            line(indent, key, quote(value.toString()));
        }
    }

    private void money(int indent, String key, BigDecimal amount) {
        if (amount != null) {
            line(indent, key, amount.toPlainString());
        }
    }

    private void line(int indent, String key, String value) {
        text.append(" ".repeat(indent)).append(key).append(": ").append(value).append('\n');
    }

    private static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    /** YAML 1.1, 5.7 and 7.3.1: double-quoted, control characters escaped. */
    private static String quote(String value) {
        var quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                quoted.append("\\u%04X".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
