package io.belastbar.capacity.limit;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** A room of this service in which limits of a system are stated. */
public interface LimitPublisher {

    /** What is stated of a system now; with metrics and units as they are written there. */
    Uni<Stated> stated(String system);

    /**
     * Limits, and of which metrics a document speaks without one: what is planned for is known better there than in the
     * catalogue.
     */
    record Stated(List<MetricLimit> limits, List<String> planned) {

        public Stated {
            limits = List.copyOf(limits);
            planned = List.copyOf(planned);
        }
    }
}
