package io.suture.server.syslog;

import io.suture.trust.pki.TlsContexts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Sends messages in one TLS session (RFC 5425). Syslog acknowledges nothing, and bytes that were flushed may still be lost
 * with a connection; but a receiver ends a session only after it has read all of it, and answers our end with its own
 * (section 4.4). So the messages count as told when TLS and then TCP have ended in order, and not before: a receiver that
 * closes with messages unread resets the connection. Blocks.
 *
 * @param tls whom to trust
 * @param host the receiver's name
 * @param port the receiver's port
 * @param timeout for connecting and for each answer
 */
record SyslogSession(SSLContext tls, String host, int port, Duration timeout) {

    /** Most bytes that a receiver may say; it has nothing to say. */
    private static final int HEARD = 1024;

    void send(List<byte[]> frames) throws IOException {
        try (HeardSocket plain = new HeardSocket()) {
            plain.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            plain.setSoTimeout((int) timeout.toMillis());
            try (SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, false)) {
                secured.setSSLParameters(TlsContexts.clientParameters());
                secured.startHandshake();
                write(frames, secured.getOutputStream());
                secured.shutdownOutput();
                awaitEnd(secured.getInputStream());
                plain.shutdownOutput();
                awaitEnd(plain.getInputStream());
                plain.requireWritten();
            }
        }
    }

    private static void write(List<byte[]> frames, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, 16 * 1024);
        for (byte[] frame : frames) {
            buffered.write(frame);
        }
        buffered.flush();
    }

    /** A connection that is reset instead, because something was not read, fails here. */
    private static void awaitEnd(InputStream in) throws IOException {
        if (in.readNBytes(HEARD).length == HEARD) {
            throw new IOException("the receiver answers, which no receiver of syslog does");
        }
    }
}
