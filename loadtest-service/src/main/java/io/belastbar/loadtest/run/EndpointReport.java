package io.belastbar.loadtest.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.loadtest.result.EndpointMeasurement;
import io.belastbar.loadtest.result.ErrorClass;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one endpoint showed, with why requests failed.
 *
 * @param skipped requests not made, because an earlier answer did not give a value that they need
 */
public record EndpointReport(@JsonUnwrapped EndpointResult result, Map<ErrorClass, Long> errorsByClass, long skipped) {

    static EndpointReport of(EndpointMeasurement measured, long loadEndNanos) {
        return new EndpointReport(measured.result(loadEndNanos), new TreeMap<>(measured.errors()), measured.skipped());
    }
}
