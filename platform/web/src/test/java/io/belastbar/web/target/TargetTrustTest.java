package io.belastbar.web.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.problem.TargetNotAllowed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTrustTest {

    @TempDir
    Path folder;

    @Test
    void withoutAnAuthorityOfItsOwnThereIsNoneToRead() {
        assertThat(TargetTrust.DEFAULT.authorities("shop-api")).isEmpty();
    }

    @Test
    void aMissingFileIsToldWithTheNameOfTheSetting() {
        Path missing = folder.resolve("ca.pem");

        assertThatThrownBy(() -> naming(missing).authorities("shop-api"))
                .isInstanceOf(TargetNotAllowed.class)
                .hasMessage(
                        "BELASTBAR_TARGETS_SHOP_API_CA (belastbar.targets.shop-api.ca) should be a readable file with"
                                + " certificates in PEM form: was " + missing + ", no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate at all",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"
            })
    void aFileWithoutACertificateIsRefused(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatThrownBy(() -> naming(file).authorities("shop-api"))
                .isInstanceOf(TargetNotAllowed.class)
                .hasMessageStartingWith("BELASTBAR_TARGETS_SHOP_API_CA")
                .hasMessageContaining("certificate");
    }

    @Test
    void aCredentialThatNobodyConfiguredIsNamedAsTheEnvironmentNamesIt() {
        assertThatThrownBy(() -> new CredentialStore(Map.of()).require("no-cred"))
                .isInstanceOf(TargetNotAllowed.class)
                .hasMessage("credential \"no-cred\" is not configured: set BELASTBAR_CREDENTIALS_NO_CRED_USERNAME and"
                        + " BELASTBAR_CREDENTIALS_NO_CRED_PASSWORD (belastbar.credentials.no-cred)");
    }

    private static TargetTrust naming(Path file) {
        return new TargetTrust(Optional.of(file), TargetTrust.Certificates.CHECKED);
    }
}
