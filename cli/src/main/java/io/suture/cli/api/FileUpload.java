package io.suture.cli.api;

import io.suture.cli.session.CommandFailure;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** A file on its way: read piece by piece as the connection takes it, never as a whole. */
final class FileUpload {

    private FileUpload() {}

    static BodyPublisher of(Path file, long length, Progress progress) {
        try {
            BodyPublisher content = BodyPublishers.ofFile(file);
            Flow.Publisher<ByteBuffer> counted =
                    subscriber -> content.subscribe(new Counted(subscriber, length, progress));
            return length == 0 ? content : BodyPublishers.fromPublisher(counted, length);
        } catch (FileNotFoundException e) {
            throw CommandFailure.usage(file + " does not exist");
        }
    }

    private record Counted(Flow.Subscriber<? super ByteBuffer> next, long length, Progress progress, AtomicLong done)
            implements Flow.Subscriber<ByteBuffer> {

        Counted(Flow.Subscriber<? super ByteBuffer> next, long length, Progress progress) {
            this(next, length, progress, new AtomicLong());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            next.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            progress.at(done.addAndGet(piece.remaining()), length);
            next.onNext(piece);
        }

        @Override
        public void onError(Throwable thrown) {
            next.onError(thrown);
        }

        @Override
        public void onComplete() {
            next.onComplete();
        }
    }
}
