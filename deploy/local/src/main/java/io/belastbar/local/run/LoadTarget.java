package io.belastbar.local.run;

import io.belastbar.local.launch.EnvironmentTargets;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A target that a temporary platform may put load on: {@code NAME=URL}. The user and the password of a database's URL
 * become the credential of the same name, so that they stand in no document and in no address.
 *
 * @param username null without a credential
 */
record LoadTarget(String name, URI url, String username, String password) {
    private static final String NAME = "[a-z][a-z0-9-]{0,62}";
    private static final Set<String> SCHEMES = Set.of("http", "https", "postgresql");

    /** @throws IllegalArgumentException with the rule; never with the password */
    static LoadTarget parse(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? "" : option.substring(0, equals);
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "--target should be NAME=URL, with a name such as shop-api: the name was \"" + name + "\"");
        }
        URI url = url(name, option.substring(equals + 1));
        String user = url.getRawUserInfo();
        if (user == null) {
            return new LoadTarget(name, url, null, null);
        }
        if (!url.getScheme().equals("postgresql")) {
            throw new IllegalArgumentException("--target " + name
                    + " should have no user or password in its URL: only postgresql:// may; send a header instead");
        }
        int colon = user.indexOf(':');
        String password = colon < 0 ? "" : decode(user.substring(colon + 1));
        return new LoadTarget(name, without(url), decode(colon < 0 ? user : user.substring(0, colon)), password);
    }

    private static URI url(String name, String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException notUrl) {
            throw new IllegalArgumentException("--target " + name + " should be a URL: " + notUrl.getReason());
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("--target " + name
                    + " should be http://HOST:PORT, https://… or postgresql://USER:PASSWORD@HOST/DB");
        }
        return url;
    }

    private static URI without(URI url) {
        try {
            return new URI(url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), url.getQuery(), null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a part of a URL that was one", impossible);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For the platform's connection file, which only its user can read. */
    Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("belastbar.targets." + name + ".url", EnvironmentTargets.literal(url.toString()));
        // Nobody said what kind of place it is: not even what a target of this name has from the platform.
        settings.put("belastbar.targets." + name + ".environment", "");
        if (username != null) {
            settings.put("belastbar.credentials." + name + ".username", EnvironmentTargets.literal(username));
            settings.put("belastbar.credentials." + name + ".password", EnvironmentTargets.literal(password));
        }
        return settings;
    }

    /** Never with the password. */
    @Override
    public String toString() {
        return name + "=" + url;
    }
}
