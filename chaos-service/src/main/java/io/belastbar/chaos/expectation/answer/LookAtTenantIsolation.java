package io.belastbar.chaos.expectation.answer;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.RequestClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the same in the name of a user of each tenant. */
@ApplicationScoped
class LookAtTenantIsolation implements Look<TenantIsolation> {

    private final RequestClient requests;

    LookAtTenantIsolation(RequestClient requests) {
        this.requests = requests;
    }

    @Override
    public Class<TenantIsolation> kind() {
        return TenantIsolation.class;
    }

    @Override
    public Observation look(TenantIsolation expected, Situation situation) throws InterruptedException {
        Map<String, HttpReading> readings = new LinkedHashMap<>();
        for (var tenant : expected.tenants().entrySet()) {
            readings.put(tenant.getKey(), requests.send(expected.request().as(tenant.getValue())));
        }
        return expected.judge(readings);
    }

    @Override
    public void before(TenantIsolation expected, Situation situation) throws InterruptedException {
        for (String credential : expected.tenants().values()) {
            requests.logIn(expected.request().as(credential));
        }
    }
}
