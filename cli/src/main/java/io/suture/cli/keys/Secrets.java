package io.suture.cli.keys;

import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.ExitCode;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passphrases of key files ({@code SUTURE_PASSPHRASE}) and PINs of tokens ({@code SUTURE_PIN}): never on a command line. */
final class Secrets {

    private static final String PASSPHRASE = "SUTURE_PASSPHRASE";
    private static final String PIN = "SUTURE_PIN";

    private Secrets() {}

    /** Return the passphrase that opens a key file. */
    static char[] passphrase(Session session, String of) {
        return existing(session, PASSPHRASE, "Passphrase of " + of + ": ")
                .orElseThrow(() -> CommandFailure.usage("the key is encrypted: set " + PASSPHRASE));
    }

    /** Return the PIN of a token. */
    static char[] pin(Session session, Pkcs11Uri uri) {
        return uri.pinSource()
                .map(Secrets::firstLine)
                .or(() -> existing(session, PIN, "PIN of token " + uri.token() + ": "))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "pin-missing", "the token needs a PIN: pin-source in the address, or " + PIN));
    }

    /** Return the passphrase for a new key, empty if the key shall lie open. */
    static Optional<char[]> newPassphrase(Session session) {
        Optional<String> given = session.environment(PASSPHRASE);
        if (given.isPresent()) {
            return given.map(String::toCharArray);
        }
        return session.world()
                .terminal()
                .map(terminal -> {
                    char[] first = terminal.secret("Passphrase for the new key (empty: not encrypted): ");
                    if (first.length > 0 && !Arrays.equals(first, terminal.secret("Again: "))) {
                        throw CommandFailure.usage("the two passphrases differ");
                    }
                    return first;
                })
                .filter(answer -> answer.length > 0);
    }

    static void wipe(char @Nullable [] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    private static Optional<char[]> existing(Session session, String variable, String prompt) {
        return session.environment(variable)
                .map(String::toCharArray)
                .or(() -> session.world().terminal().map(terminal -> terminal.secret(prompt)));
    }

    private static char[] firstLine(Path file) {
        return LocalFiles.readText(file, LocalFiles.KEY)
                .lines()
                .findFirst()
                .orElse("")
                .toCharArray();
    }
}
