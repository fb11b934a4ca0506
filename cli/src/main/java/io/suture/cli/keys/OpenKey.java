package io.suture.cli.keys;

import io.suture.trust.key.Signer;

/**
 * A private key that can sign.
 *
 * @param signer signs with it
 * @param store what holds it, for the record of a ceremony
 */
public record OpenKey(Signer signer, String store) {}
