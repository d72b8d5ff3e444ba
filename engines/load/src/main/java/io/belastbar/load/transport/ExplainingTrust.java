package io.belastbar.load.transport;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts whom another one trusts, and says in plain words why it does not: the JDK speaks of paths that it cannot build. */
public final class ExplainingTrust extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager trust;
    private final String host;
    private final String hostAndPort;

    /**
     * @param trust that decides
     * @param host of the connection, as its certificate should name it
     */
    public ExplainingTrust(X509ExtendedTrustManager trust, String host, int port) {
        this.trust = trust;
        this.host = host;
        this.hostAndPort = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** By the authorities in this key store; null: those that the JVM knows. */
    static ExplainingTrust by(KeyStore authorities, String host, int port) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager trust) {
                    return new ExplainingTrust(trust, host, port);
                }
            }
            throw new IllegalStateException("this JVM does not judge certificates");
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("this JVM cannot read its authorities", unsupported);
        }
    }

    /** Why this certificate is not trusted. */
    public static final class Untrusted extends CertificateException {
        private static final long serialVersionUID = 1;

        Untrusted(String why, CertificateException cause) {
            super(why, cause);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        try {
            trust.checkServerTrusted(chain, kind, engine);
        } catch (CertificateException refused) {
            throw new Untrusted(why(chain[0], refused), refused);
        }
    }

    private String why(X509Certificate leaf, CertificateException refused) {
        Instant now = Instant.now();
        if (leaf.getNotAfter().toInstant().isBefore(now)) {
            return certificate("expired on " + leaf.getNotAfter().toInstant());
        }
        if (leaf.getNotBefore().toInstant().isAfter(now)) {
            return certificate("is not valid before " + leaf.getNotBefore().toInstant());
        }
        String said = String.valueOf(refused.getMessage());
        if (said.startsWith("No subject alternative") || said.startsWith("No name matching")) {
            return certificate("is for another name: it has no name matching " + host + ", but " + names(leaf));
        }
        if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
            return certificate("is self-signed (" + leaf.getSubjectX500Principal() + ")");
        }
        return said.contains("unable to find valid certification path")
                ? certificate("was issued by " + leaf.getIssuerX500Principal() + ", an unknown authority")
                : certificate("is not accepted: " + said);
    }

    private String certificate(String trouble) {
        return "the certificate of " + hostAndPort + " " + trouble;
    }

    private static String names(X509Certificate leaf) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        } catch (CertificateParsingException unreadable) {
            names.clear();
        }
        return names.isEmpty() ? leaf.getSubjectX500Principal().toString() : String.join(", ", names);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        trust.checkServerTrusted(chain, kind, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        trust.checkServerTrusted(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        trust.checkClientTrusted(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        trust.checkClientTrusted(chain, kind, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        trust.checkClientTrusted(chain, kind, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
