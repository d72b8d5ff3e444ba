package io.belastbar.examples.smartbav.employee;

import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.cache.CacheRepository;
import io.belastbar.examples.smartbav.problem.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Single employees, through {@code employee:<organisation>:<id>} in Redis; a write forgets the entry. Lists are not
 * cached: they change with every new employee. A reader that loaded just before a write may put the old row back;
 * the time to live bounds that.
 */
@ApplicationScoped
public class EmployeeCacheRepository {
    private static final String CACHE = "employee";

    private final CacheRepository cache;
    private final EmployeeRepository employees;
    private final SmartbavConfig config;

    EmployeeCacheRepository(CacheRepository cache, EmployeeRepository employees, SmartbavConfig config) {
        this.cache = cache;
        this.employees = employees;
        this.config = config;
    }

    /** Fails with {@link Failure.NotFound} also when the employee belongs to another tenant. */
    public Uni<Employee> get(String organizationId, String id) {
        return cache.find(CACHE, key(organizationId, id), Employee.class)
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : load(organizationId, id));
    }

    Uni<Void> forget(String organizationId, String id) {
        return cache.forget(CACHE, key(organizationId, id));
    }

    private Uni<Employee> load(String organizationId, String id) {
        return employees
                .byId(organizationId, id)
                .map(found -> found.orElseThrow(() -> new Failure.NotFound("employee", id)))
                .call(employee -> cache.put(
                        CACHE, key(organizationId, id), employee, config.cache().employeeTtl()));
    }

    private static String key(String organizationId, String id) {
        return organizationId + ":" + id;
    }
}
