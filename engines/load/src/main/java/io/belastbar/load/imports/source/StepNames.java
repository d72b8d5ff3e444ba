package io.belastbar.load.imports.source;

import io.belastbar.load.result.RunResult.StepInfo;
import java.net.URI;
import java.util.regex.Pattern;

/** What a request of another tool is called here. */
public final class StepNames {

    private static final Pattern METHOD_AND_PATH = Pattern.compile("[A-Z]+ /.*");
    private static final Pattern URL = Pattern.compile("https?://.*");

    private StepNames() {}

    /** A named request in a group, which may be empty; the group only tells equal names apart. */
    public static StepInfo named(String group, String name) {
        return inGroup(group, name, name);
    }

    /**
     * A request of which method and address are known too. Without a name of its own, its endpoint is the method and
     * the path without the query, as in a budget; with one, the address is only one of many.
     */
    public static StepInfo http(String group, String name, String method, String url) {
        if (name.isEmpty() || URL.matcher(name).matches()) {
            String endpoint = (method + " " + path(url.isEmpty() ? name : url)).strip();
            return inGroup(group, endpoint, endpoint);
        }
        boolean onlyPath =
                name.startsWith("/") && !METHOD_AND_PATH.matcher(name).matches();
        return inGroup(group, name, onlyPath ? (method + " " + name).strip() : name);
    }

    private static StepInfo inGroup(String group, String name, String endpoint) {
        String clean = group.strip();
        return new StepInfo(name, endpoint, clean.isEmpty() ? name : clean + "/" + name);
    }

    private static String path(String url) {
        try {
            String path = URI.create(url).getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        } catch (IllegalArgumentException notAnAddress) {
            int query = url.indexOf('?');
            return query < 0 ? url : url.substring(0, query);
        }
    }
}
