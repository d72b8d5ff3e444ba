package io.belastbar.examples.smartbav.employee;

import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.LayeredCache;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.problem.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Single employees, by organisation and id. They have no version: the instance that changes one forgets it, and another
 * instance may answer it as it was for the time to live. Lists are not cached: they change with every new employee.
 */
@ApplicationScoped
public class EmployeeCacheRepository {
    private final LayeredCache<Employee> cache;
    private final EmployeeRepository employees;

    EmployeeCacheRepository(Caches caches, EmployeeRepository employees, SmartbavConfig config) {
        this.cache = caches.create("employee", Employee.class, config.cache().employeeTtl());
        this.employees = employees;
    }

    /** Fails with {@link Failure.NotFound} also when the employee belongs to another tenant. */
    public Uni<Employee> get(String organizationId, String id) {
        return cache.get(CacheKey.of(organizationId, id), () -> employees
                .byId(organizationId, id)
                .map(found -> found.orElseThrow(() -> new Failure.NotFound("employee", id))));
    }

    Uni<Void> forget(String organizationId, String id) {
        return cache.forget(CacheKey.of(organizationId, id));
    }
}
