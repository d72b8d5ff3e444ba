package io.belastbar.load.http;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Keys made by the JDK's keytool, each signed by itself. */
public final class Certificates {

    public static final char[] PASSWORD = "changeit".toCharArray();

    private Certificates() {}

    /** A key store whose certificate names this host, such as {@code dns:localhost} or {@code ip:127.0.0.1}. */
    public static Path naming(Path folder, String host) throws Exception {
        return make(folder.resolve(host.replace(':', '-') + ".p12"), host);
    }

    /** Whose certificate was valid for a day, ten days ago. */
    static Path expired(Path folder, String host) throws Exception {
        return make(folder.resolve("expired.p12"), host, "-startdate", "-10d", "-validity", "1");
    }

    private static Path make(Path file, String host, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=" + host,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return file;
    }

    static KeyManagerFactory keys(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys;
    }

    static SSLContext server(Path file) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(file).getKeyManagers(), null, null);
        return context;
    }
}
