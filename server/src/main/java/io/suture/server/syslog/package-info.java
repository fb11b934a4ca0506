/** Tells a SIEM what was logged: RFC 5424 messages over TLS (RFC 5425), every entry at least once, in the log's order. */
@NullMarked
package io.suture.server.syslog;

import org.jspecify.annotations.NullMarked;
