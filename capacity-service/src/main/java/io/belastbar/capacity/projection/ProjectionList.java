package io.belastbar.capacity.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A page of a system's projections, by metric.
 *
 * @param nextCursor absent on the last page
 * @param next without any: what makes them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectionList(List<ProjectionView> items, String nextCursor, String next) {}
