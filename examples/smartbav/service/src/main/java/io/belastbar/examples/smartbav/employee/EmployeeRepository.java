package io.belastbar.examples.smartbav.employee;

import io.belastbar.examples.smartbav.sap.Posting;
import io.belastbar.examples.smartbav.sap.SapOutboxRepository;
import io.belastbar.examples.smartbav.tenant.TenantRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Employees. No statement names the tenant: the row-level security policy adds it. */
@ApplicationScoped
public class EmployeeRepository {
    private static final String FIRST_PAGE = """
            SELECT id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at
            FROM employees
            WHERE deleted_at IS NULL
            ORDER BY created_at DESC
            LIMIT $1
            """;
    private static final String NEXT_PAGE = """
            SELECT id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at
            FROM employees
            WHERE deleted_at IS NULL AND created_at <= $2 AND id <> ALL ($3)
            ORDER BY created_at DESC
            LIMIT $1
            """;
    private static final String BY_ID = """
            SELECT id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at
            FROM employees
            WHERE id = $1 AND deleted_at IS NULL
            """;
    private static final String INSERT = """
            INSERT INTO employees (id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            RETURNING id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at
            """;
    /** The microseconds keep the rows of one statement apart and in order. */
    private static final String INSERT_MANY = """
            INSERT INTO employees (id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department,
                                   created_at)
            SELECT id, first_name, last_name, email, date_of_birth, annual_salary::numeric, start_date, department,
                   statement_timestamp() - line * interval '1 microsecond'
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::date[], $8::text[])
                 WITH ORDINALITY
                 AS t (id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, line)
            """;

    private static final String UPDATE = """
            UPDATE employees
            SET first_name = $2, last_name = $3, email = $4, date_of_birth = $5, annual_salary = $6, start_date = $7,
                department = $8
            WHERE id = $1 AND deleted_at IS NULL
            RETURNING id, first_name, last_name, email, date_of_birth, annual_salary, start_date, department, created_at
            """;
    private static final String DELETE = """
            UPDATE employees
            SET deleted_at = now()
            WHERE id = $1 AND deleted_at IS NULL
            """;

    private final TenantRepository tenants;
    private final SapOutboxRepository sap;

    EmployeeRepository(TenantRepository tenants, SapOutboxRepository sap) {
        this.tenants = tenants;
        this.sap = sap;
    }

    /** The newest employees first, at most {@code limit}, after {@code position} if there is one. */
    Uni<List<Employee>> list(String organizationId, int limit, Optional<ListPosition> position) {
        var sql = position.isPresent() ? NEXT_PAGE : FIRST_PAGE;
        var arguments = position.map(p -> Tuple.of(
                        limit, p.createdAt().atOffset(ZoneOffset.UTC), p.shown().toArray(String[]::new)))
                .orElseGet(() -> Tuple.of(limit));
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(sql)
                .execute(arguments)
                .map(rows -> rows.stream().map(EmployeeRepository::employee).toList()));
    }

    Uni<Optional<Employee>> byId(String organizationId, String id) {
        return tenants.inTenant(
                organizationId,
                tx -> tx.preparedQuery(BY_ID).execute(Tuple.of(id)).map(EmployeeRepository::first));
    }

    Uni<Employee> insert(String organizationId, String id, NewEmployee employee) {
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(INSERT)
                .execute(row(id, employee))
                .map(rows -> first(rows).orElseThrow())
                .call(created -> sap.add(tx, "employee.created", id, payroll(created))));
    }

    Uni<Optional<Employee>> update(String organizationId, String id, NewEmployee employee) {
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(UPDATE)
                .execute(row(id, employee))
                .map(EmployeeRepository::first)
                .call(changed -> changed.map(now -> sap.add(tx, "employee.changed", id, payroll(now)))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /** False when there was nothing to delete. */
    Uni<Boolean> delete(String organizationId, String id) {
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(DELETE)
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() > 0)
                .call(removed -> removed
                        ? sap.add(tx, "employee.removed", id, Map.of())
                        : Uni.createFrom().voidItem()));
    }

    /** One statement for all of them, inside a transaction that has entered the tenant. */
    public Uni<Void> insertMany(SqlConnection transaction, List<String> ids, List<NewEmployee> employees) {
        return transaction
                .preparedQuery(INSERT_MANY)
                .execute(Tuple.tuple()
                        .addArrayOfString(ids.toArray(String[]::new))
                        .addArrayOfString(column(employees, NewEmployee::firstName))
                        .addArrayOfString(column(employees, NewEmployee::lastName))
                        .addArrayOfString(column(employees, NewEmployee::email))
                        .addArrayOfLocalDate(dates(employees, NewEmployee::dateOfBirth))
                        .addArrayOfString(
                                column(employees, e -> e.annualSalary().toPlainString()))
                        .addArrayOfLocalDate(dates(employees, NewEmployee::startDate))
                        .addArrayOfString(column(employees, NewEmployee::department)))
                .chain(() -> sap.add(transaction, Posting.IMPORTED, "import-" + ids.getFirst(), Map.of("ids", ids)));
    }

    private static String[] column(List<NewEmployee> employees, Function<NewEmployee, String> field) {
        return employees.stream().map(field).toArray(String[]::new);
    }

    private static LocalDate[] dates(List<NewEmployee> employees, Function<NewEmployee, LocalDate> field) {
        return employees.stream().map(field).toArray(LocalDate[]::new);
    }

    private static Tuple row(String id, NewEmployee employee) {
        return Tuple.tuple()
                .addString(id)
                .addString(employee.firstName())
                .addString(employee.lastName())
                .addString(employee.email())
                .addLocalDate(employee.dateOfBirth())
                .addBigDecimal(employee.annualSalary())
                .addLocalDate(employee.startDate())
                .addString(employee.department());
    }

    /** What the payroll needs, and no more of a person. */
    private static Map<String, Object> payroll(Employee employee) {
        return Map.of(
                "annualSalary", employee.annualSalary().toPlainString(),
                "department", employee.department(),
                "startDate", employee.startDate().toString());
    }

    private static Optional<Employee> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(EmployeeRepository::employee);
    }

    private static Employee employee(Row row) {
        return new Employee(
                row.getString("id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getLocalDate("date_of_birth"),
                row.getBigDecimal("annual_salary"),
                row.getLocalDate("start_date"),
                row.getString("department"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
