package io.suture.server.syslog;

import io.suture.server.audit.LoggedEntry;
import io.suture.trust.json.CanonicalJson;
import io.suture.trust.json.JsonObject;
import io.suture.trust.log.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * An entry as a syslog message (RFC 5424) in its frame (RFC 5425 section 4.3). The message says what the entry says to
 * everybody; private sections are not in it. No control character leaves as such, whatever an entry holds.
 *
 * @param host who sends, the server's public name
 * @param appName the application's name
 * @param enterprise the private enterprise number of the structured data
 */
record SyslogFormat(String host, String appName, int enterprise) {

    /** Facility 13, log audit, and severity 5, a normal but significant condition. */
    static final int NOTICE = 13 * 8 + 5;

    /** The same with severity 4, a warning: something was refused. */
    static final int WARNING = 13 * 8 + 4;

    private static final int HOST = 255;
    private static final int MESSAGE_ID = 32;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The byte order mark with which RFC 5424 section 6.4 tells that a message is UTF-8. */
    private static final String BOM = "\ufeff";

    /** Returns the message of an entry with its length before it. */
    byte[] frame(String log, LoggedEntry entry, long checkpoint) {
        byte[] message = message(log, entry, checkpoint).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 8);
        frame.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(message);
        return frame.toByteArray();
    }

    /** Returns the message of an entry. */
    String message(String log, LoggedEntry entry, long checkpoint) {
        return "<" + (entry.kind().endsWith("refused") ? WARNING : NOTICE) + ">1 "
                + TIME.format(entry.time()) + " " + header(host, HOST) + " " + appName + " - "
                + header(entry.kind(), MESSAGE_ID) + " " + data(log, entry, checkpoint) + " " + BOM
                + body(log, entry, checkpoint);
    }

    private String data(String log, LoggedEntry entry, long checkpoint) {
        return "[suture@" + enterprise
                + parameter("log", log)
                + parameter("index", Long.toString(entry.index()))
                + parameter("id", entry.event().toString())
                + parameter("checkpoint", Long.toString(checkpoint)) + "]";
    }

    private static String body(String log, LoggedEntry entry, long checkpoint) {
        JsonObject.Builder json = JsonObject.builder()
                .put("checkpoint", checkpoint)
                .put("id", entry.event().toString())
                .put("index", entry.index())
                .put("kind", entry.kind())
                .put("log", log)
                .put("time", TIME.format(entry.time()));
        JsonObject pub = AuditEntry.parse(entry.leaf()).pub();
        if (!pub.members().isEmpty()) {
            json.put("pub", pub);
        }
        return escaped(new String(CanonicalJson.rfc8785(json.build()), StandardCharsets.UTF_8));
    }

    /** A header field is printable ASCII of bounded length (RFC 5424 section 6). */
    static String header(String text, int most) {
        String printable = text.replaceAll("[^!-~]", "?");
        String bounded = printable.substring(0, Math.min(most, printable.length()));
        return bounded.isEmpty() ? "-" : bounded;
    }

    /** A parameter escapes three characters (RFC 5424 section 6.3.3); what could move a cursor is not sent at all. */
    static String parameter(String name, String value) {
        return " " + name + "=\""
                + value.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?").replaceAll("([\"\\\\\\]])", "\\\\$1") + "\"";
    }

    /** JSON leaves some control and format characters as they are; here they are escaped too (RFC 8259 section 7). */
    static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.chars().forEach(unit -> {
            if (isVisible((char) unit)) {
                escaped.append((char) unit);
            } else {
                escaped.append("\\u").append(HexFormat.of().toHexDigits((char) unit));
            }
        });
        return escaped.toString();
    }

    private static boolean isVisible(char unit) {
        int type = Character.getType(unit);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
