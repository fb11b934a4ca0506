package io.suture.server.runtime;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Stops the server when the process that started it ends, so that a broken-off test or demo leaves nothing behind. */
@Component
class ParentWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private final SutureSettings settings;
    private final ConfigurableApplicationContext context;

    ParentWatch(SutureSettings settings, ConfigurableApplicationContext context) {
        this.settings = settings;
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        if (settings.exitWithParent()) {
            ProcessHandle.current().parent().map(ProcessHandle::onExit).ifPresent(this::watch);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of the parent
    private void watch(CompletableFuture<ProcessHandle> end) {
        end.thenRun(this::stop);
    }

    private void stop() {
        LOG.info("The parent process ended; stopping.");
        context.close();
    }
}
