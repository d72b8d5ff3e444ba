package io.belastbar.embedded.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestInfrastructureIT {

    @Test
    void roleOwnsItsSchemaAndCanTouchNoOther() throws SQLException {
        try (var budget = connect("budget");
                var statement = budget.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS budget.own (id int)");

            assertThatThrownBy(() -> statement.execute("CREATE TABLE profiling.foreign_table (id int)"))
                    .hasMessageContaining("permission denied for schema profiling");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE public.anything (id int)"))
                    .hasMessageContaining("permission denied for schema public");
        }
    }

    @Test
    void databaseThatWasStoppedStartsAgainWithItsData() throws SQLException {
        try (var capacity = connect("capacity");
                var statement = capacity.createStatement()) {
            statement.execute("CREATE TABLE capacity.kept AS SELECT 42 AS answer");
        }

        var postgres = TestInfrastructure.current().postgres();
        postgres.stop();
        assertThatThrownBy(() -> connect("capacity")).isInstanceOf(SQLException.class);
        postgres.start();

        try (var capacity = connect("capacity");
                var rows = capacity.createStatement().executeQuery("SELECT answer FROM capacity.kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void databaseThatHangsKeepsItsConnectionsAndAnswersWhenItGoesOn() throws SQLException {
        var postgres = TestInfrastructure.current().postgres();
        try (var capacity = connect("capacity");
                var statement = capacity.createStatement();
                var hanging = connect("capacity")) {
            hanging.setNetworkTimeout(Runnable::run, 500);
            postgres.pause();
            try {
                assertThatThrownBy(() -> hanging.createStatement().execute("SELECT 1"))
                        .hasRootCauseInstanceOf(SocketTimeoutException.class);
            } finally {
                postgres.resume();
            }

            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    @Test
    void secondCallGetsTheSameServers() {
        assertThat(TestInfrastructure.settings()).isEqualTo(TestInfrastructure.settings());
    }

    private static Connection connect(String role) throws SQLException {
        String url = "jdbc:" + TestInfrastructure.settings().get("belastbar.postgresql.url");
        return DriverManager.getConnection(url, role, role + "-password");
    }
}
