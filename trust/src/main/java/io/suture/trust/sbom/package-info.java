/** Software bills of materials: CycloneDX 1.4 to 1.6 and SPDX 2.3, both in JSON, read into what Suture asks of them. */
@NullMarked
package io.suture.trust.sbom;

import org.jspecify.annotations.NullMarked;
