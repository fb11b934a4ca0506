package io.suture.server.testing;

import io.suture.trust.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Bills of materials of test releases. */
public final class Sboms {

    private Sboms() {}

    /** Return a CycloneDX document that names these payloads and one component with all support information. */
    public static byte[] of(Digest... payloads) {
        String hashes = Arrays.stream(payloads)
                .map(digest -> "{\"alg\":\"SHA-256\",\"content\":\"" + digest.hex() + "\"}")
                .collect(Collectors.joining(","));
        return ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{\"component\":"
                        + "{\"type\":\"firmware\",\"name\":\"GW2\",\"hashes\":[" + hashes + "]}},\"components\":["
                        + "{\"type\":\"library\",\"name\":\"log4j-core\",\"version\":\"2.17.1\",\"properties\":["
                        + "{\"name\":\"fda:softwareLevelOfSupport\",\"value\":\"actively maintained\"},"
                        + "{\"name\":\"fda:endOfSupport\",\"value\":\"not announced\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
