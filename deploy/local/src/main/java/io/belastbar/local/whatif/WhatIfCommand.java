package io.belastbar.local.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.JsonFile;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What follows if a system had that many tenants. */
@Command(
        name = "what-if",
        description = {
            "What a number of tenants means: demand against limits, cost by month, the ceiling that test runs show.",
            "Exit codes: 0 everything fits, 99 something no longer does, 104 nothing could be judged."
        },
        footer = {
            "",
            "Examples:",
            "  belastbar what-if --system smartbav --tenants 200",
            "  belastbar what-if --system smartbav --tenants 200 --size-per-tenant 2.5GB --growth 1.2 --price 1.1",
            "  belastbar what-if --system smartbav --tenants 200 --price \"Read replica=650\" --out json=what-if.json"
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class WhatIfCommand implements Callable<Integer> {
    private static final String SERVICE = "capacity";
    private static final String PRICE = "--price should be a factor, or STEP=AMOUNT";

    @Spec
    private CommandSpec spec;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "--tenants", paramLabel = "N", required = true, description = "How many there are at the end.")
    private String tenants;

    @Option(names = "--months", paramLabel = "N", description = "Until then (default: 24); 0 if they come at once.")
    private String months;

    @Option(names = "--size-per-tenant", paramLabel = "SIZE", description = "As in 2.5GB; default: as known.")
    private String size;

    @Option(
            names = "--growth",
            paramLabel = "FACTOR",
            description = "By which the size of each tenant multiplies in a year, as in 1.2; default: the plan's.")
    private String growth;

    @Option(
            names = "--price",
            paramLabel = "FACTOR|STEP=AMOUNT",
            description = "A factor of all prices, or what a step costs a month; several times.")
    private List<String> prices = List.of();

    @Option(names = "--out", paramLabel = "json=FILE", description = "JSON into a file too.")
    private String out;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<JsonFile> file = JsonFile.of(spec.commandLine(), out);
        String order = order().toString();
        var answer = ApiClient.of(BelastbarHome.choose(home))
                .post(SERVICE, ApiPath.system(system) + "/what-if?lang=" + language.code(), order);
        if (!answer.isSuccess() || answer.body() == null) {
            throw new CommandFailure(answer.isSuccess() ? ExitCodes.ABORTED : answer.exitCode(), sentence(answer));
        }
        print(answer.body());
        if (file.isPresent()) {
            file.get()
                    .write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer.body())
                            + "\n");
        }
        if (!answer.body().hasNonNull("fits")) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, nothingKnown());
        }
        return answer.body().path("fits").asBoolean() ? ExitCodes.PASSED : ExitCodes.BUDGET_FAILED;
    }

    private String nothingKnown() {
        return language.say(
                "nothing could be judged of " + system
                        + ": no limit is known, or not what one tenant uses. Next: belastbar apply -f FOLDER",
                "von " + system
                        + " ließ sich nichts beurteilen: kein Limit ist bekannt, oder nicht, was ein Mandant braucht."
                        + " Weiter: belastbar apply -f ORDNER");
    }

    private ObjectNode order() {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("tenants", number("--tenants should be a number, as in 200", tenants));
        if (months != null) {
            order.put("months", number("--months should be a whole number, as in 24", months));
        }
        if (size != null) {
            order.put("sizePerTenant", size);
        }
        if (growth != null) {
            order.put("growth", number("--growth should be a factor, as in 1.2", growth));
        }
        for (String price : prices) {
            int at = price.lastIndexOf('=');
            if (at < 0) {
                order.put("priceFactor", number(PRICE, price));
            } else {
                order.withObjectProperty("prices").put(price.substring(0, at), number(PRICE, price.substring(at + 1)));
            }
        }
        return order;
    }

    private BigDecimal number(String rule, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException none) {
            throw new ParameterException(spec.commandLine(), rule + ": was " + text);
        }
    }

    private void print(JsonNode answer) {
        answer.path("sentences").forEach(sentence -> System.out.println(plain(sentence)));
        System.out.println();
        System.out.println(language.say("Assumed:", "Angenommen:"));
        answer.path("assumptions").forEach(assumption -> System.out.println("- " + plain(assumption)));
    }

    /** Names of others stand in it: nothing that a terminal obeys. */
    private static String plain(JsonNode text) {
        return text.asText().replaceAll("\\p{Cntrl}", " ");
    }

    /** A field that is refused is named with its rule. */
    private static String sentence(ApiClient.Answer answer) {
        JsonNode error =
                answer.body() == null ? null : answer.body().path("errors").path(0);
        return error == null || !error.hasNonNull("rule")
                ? answer.sentence("there is no answer")
                : "%s %s: was %s"
                        .formatted(
                                error.path("pointer").asText(),
                                error.path("rule").asText(),
                                error.path("received").asText());
    }
}
