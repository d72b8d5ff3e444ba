package io.belastbar.chaos.expectation.http;

import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.document.DocumentNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which statuses of HTTP are right: one or a list. */
public final class StatusCodes {

    private static final int LEAST = 100;
    private static final int MOST = 599;
    private static final int OK = 200;

    private StatusCodes() {}

    /** {@code status}; without it 200. */
    public static List<Integer> read(ExpectationFields fields) {
        var at = fields.optional("status");
        if (at.isEmpty()) {
            return List.of(OK);
        }
        List<Integer> codes = new ArrayList<>();
        List<DocumentNode> items =
                at.get().kind() == DocumentNode.Kind.SEQUENCE ? fields.list("status", 1) : List.of(at.get());
        items.forEach(item -> {
            if (item.kind() == DocumentNode.Kind.SCALAR && item.text().matches("[1-5]\\d\\d")) {
                codes.add(Integer.valueOf(item.text()));
            } else {
                fields.fault(item, "must be a status between " + LEAST + " and " + MOST);
            }
        });
        return List.copyOf(codes);
    }

    public static String text(List<Integer> codes) {
        return codes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
