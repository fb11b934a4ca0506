package io.suture.server.runtime;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Stops the server when the process that started it ends, so that a broken-off test or demo leaves nothing behind. Made
 * before anything else: a parent that ends while the server still starts is another process's child by the time it is ready.
 */
final class ParentWatch implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private final Optional<ProcessHandle> parent = ProcessHandle.current().parent();

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        if (context.getBean(SutureSettings.class).exitWithParent()) {
            parent.ifPresent(process -> watch(process, context));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of the parent
    private static void watch(ProcessHandle parent, ConfigurableApplicationContext context) {
        parent.onExit().thenRun(() -> {
            LOG.info("The parent process ended; stopping.");
            context.close();
        });
    }
}
