package io.suture.server.erasure;

import io.suture.server.schedule.BackgroundJob;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends requests that nobody confirmed. */
@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

    @Bean
    BackgroundJob erasureRequestJob(ErasureRequests requests) {
        return new BackgroundJob("erasure-requests", Duration.ofMinutes(1), requests::expire);
    }
}
