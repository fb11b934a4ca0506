/**
 * Offline verification of a dossier: everything a regulator is handed about one release, checked without a
 * server and without trusting who packed it. A pure function from files to a report; a file that is missing or damaged
 * is a failed or open check, never an exception.
 */
@NullMarked
package io.suture.trust.evidence;

import org.jspecify.annotations.NullMarked;
