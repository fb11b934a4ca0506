/** The dossier of a release: everything an auditor takes away. */
@NullMarked
package io.suture.cli.dossier;

import org.jspecify.annotations.NullMarked;
