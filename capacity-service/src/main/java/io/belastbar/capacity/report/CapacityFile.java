package io.belastbar.capacity.report;

import io.belastbar.capacity.cost.upgrade.ReadUpgradePlan;
import io.belastbar.capacity.cost.upgrade.UpgradePlan;
import io.belastbar.capacity.cost.upgrade.UpgradeYaml;
import io.belastbar.capacity.report.growth.CompileGrowth;
import io.belastbar.capacity.report.workbook.CompileCosts;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.web.report.DeliverableFile;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A file of the hand-over about a system's capacity. */
final class CapacityFile implements DeliverableFile {

    /** The files that there are. */
    @Dependent
    static final class Forms {

        @Produces
        @Singleton
        DeliverableFile growth(CompileGrowth growth) {
            var file = new What("growth-projections.md", "fileGrowth", "text/markdown;charset=UTF-8", "fileNoSeries");
            return new CapacityFile(
                    file,
                    scope -> growth.isEmpty(scope.system()),
                    scope -> growth.fileName(scope.system()),
                    scope -> growth.markdown(scope.system(), scope.language()).getBytes(StandardCharsets.UTF_8));
        }

        @Produces
        @Singleton
        DeliverableFile upgrades(ReadUpgradePlan plans) {
            String path = "infrastructure-upgrade-plan.yml";
            var file = new What(path, "fileUpgrade", "application/yaml;charset=UTF-8", "fileNoProjection");
            return new CapacityFile(
                    file, scope -> isEmpty(plans.of(scope.system())), scope -> path, scope -> UpgradeYaml.of(
                                    plans.of(scope.system()), scope.language())
                            .getBytes(StandardCharsets.UTF_8));
        }

        @Produces
        @Singleton
        DeliverableFile costs(CompileCosts costs) {
            String path = "cost-projection.xlsx";
            var file = new What(
                    path,
                    "fileCost",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "fileNoPrices");
            return new CapacityFile(
                    file,
                    scope -> costs.isEmpty(scope.system()),
                    scope -> path,
                    scope -> costs.workbook(scope.system(), scope.language()));
        }

        private static boolean isEmpty(UpgradePlan plan) {
            return plan.steps().isEmpty() && plan.notWithin().isEmpty();
        }
    }

    /**
     * What a file is.
     *
     * @param missingKey of the text that says why it cannot be written
     */
    private record What(String path, String titleKey, String mediaType, String missingKey) {}

    private final What file;
    private final Predicate<Scope> missing;
    private final Function<Scope, String> name;
    private final Function<Scope, byte[]> content;

    private CapacityFile(
            What file, Predicate<Scope> missing, Function<Scope, String> name, Function<Scope, byte[]> content) {
        this.file = file;
        this.missing = missing;
        this.name = name;
        this.content = content;
    }

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public String path(Scope scope) {
        return name.apply(scope);
    }

    @Override
    public Sentence title() {
        return Wording.sentence(CapacityFile.class, words -> words.text(file.titleKey()));
    }

    @Override
    public String mediaType() {
        return file.mediaType();
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        var words = Wording.of(CapacityFile.class, scope.language());
        return missing.test(scope)
                ? Optional.of(new Missing(words.text(file.missingKey()), words.text("fileApply")))
                : Optional.empty();
    }

    @Override
    public byte[] write(Scope scope) {
        return content.apply(scope);
    }
}
