/** Dossiers: everything about a release, for an auditor who trusts nobody. */
@NullMarked
package io.suture.server.dossier;

import org.jspecify.annotations.NullMarked;
