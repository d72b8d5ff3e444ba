package io.belastbar.examples.smartbav.employee;

import io.belastbar.cache.CacheKey;
import io.belastbar.cache.Caches;
import io.belastbar.cache.LayeredCache;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.database.LastKnownCache;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.faulttolerance.fallback.Answer;
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
    private final LastKnownCache lastKnown;

    EmployeeCacheRepository(
            Caches caches, EmployeeRepository employees, LastKnownCache lastKnown, SmartbavConfig config) {
        this.cache = caches.create("employee", Employee.class, config.cache().employeeTtl());
        this.employees = employees;
        this.lastKnown = lastKnown;
    }

    /** Fails with {@link Failure.NotFound} also when the employee belongs to another tenant. */
    public Uni<Employee> get(String organizationId, String id) {
        return cache.get(CacheKey.of(organizationId, id), () -> load(organizationId, id));
    }

    /** As {@link #get}; while the database is away what was last known of the employee. */
    Uni<Answer<Employee>> getOrLastKnown(String organizationId, String id) {
        return lastKnown.orLastKnown(key(organizationId, id), Employee.class, () -> get(organizationId, id));
    }

    /** To be called after the change is committed. */
    Uni<Void> changed(String organizationId, Employee employee) {
        return cache.forget(CacheKey.of(organizationId, employee.id()))
                .chain(() -> lastKnown.learn(key(organizationId, employee.id()), employee));
    }

    /** To be called after the removal is committed. */
    Uni<Void> removed(String organizationId, String id) {
        return cache.forget(CacheKey.of(organizationId, id)).chain(() -> lastKnown.forget(key(organizationId, id)));
    }

    private Uni<Employee> load(String organizationId, String id) {
        return employees
                .byId(organizationId, id)
                .map(found -> found.orElseThrow(() -> new Failure.NotFound("employee", id)))
                .call(found -> lastKnown.learn(key(organizationId, id), found));
    }

    private static CacheKey key(String organizationId, String id) {
        return CacheKey.of(organizationId, "employee", id);
    }
}
