/** The client of the server's REST API: TLS with one named authority, RFC 7523 assertions, RFC 9457 problems. */
@NullMarked
package io.suture.cli.api;

import org.jspecify.annotations.NullMarked;
