package io.belastbar.capacity.analysis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.capacity.analysis.AnalysisOrder;
import io.belastbar.capacity.analysis.AnalysisRepository;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** The analyses that wait; of a system one after the other. */
@ApplicationScoped
public class AnalysisQueue {
    private final LeasedWork<AnalysisOrder> work;
    private final AnalysisRepository analyses;
    private final ObjectMapper json;

    AnalysisQueue(Workers workers, AnalysisRepository analyses, ObjectMapper json) {
        this.analyses = analyses;
        this.json = json;
        this.work = workers.queue("capacity-analyses", new PayloadFormat<>(this::write, this::read));
    }

    public LeasedWork<AnalysisOrder> work() {
        return work;
    }

    /** Orders one in the caller's transaction; false if its fire time has one already. */
    public Uni<Boolean> order(SqlConnection tx, AnalysisOrder order) {
        return analyses.order(tx, order)
                .call(isNew -> isNew
                        ? work.enqueueInLane(tx, order.system(), order.id().toString(), order)
                        : Uni.createFrom().voidItem());
    }

    private String write(AnalysisOrder order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("cannot write the order " + order.id(), impossible);
        }
    }

    private AnalysisOrder read(String text) {
        try {
            return json.readValue(text, AnalysisOrder.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("an order cannot be read", unreadable);
        }
    }
}
