package io.suture.device.transport;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands a body to a blocking reader, piece by piece, and gives up when nothing arrives for too long. */
final class BodyPipe implements BodySubscriber<BodyPipe> {

    private sealed interface Signal permits Piece, End, Failure {}

    private record Piece(List<ByteBuffer> buffers) implements Signal {}

    private record End() implements Signal {}

    private record Failure(Throwable cause) implements Signal {}

    private final String path;
    private final long stallNanos;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> unread = new ArrayDeque<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private volatile boolean cancelled;
    private boolean ended;

    BodyPipe(String path, TransportLimits limits) {
        this.path = path;
        this.stallNanos = limits.stall().toNanos();
    }

    @Override
    public CompletionStage<BodyPipe> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        subscription.set(upstream);
        if (cancelled) {
            upstream.cancel();
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Failure(cause));
    }

    @Override
    public void onComplete() {
        signals.add(new End());
    }

    int read(byte[] into) {
        while (unread.isEmpty() && !ended) {
            take();
        }
        ByteBuffer next = unread.peek();
        if (next == null) {
            return -1;
        }
        int n = Math.min(into.length, next.remaining());
        next.get(into, 0, n);
        if (!next.hasRemaining()) {
            unread.remove();
        }
        return n;
    }

    private void take() {
        switch (await()) {
            case Piece piece -> {
                piece.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(unread::add);
                upstream(subscribed -> subscribed.request(1));
            }
            case End end -> ended = true;
            case Failure failure -> throw new TransportException.Cut(path, failure.cause());
        }
    }

    private Signal await() {
        try {
            @Nullable Signal signal = signals.poll(stallNanos, TimeUnit.NANOSECONDS);
            if (signal == null) {
                throw new TransportException.Cut(path, "nothing arrived for too long");
            }
            return signal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException.Cut(path, e);
        }
    }

    void cancel() {
        cancelled = true;
        upstream(Flow.Subscription::cancel);
    }

    private void upstream(Consumer<Flow.Subscription> action) {
        Optional.ofNullable(subscription.get()).ifPresent(action);
    }
}
