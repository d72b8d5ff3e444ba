package io.belastbar.profiling.proof.measure;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The copy, asked as a target is asked. What it refuses is an {@link SqlFailure}, and ends the transaction around it.
 */
final class CopySession implements TargetSession {
    /** A name in quotes or a text is left as it is. */
    private static final Pattern PARAMETER = Pattern.compile("\"[^\"]*\"|'[^']*'|\\$(\\d+)");

    private final Session scratch;

    CopySession(Session scratch) {
        this.scratch = scratch;
    }

    @Override
    public int version() {
        return Integer.parseInt(scratch.text("SHOW server_version_num"));
    }

    @Override
    public List<TargetRow> rows(String sql, Object... parameters) {
        if (sql.startsWith("PREPARE ") || sql.startsWith("DEALLOCATE ")) {
            scratch.execute(sql);
            return List.of();
        }
        List<Object> inOrder = new ArrayList<>();
        return scratch.rows(placeholders(sql, List.of(parameters), inOrder), inOrder.toArray());
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        scratch.begin();
        try {
            scratch.execute(SearchPath.LOCAL);
            return work.get();
        } finally {
            scratch.rollback();
        }
    }

    /** {@code $n} as JDBC wants it: one {@code ?} for each time that it is named. */
    static String placeholders(String sql, List<?> parameters, List<Object> inOrder) {
        return PARAMETER.matcher(sql).replaceAll(found -> {
            if (found.group(1) == null) {
                return Matcher.quoteReplacement(found.group());
            }
            inOrder.add(parameters.get(Integer.parseInt(found.group(1)) - 1));
            return "?";
        });
    }
}
