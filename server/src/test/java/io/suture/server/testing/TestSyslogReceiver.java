package io.suture.server.testing;

import io.suture.trust.pki.TlsContexts;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A syslog receiver over TLS (RFC 5425) that reads frame by frame, and can be cut off in the middle of a stream. */
public final class TestSyslogReceiver implements AutoCloseable {

    private final SSLContext tls;
    private final ServerSocket server;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger cutAfter = new AtomicInteger(Integer.MAX_VALUE);

    /** Listens on a port, 0 for a free one. */
    public TestSyslogReceiver(TestPki pki, int port) {
        tls = pki.client(pki.serverCertificate(), pki.serverKey());
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private static SSLParameters parameters() {
        SSLParameters parameters = TlsContexts.clientParameters();
        parameters.setEndpointIdentificationAlgorithm(null);
        return parameters;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Everything that arrived, in order, repetitions too. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** Resets the connection after so many more messages. */
    public void cutAfter(int count) {
        cutAfter.set(count);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket accepted = server.accept();
                Thread.ofVirtual().start(() -> serve(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                SSLSocket session = (SSLSocket) tls.getSocketFactory().createSocket(connection, null, true)) {
            session.setSSLParameters(parameters());
            InputStream in = session.getInputStream();
            for (String message = read(in); message != null; message = read(in)) {
                messages.add(message);
                if (cutAfter.decrementAndGet() == 0) {
                    cutAfter.set(Integer.MAX_VALUE);
                    connection.setSoLinger(true, 0);
                    connection.close(); // without a word of TLS
                    return;
                }
            }
        } catch (IOException cut) {
            // what was read stays read
        }
    }

    /** Reads a frame, {@code null} at the end of the session. */
    private String read(InputStream in) throws IOException {
        ByteArrayOutputStream length = new ByteArrayOutputStream();
        for (int b = in.read(); b != ' '; b = in.read()) {
            if (b < 0 && length.size() == 0) {
                return null;
            }
            if (b < '0' || b > '9') {
                throw new EOFException("no frame");
            }
            length.write(b);
        }
        int octets = Integer.parseInt(length.toString(StandardCharsets.US_ASCII));
        byte[] message = in.readNBytes(octets);
        if (message.length < octets) {
            throw new EOFException("cut within a frame");
        }
        return new String(message, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
