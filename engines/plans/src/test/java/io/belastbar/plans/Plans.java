package io.belastbar.plans;

import io.belastbar.plans.index.IndexDefinition;
import io.belastbar.plans.index.TableFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Plans that PostgreSQL 18.6 printed for the sample schema, and the catalogue facts that belong to them. */
public final class Plans {
    public static final TableFacts EMPLOYEES = employees(List.of());
    public static final TableFacts CONTRACTS = new TableFacts(
            "public",
            "contracts",
            180,
            20_000,
            true,
            Map.of("id", "bigint", "organization_id", "uuid", "code", "character varying", "status", "text"),
            List.of("id"),
            List.of());

    private Plans() {}

    public static TableFacts employees(List<IndexDefinition> indexes) {
        return new TableFacts(
                "public",
                "employees",
                584,
                40_000,
                true,
                Map.of("id", "uuid", "organization_id", "text", "email", "text", "last_name", "text"),
                List.of("id"),
                indexes);
    }

    public static PlanNode plan(String name) {
        try (InputStream in = Plans.class.getResourceAsStream("/plans/" + name + ".json")) {
            return PlanParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Function<String, Optional<TableFacts>> tables(TableFacts... facts) {
        return name -> List.of(facts).stream()
                .filter(table -> table.qualifiedName().equals(name))
                .findFirst();
    }
}
