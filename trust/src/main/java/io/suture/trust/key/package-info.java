/** Public keys, signers and their encodings (SPKI, PKCS#8, TUF key objects). */
@NullMarked
package io.suture.trust.key;

import org.jspecify.annotations.NullMarked;
