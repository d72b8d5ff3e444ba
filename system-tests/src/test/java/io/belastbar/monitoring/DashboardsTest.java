package io.belastbar.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.service.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    /** A dashboard and the name of its file. */
    record Board(String name, JsonNode root) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Board> dashboards() throws IOException {
        return MonitoringFiles.dashboards().entrySet().stream().map(file -> new Board(file.getKey(), file.getValue()));
    }

    @Test
    void thereIsOneOfAllOneAServiceAndOneASystem() throws IOException {
        var expected =
                Services.all().stream().map(service -> service.name()).collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(List.of("overview", "system"));

        assertThat(dashboards().map(Board::name))
                .containsExactlyElementsOf(
                        expected.stream().map(name -> name + ".json").toList());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void itsUidIsFixedAndItsDatasourceAVariable(Board file) {
        var dashboard = file.root();

        assertThat(dashboard.path("uid").asText())
                .isEqualTo("belastbar-" + file.name().replace(".json", ""));
        assertThat(variables(dashboard)).contains("datasource", "page").satisfies(names -> assertThat(
                        names.contains("system"))
                .isEqualTo(file.name().equals("system.json")));
        assertThat(dashboard.findValues("datasource"))
                .isNotEmpty()
                .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void itLinksToThePageAndToTheOthers(Board file) {
        assertThat(MonitoringFiles.stream(file.root().path("links"))
                        .map(link ->
                                link.path("type").asText() + link.path("url").asText()))
                .containsExactly("link${page}", "dashboards");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveATitleADescriptionAUnitAndAPlaceOfTheirOwn(Board file) {
        var dashboard = file.root();
        var all = MonitoringFiles.stream(dashboard.path("panels")).toList();

        assertThat(all.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(overlaps(all)).isEmpty();
        assertThat(MonitoringFiles.panels(dashboard)).hasSizeGreaterThan(5).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(MonitoringFiles.queries(panel)).isNotEmpty();
        });
    }

    private static List<String> overlaps(List<JsonNode> panels) {
        List<String> overlaps = new ArrayList<>();
        for (int i = 0; i < panels.size(); i++) {
            for (int j = 0; j < i; j++) {
                var one = panels.get(i).path("gridPos");
                var other = panels.get(j).path("gridPos");
                if (meet(one, other, "x", "w") && meet(one, other, "y", "h")) {
                    overlaps.add(panels.get(i).path("title") + " over "
                            + panels.get(j).path("title"));
                }
            }
            if (panels.get(i).at("/gridPos/x").asInt()
                            + panels.get(i).at("/gridPos/w").asInt()
                    > 24) {
                overlaps.add(panels.get(i).path("title") + " over the edge");
            }
        }
        return overlaps;
    }

    private static boolean meet(JsonNode one, JsonNode other, String from, String length) {
        return one.path(from).asInt()
                        < other.path(from).asInt() + other.path(length).asInt()
                && other.path(from).asInt()
                        < one.path(from).asInt() + one.path(length).asInt();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noDataIsToldFromZero(Board file) {
        assertThat(MonitoringFiles.panels(file.root())).allSatisfy(panel -> {
            assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).isEqualTo("no data");
            assertThat(panel.at("/fieldConfig/defaults/custom/spanNulls").asBoolean())
                    .isFalse();
            assertThat(MonitoringFiles.queries(panel))
                    .noneMatch(query -> query.matches("(?s).*\\bor\\s+(on\\s*\\(\\)\\s*)?vector\\(.*"));
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyMetricAndVariableOfAQueryIsKnown(Board file) throws IOException {
        var known = KnownMetrics.read();
        var variables = variables(file.root());
        variables.add("__rate_interval");

        for (String query : queries(file.root())) {
            assertThat(new Query(query).metrics()).as(query).isNotEmpty().allMatch(known::has);
            assertThat(Pattern.compile("\\$\\{?(\\w+)").matcher(query).results().map(variable -> variable.group(1)))
                    .as(query)
                    .allMatch(variables::contains);
        }
    }

    @Test
    void promtoolReadsEveryQuery(@TempDir Path folder) throws IOException, InterruptedException {
        var rules = JsonNodeFactory.instance.arrayNode();
        for (var dashboard : MonitoringFiles.dashboards().values()) {
            for (String query : queries(dashboard)) {
                rules.addObject()
                        .put("record", "panel:query:" + rules.size())
                        .put("expr", new Query(query).filled().text());
            }
        }
        var document = JsonNodeFactory.instance.objectNode();
        document.putArray("groups").addObject().put("name", "panels").set("rules", rules);
        new YAMLMapper().writeValue(folder.resolve("panels.yml").toFile(), document);

        var said = Promtool.run(folder, "check", "rules", "panels.yml");

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains(rules.size() + " rules found");
    }

    private static List<String> queries(JsonNode dashboard) {
        return MonitoringFiles.panels(dashboard).stream()
                .flatMap(panel -> MonitoringFiles.queries(panel).stream())
                .toList();
    }

    private static List<String> variables(JsonNode dashboard) {
        return MonitoringFiles.stream(dashboard.at("/templating/list"))
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
