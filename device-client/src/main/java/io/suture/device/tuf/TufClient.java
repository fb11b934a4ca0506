package io.suture.device.tuf;

import io.suture.device.state.FileMetadataStore;
import io.suture.device.state.FileStorage;
import io.suture.device.state.StateLock;
import io.suture.device.transport.Exchange;
import io.suture.device.transport.HttpMetadataSource;
import io.suture.device.transport.Request;
import io.suture.device.transport.Transport;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.TufException;
import io.suture.trust.tuf.Updater;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Carries out a command with the device's own updater, metadata store and metadata source. */
final class TufClient {

    private final Transport transport;
    private final Instant now;
    private final long process;
    private final PrintStream out;

    /** {@code now} is the time of the whole command (TUF 5.1), {@code out} is told each request and result. */
    TufClient(Transport transport, Instant now, long process, PrintStream out) {
        this.transport = transport;
        this.now = now;
        this.process = process;
        this.out = out;
    }

    void run(Command command) {
        Path folder = createFolder(command.metadata());
        StateLock lock = StateLock.take(folder);
        try (lock) {
            command.by(this);
        }
    }

    void init(Command.Init init) {
        try {
            store(init).write(Root.TYPE, Files.readAllBytes(init.trustedRoot()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refresh(Command.Refresh refresh) {
        updater(refresh, source(refresh, refresh.metadataUrl())).refresh();
    }

    void download(Command.Download download) {
        HttpMetadataSource source = source(download.refresh(), download.targetBaseUrl());
        Updater updater = updater(download.refresh(), source);
        updater.refresh();
        TargetFolder folder = new TargetFolder(new FileStorage(createFolder(download.folder())), process);
        folder.clean();
        download.names().forEach(name -> fetch(name, updater, source, folder));
    }

    private void fetch(String name, Updater updater, HttpMetadataSource source, TargetFolder folder) {
        TargetFile target = updater.target(name).orElseThrow(() -> new TufException.TargetNotFound(name));
        if (folder.holds(target)) {
            say("unchanged " + name);
        } else {
            folder.fetch(target, source, updater.sourcePath(target));
            say("fetched " + name);
        }
    }

    private Updater updater(Command.Refresh refresh, HttpMetadataSource source) {
        return new Updater(refresh.limits(), now, store(refresh), source);
    }

    private HttpMetadataSource source(Command.Refresh refresh, String targets) {
        return new HttpMetadataSource(this::sendAndSay, refresh.metadataUrl(), targets);
    }

    private Exchange sendAndSay(Request request) {
        Exchange exchange = transport.send(request);
        say(request.method() + " " + request.path() + " " + exchange.status());
        return exchange;
    }

    private void say(String line) {
        out.println(Problem.printable(line));
    }

    private static FileMetadataStore store(Command command) {
        return new FileMetadataStore(new FileStorage(command.metadata()), "");
    }

    private static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
