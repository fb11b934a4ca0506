package io.suture.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CuttingProxyTest {

    private static final int SENT = 1_000_000;

    private final List<Long> cuts = new CopyOnWriteArrayList<>();
    private ServerSocket origin;

    @BeforeEach
    void startOrigin() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stopOrigin() throws IOException {
        origin.close();
    }

    @Test
    void whenTheLimitIsNotReachedThenEverythingIsRelayed() throws IOException {
        try (CuttingProxy proxy = proxy(CuttingProxy.NEVER)) {
            assertThat(received(proxy)).isEqualTo(SENT);
            assertThat(proxy.relayed()).isEqualTo(SENT);
            assertThat(proxy.hasCut()).isFalse();
        }
    }

    @Test
    void whenTheLimitIsReachedThenTheConnectionIsCutOnceAndTheNextOneIsWhole() throws IOException {
        try (CuttingProxy proxy = proxy(SENT / 2)) {
            assertThat(received(proxy)).isLessThan(SENT);
            assertThat(received(proxy)).isEqualTo(SENT);
            assertThat(cuts).singleElement().satisfies(at -> assertThat(at).isBetween(SENT / 2L, (long) SENT));
        }
    }

    @Test
    void whenClosedThenNoConnectionIsTaken() {
        CuttingProxy proxy = proxy(CuttingProxy.NEVER);
        proxy.close();
        assertThat(received(proxy)).isZero();
    }

    private CuttingProxy proxy(long cutAfter) {
        var target = new InetSocketAddress(origin.getInetAddress(), origin.getLocalPort());
        return CuttingProxy.start(target, cutAfter, cuts::add);
    }

    /** Bytes a client gets before the connection ends or breaks. */
    private static long received(CuttingProxy proxy) {
        long count = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.getOutputStream().write('?');
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count += n;
            }
        } catch (IOException broken) {
            return count;
        }
        return count;
    }

    private void serve() {
        while (!origin.isClosed()) {
            try (Socket socket = origin.accept();
                    OutputStream out = socket.getOutputStream()) {
                socket.getInputStream().read();
                out.write(new byte[SENT]);
            } catch (IOException closedOrCut) {
                // the next client, or the end
            }
        }
    }
}
