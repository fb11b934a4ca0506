package io.suture.trust.pki;

import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** The alternative names of a server certificate: DNS names and IP addresses. */
final class ServerNames {

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DNS = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    private ServerNames() {}

    static GeneralNames of(List<String> names) {
        if (names.isEmpty() || names.size() > PkiLimits.MAX_SERVER_NAMES) {
            throw new PkiException(
                    PkiException.Problem.BAD_NAME, "a server needs 1 to " + PkiLimits.MAX_SERVER_NAMES + " names");
        }
        return new GeneralNames(names.stream().map(ServerNames::name).toArray(GeneralName[]::new));
    }

    private static GeneralName name(String name) {
        if (IPAddress.isValid(name)) {
            return new GeneralName(GeneralName.iPAddress, name);
        }
        if (DNS.matcher(name).matches()) {
            return new GeneralName(GeneralName.dNSName, name);
        }
        throw new PkiException(PkiException.Problem.BAD_NAME, "neither a DNS name nor an IP address: " + name);
    }
}
