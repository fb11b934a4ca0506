/**
 * What devices read: repository files, downloads, assignments and the log, answered from memory and mapped files on a
 * listener of its own.
 */
@NullMarked
package io.suture.server.distribution;

import org.jspecify.annotations.NullMarked;
