package io.belastbar.chaos.dora.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.web.http.Page;
import java.util.List;

/**
 * A page of the matrix.
 *
 * @param missing why there is nothing, and the command that helps; null if there is something
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CoveragePage(List<CoverageView> items, String nextCursor, Missing missing) {

    static CoveragePage of(Page<CoverageView> page, Missing missing) {
        return new CoveragePage(page.items(), page.nextCursor(), missing);
    }
}
