package io.suture.trust.log.timestamp;

import java.time.Instant;

/**
 * What an authority vouches for.
 *
 * @param time when, by the authority's clock
 * @param imprint what existed then
 * @param authority the subject of the certificate that signed
 * @param serial the token's number, unique for the authority, in hexadecimal
 */
public record Timestamp(Instant time, Imprint imprint, String authority, String serial) {}
