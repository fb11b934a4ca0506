package io.suture.server.erasure;

import io.suture.server.audit.DataSubject;

/**
 * What somebody wants to be erased.
 *
 * @param subject whose sections
 * @param legalBasis the provision that demands it, for example {@code GDPR Art. 17(1)(a)}
 * @param reason what happened
 */
record ErasureWish(DataSubject subject, String legalBasis, String reason) {}
