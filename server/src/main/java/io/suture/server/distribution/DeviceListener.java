package io.suture.server.distribution;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The mutual-TLS listener for devices, apart from the people's listener and without a framework chain in between. */
final class DeviceListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeviceListener.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DeviceListenerSettings settings;
    private final SslContext tls;
    private final DeviceRoutes routes;
    private final IntConsumer ready;
    private @Nullable LoopResources loops;
    private @Nullable DisposableServer server;

    DeviceListener(DeviceListenerSettings settings, SslContext tls, DeviceRoutes routes, IntConsumer ready) {
        this.settings = settings;
        this.tls = tls;
        this.routes = routes;
        this.ready = ready;
    }

    @Override
    public synchronized void start() {
        LoopResources threads =
                LoopResources.create("suture-device", Runtime.getRuntime().availableProcessors(), true);
        DisposableServer bound = HttpServer.create()
                .port(settings.port())
                .runOn(threads)
                .secure(spec -> spec.sslContext(tls))
                .protocol(HttpProtocol.HTTP11)
                .maxConnections(settings.maxConnections())
                .idleTimeout(settings.idleTimeout())
                .readTimeout(DeviceListenerSettings.HEAD_TIMEOUT)
                .requestTimeout(settings.idleTimeout())
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(DeviceListenerSettings.MAX_LINE)
                        .maxHeaderSize(DeviceListenerSettings.MAX_HEADERS))
                .doOnChannelInit((observer, channel, address) -> closeWhenStalled(channel))
                .handle(routes)
                .bindNow();
        loops = threads;
        server = bound;
        log.info("device listener on port {}", bound.port());
        ready.accept(bound.port());
    }

    /** A reader that stops reading keeps its slices in memory: it is let go like an idle connection. */
    private void closeWhenStalled(Channel channel) {
        long millis = settings.idleTimeout().toMillis();
        channel.pipeline().addFirst(new IdleStateHandler(true, 0, 0, millis, TimeUnit.MILLISECONDS) {
            @Override
            protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
                ChannelFuture unused = context.close();
            }
        });
    }

    /** Returns the port that is bound. */
    int port() {
        DisposableServer bound = server;
        if (bound == null) {
            throw new IllegalStateException("not started");
        }
        return bound.port();
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.disposeNow(GRACE);
            server = null;
        }
        if (loops != null) {
            loops.disposeLater(Duration.ZERO, GRACE).block();
            loops = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }
}
