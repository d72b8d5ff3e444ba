package io.belastbar.profiling.cause.tree;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the time of an endpoint went in a run.
 *
 * @param requests that ended, failed ones included
 * @param meanMs from the send to the answer, of good answers, in milliseconds
 * @param broken the promises on it, or on its statements, that the run broke
 * @param parts largest first
 * @param notAttributedMs what is in no part; 0 if the parts add up to more, which statements that run side by side may
 * @param beyondMs by how much the parts add up to more than the whole; 0 otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointCause(
        String endpoint,
        long requests,
        double meanMs,
        double p95Ms,
        double p99Ms,
        List<BrokenPromise> broken,
        List<Part> parts,
        double notAttributedMs,
        double beyondMs) {

    public EndpointCause {
        broken = List.copyOf(broken);
        parts = List.copyOf(parts);
    }

    /** The numbers of findings that say what to do about it, those of the largest part first. */
    public List<String> causes() {
        return parts.stream()
                .flatMap(EndpointCause::all)
                .flatMap(part -> part.findings().stream())
                .distinct()
                .toList();
    }

    private static Stream<Part> all(Part part) {
        return Stream.concat(Stream.of(part), part.parts().stream().flatMap(EndpointCause::all));
    }
}
