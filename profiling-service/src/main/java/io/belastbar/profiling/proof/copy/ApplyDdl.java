package io.belastbar.profiling.proof.copy;

import io.belastbar.profiling.proof.copy.SchemaDdl.Ddl;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes things of which each may need another: in rounds, until a round makes nothing more. What is left is named with the
 * reason, and the rest goes on.
 */
final class ApplyDdl {
    private final Session scratch;
    private final List<String> notes;

    ApplyDdl(Session scratch, List<String> notes) {
        this.scratch = scratch;
        this.notes = notes;
    }

    /** @throws SqlFailure when the database is away or full: then nothing goes on */
    void inRounds(List<Ddl> all) {
        List<Ddl> left = all;
        Map<Ddl, String> reasons = new LinkedHashMap<>();
        int before;
        do {
            before = left.size();
            reasons.clear();
            left = round(left, reasons);
        } while (!left.isEmpty() && left.size() < before);
        reasons.forEach((ddl, reason) -> notes.add(ddl.what() + " is not in the copy: " + reason));
    }

    private List<Ddl> round(List<Ddl> all, Map<Ddl, String> reasons) {
        List<Ddl> refused = new ArrayList<>();
        for (Ddl ddl : all) {
            String reason = refusal(ddl.sql());
            if (reason != null && ddl.instead() != null && refusal(ddl.instead()) == null) {
                notes.add(ddl.insteadNote());
            } else if (reason != null) {
                refused.add(ddl);
                reasons.put(ddl, reason);
            }
        }
        return refused;
    }

    private String refusal(String sql) {
        try {
            scratch.execute(sql);
            return null;
        } catch (SqlFailure refused) {
            if (refused.isAway() || refused.isFull()) {
                throw refused;
            }
            return refused.getMessage();
        }
    }
}
