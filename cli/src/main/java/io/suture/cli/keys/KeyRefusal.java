package io.suture.cli.keys;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.trust.key.KeyFormatException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Why a key store does not give a key: one code each. The text names the store, never a PIN or passphrase. */
final class KeyRefusal {

    private static final int DIGITAL_SIGNATURE = 0;

    private KeyRefusal() {}

    static CommandFailure of(String code, String message) {
        return new CommandFailure(ExitCode.USAGE, code, message);
    }

    static CommandFailure missing(KeyLocation location, List<String> there) {
        return of("key-missing", location + ": no such private key" + (there.isEmpty() ? "" : "; there are " + there));
    }

    static CommandFailure unsuitable(KeyLocation location, String problem) {
        return of("key-unsuitable", location + ": " + problem);
    }

    static void requireForSignatures(KeyLocation location, X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            throw unsuitable(location, "its certificate does not allow digital signatures");
        }
    }

    static <T> T reading(KeyLocation location, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (KeyFormatException e) {
            throw unsuitable(location, String.valueOf(e.getMessage()));
        }
    }

    /** Return the refusal for what the PKCS#11 library answered (PKCS#11 v2.40 section 5.1, names of return values). */
    static CommandFailure ofToken(Pkcs11Uri uri, Throwable thrown) {
        String token = "token " + uri.token();
        return answer(thrown)
                .map(answer -> switch (answer) {
                    case "CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE" ->
                        of("token-pin-wrong", token + ": the PIN is wrong");
                    case "CKR_PIN_LOCKED" ->
                        of("token-pin-locked", token + ": the PIN is locked after too many wrong ones");
                    case "CKR_TOKEN_NOT_PRESENT", "CKR_DEVICE_REMOVED", "CKR_TOKEN_NOT_RECOGNIZED" ->
                        of("token-missing", token + " was removed");
                    default -> of("token-failed", token + " answers " + answer);
                })
                .orElseGet(() -> of("token-failed", token + " cannot be used"));
    }

    private static Optional<String> answer(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, t -> t.map(Throwable::getCause))
                .map(t -> String.valueOf(t.orElseThrow().getMessage()))
                .filter(message -> message.startsWith("CKR_"))
                .map(message -> message.replaceFirst("[^A-Z0-9_].*", ""))
                .findFirst();
    }
}
