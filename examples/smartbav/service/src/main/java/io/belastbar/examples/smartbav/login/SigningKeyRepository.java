package io.belastbar.examples.smartbav.login;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.SQLException;

/**
 * The key pair (P-256) that signs access tokens: made at the first start, kept in the database where only the owner
 * can read it, the same for every instance.
 */
@ApplicationScoped
class SigningKeyRepository {
    private static final String INSERT =
            "INSERT INTO signing_key (private_key, public_key) VALUES (?, ?) ON CONFLICT (only_row) DO NOTHING";
    private static final String SELECT = "SELECT private_key, public_key FROM signing_key";

    private final AgroalDataSource owner;

    SigningKeyRepository(@DataSource("owner") AgroalDataSource owner) {
        this.owner = owner;
    }

    /** @throws IllegalStateException when the database is away or holds no usable key */
    KeyPair loadOrCreate() {
        try {
            var stored = load();
            if (stored == null) {
                store(generate());
                stored = load();
            }
            return stored;
        } catch (SQLException | GeneralSecurityException failure) {
            throw new IllegalStateException("the signing key cannot be loaded", failure);
        }
    }

    private KeyPair load() throws SQLException, GeneralSecurityException {
        try (var connection = owner.getConnection();
                var rows = connection.createStatement().executeQuery(SELECT)) {
            if (!rows.next()) {
                return null;
            }
            var factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(rows.getBytes("public_key"))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(rows.getBytes("private_key"))));
        }
    }

    private void store(KeyPair pair) throws SQLException {
        try (var connection = owner.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setBytes(1, pair.getPrivate().getEncoded());
            insert.setBytes(2, pair.getPublic().getEncoded());
            insert.executeUpdate();
        }
    }

    private static KeyPair generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
