package io.suture.device.agent;

import io.suture.device.transport.Progress;

/** Passes progress on, and reports where a broken transfer continues. */
record ReportedProgress(Progress watcher, Reporter reporter) implements Progress {

    @Override
    public void at(String name, long received, long total) {
        watcher.at(name, received, total);
    }

    @Override
    public void resumed(String name, long received, long total) {
        reporter.ok("resume", "%s at %d of %d bytes".formatted(name, received, total));
    }
}
