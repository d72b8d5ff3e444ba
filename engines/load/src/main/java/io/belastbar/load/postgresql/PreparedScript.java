package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.SqlStep.SqlStatement;
import io.belastbar.load.scenario.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A script on one lane: its statements, with those that make it a transaction of its tenant. A tenant's setting is local
 * to a transaction, so a script that has one always is a transaction: it cannot leak into the next.
 */
final class PreparedScript implements PreparedStep {

    private static final byte[] NO_NAME = {};

    /**
     * @param number of its text on the lane; a connection remembers which ones it knows
     * @param name under which the server knows it; empty: it is parsed each time
     */
    record Part(int number, byte[] name, String sql, List<Template> parameters, byte[][] constant) {

        byte[][] render(UserVariables variables) {
            if (constant != null) {
                return constant;
            }
            byte[][] values = new byte[parameters.size()][];
            for (int index = 0; index < values.length; index++) {
                values[index] = parameters
                        .get(index)
                        .render(variables::get, value -> value)
                        .getBytes(StandardCharsets.UTF_8);
            }
            return values;
        }
    }

    private final PostgresDriver driver;
    private final SqlStep step;
    private final List<Part> parts = new ArrayList<>();
    private final boolean transaction;
    private final int lastStatement;

    PreparedScript(PostgresDriver driver, SqlStep step, PostgresSettings settings) {
        this.driver = driver;
        this.step = step;
        String setting = settings.options().tenantSetting();
        this.transaction = step.transaction() || setting != null;
        boolean named = settings.options().prepared();
        if (transaction) {
            add("BEGIN", List.of(), named);
        }
        if (setting != null) {
            Template tenant = Template.parse("${" + settings.tenantVariable() + "}");
            add("SELECT set_config($1, $2, true)", List.of(Template.parse(setting), tenant), named);
        }
        for (SqlStatement statement : step.statements()) {
            add(statement.sql(), statement.parameters(), named);
        }
        lastStatement = parts.size() - 1;
        if (transaction) {
            add("COMMIT", List.of(), named);
        }
    }

    private void add(String sql, List<Template> parameters, boolean named) {
        int number = driver.numberOf(sql);
        byte[] name = named ? nameOf(sql) : NO_NAME;
        Part part = new Part(number, name, sql, parameters, null);
        boolean constant = parameters.stream().allMatch(Template::constant);
        parts.add(constant ? new Part(number, name, sql, parameters, part.render(none -> null)) : part);
    }

    /**
     * The same for the same text everywhere: behind a pooler, a process of the server may still have what another lane or an
     * earlier run has prepared, and a number would then name another statement.
     */
    private static byte[] nameOf(String sql) {
        UUID digest = UUID.nameUUIDFromBytes(sql.getBytes(StandardCharsets.UTF_8));
        return ("b_" + Long.toHexString(digest.getMostSignificantBits())
                        + Long.toHexString(digest.getLeastSignificantBits()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    List<Part> parts() {
        return parts;
    }

    boolean transaction() {
        return transaction;
    }

    /** Which of the parts is the last that the scenario has written. */
    int lastStatement() {
        return lastStatement;
    }

    /** Whether the first row of a result is wanted. */
    boolean extracts() {
        return !step.extract().isEmpty();
    }

    /** From which the step extracts. */
    Collection<String> columns() {
        return step.extract().values();
    }

    @Override
    public void send(UserVariables variables, Reply reply) {
        byte[][][] parameters = new byte[parts.size()][][];
        for (int index = 0; index < parameters.length; index++) {
            parameters[index] = parts.get(index).render(variables);
        }
        driver.send(new SqlCall(this, parameters, reply, driver.deadline()));
    }
}
