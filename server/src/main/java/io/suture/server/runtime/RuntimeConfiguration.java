package io.suture.server.runtime;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The only place where time and randomness enter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SutureSettings.class, KeySettings.class})
class RuntimeConfiguration {

    @Bean
    DataDirectoryLock dataDirectoryLock(SutureSettings settings, Environment environment) {
        boolean embedded = environment.getProperty("suture.database.embedded", Boolean.class, settings.demo());
        return DataDirectoryLock.take(settings.dataDir(), embedded);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    Ids ids(Clock clock, SecureRandom random) {
        return new Ids(clock, random);
    }

    @Bean
    KeyFolder keyFolder(SutureSettings settings, KeySettings keys, SecureRandom random) {
        return new KeyFolder(settings.dataDir(), keys.required(settings.demo()), random);
    }

    /** Runs short blocking work (files, CPU-heavy checks) away from the event loops. */
    @Bean(destroyMethod = "dispose")
    Scheduler blockingScheduler() {
        return Schedulers.fromExecutorService(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("blocking-", 0).factory()),
                "blocking");
    }
}
