package io.suture.server.runtime;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.suture.server.runtime.Listeners.Listener;
import io.suture.trust.digest.Digest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;

/** The people's listener: HTTPS, 64 KiB chunks for uploads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsSettings.class)
class ApiListenerConfiguration {

    /** Name of the SSL bundle in {@code application.yaml}. */
    static final String BUNDLE = "suture";

    private static final int CHUNK = 64 * 1024;
    private static final int RECEIVE = 256 * 1024;
    private static final int HEADERS = 16 * 1024;
    private static final int REQUEST_LINE = 8 * 1024;

    @Bean
    SslBundleRegistrar serverIdentity(TlsSettings tls, ExampleKeys examples) {
        return bundles -> bundles.registerBundle(BUNDLE, bundle(tls, examples));
    }

    private static SslBundle bundle(TlsSettings tls, ExampleKeys examples) {
        byte[] spki = PemText.certificate(tls.certificate(), "suture.tls.certificate")
                .getPublicKey()
                .getEncoded();
        examples.require(Digest.of(spki), "suture.tls.key");
        PemSslStoreDetails details =
                PemSslStoreDetails.forCertificate(tls.certificatePem()).withPrivateKey(tls.keyPem());
        return SslBundle.of(new PemSslStoreBundle(details, null));
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> uploadTuning() {
        return factory -> factory.addServerCustomizers(ApiListenerConfiguration::tune);
    }

    /** One customizer for all decoder values: each call starts from a fresh specification. */
    @SuppressWarnings("deprecation") // maxChunkSize has no successor
    private static HttpServer tune(HttpServer server) {
        return server.childOption(
                        ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(2048, CHUNK, RECEIVE))
                .httpRequestDecoder(decoder ->
                        decoder.maxChunkSize(CHUNK).maxHeaderSize(HEADERS).maxInitialLineLength(REQUEST_LINE));
    }

    /**
     * Event loops of this application's own: the shared ones of the JVM would end with the first application that stops.
     * They end at once: the graceful shutdown of the listeners, which comes before, has waited for every request.
     */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    ReadySignal readySignal(Listeners listeners) {
        return new ReadySignal(listeners);
    }

    /** Reports the people's listener once the whole application answers. */
    static final class ReadySignal {

        private final Listeners listeners;
        private final AtomicInteger port = new AtomicInteger();

        ReadySignal(Listeners listeners) {
            this.listeners = listeners;
        }

        @EventListener
        void listening(ReactiveWebServerInitializedEvent event) {
            if (event.getApplicationContext().getServerNamespace() == null) {
                port.set(event.getWebServer().getPort());
            }
        }

        @EventListener
        void ready(ApplicationReadyEvent event) {
            if (port.get() > 0) {
                listeners.ready(Listener.API, port.get());
            }
        }
    }
}
