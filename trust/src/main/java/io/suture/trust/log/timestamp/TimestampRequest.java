package io.suture.trust.log.timestamp;

import io.suture.trust.log.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/**
 * A question to an authority (RFC 3161 section 2.4.1); the answer must bring the authority's certificate along.
 *
 * @param imprint what is to be stamped
 * @param nonce what the answer must repeat
 */
public record TimestampRequest(Imprint imprint, BigInteger nonce) {

    private static final int NONCE_BITS = 64;

    /** Return a request for a checkpoint with a fresh nonce. */
    public static TimestampRequest of(Checkpoint checkpoint, SecureRandom random) {
        return new TimestampRequest(Imprint.of(checkpoint), new BigInteger(NONCE_BITS, random));
    }

    /** Return the request as it is sent. */
    public byte[] toBytes() {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            return generator
                    .generate(TSPAlgorithms.SHA512, imprint.bytes(), nonce)
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
