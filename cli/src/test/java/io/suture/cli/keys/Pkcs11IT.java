package io.suture.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.cli.session.TestRun;
import io.suture.cli.session.TestRun.Result;
import io.suture.trust.key.PublicKey;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SigningException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.ECPrivateKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys on a real PKCS#11 token. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Pkcs11IT {

    private static final String PIN = "75319264";
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path folder;

    private static SoftHsm hsm;

    @BeforeAll
    static void initialiseTokens() throws IOException, InterruptedException {
        hsm = SoftHsm.require().token("keys", PIN).token("other", "1" + PIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-p256", "ecdsa-p384"})
    void whenAKeyIsMadeOnATokenThenItSignsAndCannotLeave(String algorithm) throws Exception {
        String uri = SoftHsm.uri("keys", "root-" + algorithm);
        Path open = folder.resolve(algorithm + ".pub.pem");
        Result made = run("--json", "keys", "generate", uri, "--public", open, "--algorithm", algorithm);
        assertThat(made.err()).isEmpty();
        Result shown = run("--json", "keys", "show", uri);
        assertThat(shown.json().string("algorithm")).isEqualTo(algorithm);
        assertThat(shown.json().string("keyId")).isEqualTo(made.json().string("keyId"));
        Signer signer = open(uri);
        assertThat(signer.publicKey()).isEqualTo(PublicKey.fromPem(Files.readString(open)));
        assertThat(signer.publicKey().verify(MESSAGE, signer.sign(MESSAGE))).isTrue();
        java.security.Key handle = store().getKey("root-" + algorithm, null);
        assertThat(handle.getEncoded()).isNull();
        assertThat(handle.toString()).contains("sensitive", "unextractable", "token object");
        if (handle instanceof ECPrivateKey key) {
            assertThat(key.getS()).isEqualTo(BigInteger.ZERO);
        }
    }

    @Test
    void whenTheObjectIsThereThenItIsNotOverwritten() {
        String uri = SoftHsm.uri("keys", "once");
        assertThat(run("keys", "generate", uri, "--public", folder.resolve("once.pub.pem"))
                        .exitCode())
                .isZero();
        Result again = run("--json", "keys", "generate", uri, "--public", folder.resolve("twice.pub.pem"));
        assertRefused(again, "key-exists");
        assertThat(folder.resolve("twice.pub.pem")).doesNotExist();
    }

    @Test
    void whenThePinIsWrongThenItIsRefusedAndNotRepeated() {
        String neverOpened = SoftHsm.uri("other", "nothing");
        Result wrong = new TestRun().with("SUTURE_PIN", "80808080").run("--json", "keys", "show", neverOpened);
        assertRefused(wrong, "token-pin-wrong");
        assertThat(wrong.out() + wrong.err()).doesNotContain("80808080");
    }

    @Test
    void whenNobodyGivesThePinThenItIsAskedFor() {
        assertRefused(new TestRun().run("--json", "keys", "show", uri()), "pin-missing");
        assertRefused(new TestRun().answering(PIN).run("--json", "keys", "show", uri()), "key-missing");
    }

    @Test
    void whenThePinIsInAFileThenItIsReadThere() throws IOException {
        Path pin = Files.writeString(folder.resolve("pin"), PIN + "\n");
        Result found = new TestRun().run("--json", "keys", "show", uri() + "&pin-source=file:" + pin);
        assertRefused(found, "key-missing");
    }

    @Test
    void whenTokenObjectOrLibraryIsMissingThenEachHasItsOwnRefusal() throws IOException {
        assertRefused(run("--json", "keys", "show", SoftHsm.uri("absent", "x")), "token-missing");
        assertRefused(run("--json", "keys", "show", SoftHsm.uri("keys", "absent")), "key-missing");
        Path text = Files.writeString(folder.resolve("lib.so"), "not a library");
        String address = "pkcs11:token=keys;object=x?module-path=";
        assertRefused(run("--json", "keys", "show", address + text), "pkcs11-module-missing");
        assertRefused(run("--json", "keys", "show", address + folder.resolve("none.so")), "pkcs11-module-missing");
        assertRefused(run("--json", "keys", "show", "pkcs11:token=keys;object=x"), "pkcs11-module-missing");
    }

    @Test
    void whenTheKeyIsOfAnotherCurveOrUsageThenItIsUnsuitable() throws Exception {
        keytool("-alias", "p521", "-groupname", "secp521r1");
        keytool("-alias", "encipherer", "-groupname", "secp256r1", "-ext", "ku:c=keyAgreement");
        assertRefused(run("--json", "keys", "show", SoftHsm.uri("keys", "p521")), "key-unsuitable");
        assertRefused(run("--json", "keys", "show", SoftHsm.uri("keys", "encipherer")), "key-unsuitable");
        Result made = run(
                "--json", "keys", "generate", uri(), "--public", folder.resolve("e.pub.pem"), "--algorithm", "ed25519");
        assertRefused(made, "key-unsuitable");
    }

    @Test
    void whenAPersonsKeyIsOnATokenThenAP256KeyIsTakenAndAnotherIsNot() {
        run("keys", "generate", SoftHsm.uri("keys", "person"), "--public", folder.resolve("person.pub.pem"));
        Result offline = run(
                "--server",
                "https://localhost:1",
                "--ca",
                "absent.pem",
                "--as",
                "qa.one",
                "--key",
                SoftHsm.uri("keys", "person"),
                "manufacturer",
                "show",
                "exm");
        assertThat(offline.err()).contains("absent.pem");
    }

    /** Last, because the tokens are gone afterwards. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whenTheTokenIsRemovedThenTheSignatureIsRefused() throws IOException {
        String uri = SoftHsm.uri("keys", "removed");
        assertThat(run("keys", "generate", uri, "--public", folder.resolve("removed.pub.pem"))
                        .exitCode())
                .isZero();
        Signer signer = open(uri);
        hsm.remove();
        assertThatThrownBy(() -> signer.sign(MESSAGE)).isInstanceOf(SigningException.KeyUnavailable.class);
    }

    private static String uri() {
        return SoftHsm.uri("keys", "nothing");
    }

    private static Signer open(String uri) {
        return KeyFiles.open(new TestRun().with("SUTURE_PIN", PIN).session(), KeyLocation.of(uri))
                .signer();
    }

    private static KeyStore store() throws Exception {
        Provider provider = Security.getProvider("SunPKCS11")
                .configure("--name = test\nlibrary = " + SoftHsm.MODULE + "\nslotListIndex = " + slotOfKeys() + "\n");
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, PIN.toCharArray());
        return store;
    }

    private static int slotOfKeys() throws Exception {
        String slots = SoftHsm.run("softhsm2-util", "--show-slots");
        String before = slots.substring(0, slots.indexOf("keys "));
        return before.split("Label:", -1).length - 2;
    }

    private static void keytool(String... words) throws Exception {
        Path configuration = Files.writeString(
                folder.resolve("p11.cfg"),
                "name = test\nlibrary = " + SoftHsm.MODULE + "\nslotListIndex = " + slotOfKeys() + "\n");
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-storetype",
                "PKCS11",
                "-keystore",
                "NONE",
                "-addprovider",
                "SunPKCS11",
                "-providerarg",
                configuration.toString(),
                "-storepass",
                PIN));
        command.addAll(java.util.List.of(words));
        SoftHsm.run(command.toArray(String[]::new));
    }

    private static void assertRefused(Result result, String code) {
        assertThat(result.json().string("error")).as(result.err()).isEqualTo(code);
        assertThat(result.out() + result.err()).doesNotContain(PIN);
    }

    private static Result run(Object... arguments) {
        return new TestRun().with("SUTURE_PIN", PIN).run(arguments);
    }
}
