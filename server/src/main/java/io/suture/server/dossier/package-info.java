/** Evidence packages: everything about a release that a regulator can check without trusting anybody. */
@NullMarked
package io.suture.server.dossier;

import org.jspecify.annotations.NullMarked;
