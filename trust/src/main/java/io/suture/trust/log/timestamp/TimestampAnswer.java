package io.suture.trust.log.timestamp;

import io.suture.trust.log.LogLimits;
import io.suture.trust.log.timestamp.TimestampException.Problem;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * An answer that was granted and is in its form; who signed it is not checked here.
 *
 * @param token what was signed
 */
record TimestampAnswer(TimeStampToken token) {

    /** Longest text of an authority that is told. */
    private static final int TOLD = 200;

    static TimestampAnswer parse(byte[] bytes) {
        if (bytes.length > LogLimits.TIMESTAMP_BYTES) {
            throw new TimestampException(
                    Problem.TOO_LARGE, "the answer has more than " + LogLimits.TIMESTAMP_BYTES + " bytes");
        }
        TimeStampResponse response = read(bytes);
        if (response.getStatus() != PKIStatus.GRANTED && response.getStatus() != PKIStatus.GRANTED_WITH_MODS) {
            throw new TimestampException(
                    Problem.NOT_GRANTED, "status " + response.getStatus() + ": " + printable(response));
        }
        TimestampAnswer answer = new TimestampAnswer(response.getTimeStampToken());
        answer.requireForm();
        return answer;
    }

    /** The library reads lazily, and refuses malformed parts wherever it comes by in ways of its own. */
    static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (TimestampException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TimestampException(Problem.MALFORMED, "not an answer of RFC 3161", e);
        }
    }

    Instant time() {
        return info().getGenTime().toInstant();
    }

    Imprint imprint() {
        return Imprint.ofBytes(info().getMessageImprintDigest());
    }

    String serial() {
        return info().getSerialNumber().toString(16);
    }

    String policy() {
        return info().getPolicy().getId();
    }

    void requireAnswers(TimestampRequest request) {
        BigInteger nonce = info().getNonce();
        if (!request.nonce().equals(nonce)) {
            throw new TimestampException(Problem.WRONG_NONCE, "the nonce is not that of the request");
        }
        if (!request.imprint().equals(imprint())) {
            throw new TimestampException(
                    Problem.WRONG_IMPRINT, "the imprint is " + imprint() + ", not " + request.imprint());
        }
    }

    private TimeStampTokenInfo info() {
        return token.getTimeStampInfo();
    }

    private void requireForm() {
        if (!info().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA512)
                || info().getMessageImprintDigest().length != Imprint.BYTES) {
            throw new TimestampException(Problem.WRONG_IMPRINT, "the imprint is not a SHA-512");
        }
        Extensions extensions = info().getExtensions();
        if (extensions != null && extensions.getCriticalExtensionOIDs().length > 0) {
            throw new TimestampException(
                    Problem.MALFORMED,
                    "critical extensions are not known here: "
                            + Arrays.toString(extensions.getCriticalExtensionOIDs()));
        }
    }

    /** Exactly one object; the library itself would ignore what follows it. */
    private static TimeStampResponse read(byte[] bytes) {
        try {
            TimeStampResponse response =
                    new TimeStampResponse(TimeStampResp.getInstance(ASN1Primitive.fromByteArray(bytes)));
            if (response.getTimeStampToken() != null) {
                response.getTimeStampToken().getTimeStampInfo().getGenTime();
            } else if (response.getStatus() == PKIStatus.GRANTED) {
                throw new TimestampException(Problem.MALFORMED, "granted, and no token");
            }
            return response;
        } catch (IOException | TSPException e) {
            throw new TimestampException(Problem.MALFORMED, "not an answer of RFC 3161", e);
        }
    }

    private static String printable(TimeStampResponse response) {
        String text = Optional.ofNullable(response.getStatusString()).orElse("");
        return text.substring(0, Math.min(TOLD, text.length())).replaceAll("\\P{Print}", "?");
    }
}
