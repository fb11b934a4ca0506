package io.suture.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A network that fails once: relays TCP connections to one address and resets the connection that carries the n-th byte
 * towards the client. It sees only ciphertext.
 */
final class CuttingProxy implements AutoCloseable {

    /** A cut position that is never reached. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int BUFFER = 16 * 1024;

    private final InetSocketAddress target;
    private final long cutAfter;
    private final LongConsumer onCut;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong relayed = new AtomicLong();
    private final AtomicBoolean cut = new AtomicBoolean();

    private CuttingProxy(InetSocketAddress target, long cutAfter, LongConsumer onCut) throws IOException {
        this.target = target;
        this.cutAfter = cutAfter;
        this.onCut = onCut;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Starts relaying to the target; {@code onCut} is told the number of bytes relayed when the connection is cut. */
    static CuttingProxy start(InetSocketAddress target, long cutAfter, LongConsumer onCut) {
        try {
            var proxy = new CuttingProxy(target, cutAfter, onCut);
            Thread.ofVirtual().name("cutting-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes sent to clients so far, over all connections. */
    long relayed() {
        return relayed.get();
    }

    boolean hasCut() {
        return cut.get();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        open.forEach(CuttingProxy::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        var server = new Socket();
        open.add(server);
        try {
            if (listener.isClosed()) {
                throw new IOException("the network is gone");
            }
            server.connect(target);
            Thread.ofVirtual().start(() -> upstream(client, server));
            downstream(server, client);
        } catch (IOException gone) {
            end(client, server);
        }
    }

    private void upstream(Socket client, Socket server) {
        try (InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException gone) {
            end(client, server);
        }
    }

    private void downstream(Socket server, Socket client) throws IOException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            long total = relayed.addAndGet(n);
            if (total >= cutAfter && cut.compareAndSet(false, true)) {
                reset(client, server);
                onCut.accept(total);
                return;
            }
        }
        end(client, server);
    }

    private void reset(Socket client, Socket server) throws IOException {
        client.setSoLinger(true, 0);
        end(client, server);
    }

    private void end(Socket... sockets) {
        for (Socket socket : sockets) {
            open.remove(socket);
            closeQuietly(socket);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // nothing left to close
        }
    }
}
