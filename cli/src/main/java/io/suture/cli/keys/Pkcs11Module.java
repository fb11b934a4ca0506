package io.suture.cli.keys;

import io.suture.cli.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PKCS#11 library. SunPKCS11 selects a token by its slot, whose number may change with every start, and tells a token's
 * label only in what it prints with {@code showInfo}; so that print is read once to find the slot of a label.
 */
final class Pkcs11Module {

    private static final String MODULE = "SUTURE_PKCS11_MODULE";
    private static final Pattern SLOTS = Pattern.compile("(?m)^Slots with tokens: ([0-9, ]+)$");
    private static final Pattern LABEL = Pattern.compile("(?m)^Token info for token in slot [0-9]+:\\R +label: (.*)$");

    /** Keys made here can sign and never leave the token. */
    private static final String GENERATED = """
            attributes(generate,CKO_PRIVATE_KEY,*) = {
            CKA_SENSITIVE = true
            CKA_EXTRACTABLE = false
            CKA_PRIVATE = true
            CKA_SIGN = true
            CKA_DERIVE = false
            }
            attributes(generate,CKO_PUBLIC_KEY,*) = {
            CKA_VERIFY = true
            }
            """;

    private final Path library;

    private Pkcs11Module(Path library) {
        this.library = library;
    }

    static Pkcs11Module of(Session session, Pkcs11Uri uri) {
        Path library = uri.module()
                .or(() -> session.environment(MODULE).map(Path::of))
                .orElseThrow(() -> KeyRefusal.of(
                        "pkcs11-module-missing",
                        "the PKCS#11 library is not named: module-path in the address, or " + MODULE));
        if (!Files.isRegularFile(library) || library.toString().contains("\n")) {
            throw KeyRefusal.of("pkcs11-module-missing", "there is no PKCS#11 library " + library);
        }
        return new Pkcs11Module(library);
    }

    /** Return a provider for the token with the label; a label that two tokens have is refused. */
    Provider token(String label) {
        Map<String, String> slots = labels();
        List<String> found = slots.keySet().stream()
                .filter(slot -> label.equals(slots.get(slot)))
                .toList();
        if (found.size() != 1) {
            String problem =
                    found.isEmpty() ? "there is no token " + label : found.size() + " tokens are called " + label;
            throw KeyRefusal.of("token-missing", problem + "; tokens: " + slots.values());
        }
        return configure("slot = " + found.getFirst() + "\n" + GENERATED);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String slot : slots()) {
            Matcher label = LABEL.matcher(print("slot = " + slot + "\n"));
            if (label.find()) {
                labels.put(slot, label.group(1).stripTrailing());
            }
        }
        return labels;
    }

    private List<String> slots() {
        String printed = print("slotListIndex = 0\n");
        Matcher slots = SLOTS.matcher(printed);
        if (slots.find()) {
            return Arrays.asList(slots.group(1).strip().split(", *"));
        }
        if (printed.contains("Library info:")) {
            return List.of();
        }
        throw KeyRefusal.of("pkcs11-module-missing", library + " cannot be loaded as a PKCS#11 library");
    }

    /** Return what SunPKCS11 prints about a slot, also if it then refuses the slot. */
    private String print(String slot) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream original = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            configure(slot + "showInfo = true\n");
        } catch (ProviderException refused) {
            // an empty slot: its number was printed before
        } finally {
            System.setOut(original);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Provider configure(String slot) {
        String configuration = "--name = suture\nlibrary = \"" + library.toAbsolutePath() + "\"\n" + slot;
        return Security.getProvider("SunPKCS11").configure(configuration);
    }
}
