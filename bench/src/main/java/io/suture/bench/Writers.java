package io.suture.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Threads that do one transaction after the other, each when the one before is committed or, if paced, when it is time. */
final class Writers {

    private final int count;
    private final AtomicLong numbers = new AtomicLong();

    Writers(int count) {
        this.count = count;
    }

    /**
     * A committed transaction.
     *
     * @param began when it was begun
     * @param ended when its writer knew that it was committed
     */
    record Done<T>(long began, long ended, T result) {

        double millis() {
            return (ended - began) / 1e6;
        }
    }

    /** Runs for a time as fast as it goes. */
    <T> List<Done<T>> run(Duration time, LongFunction<T> transaction) throws InterruptedException {
        return run(time, 0, transaction);
    }

    /** Runs for a time, all writers together so many times a second if they can; {@code rate} 0 for no limit. */
    <T> List<Done<T>> run(Duration time, int rate, LongFunction<T> transaction) throws InterruptedException {
        ConcurrentLinkedQueue<Done<T>> done = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        AtomicLong turn = new AtomicLong();
        each(() -> {
            while (true) {
                long at = rate == 0 ? System.nanoTime() : start + turn.getAndIncrement() * 1_000_000_000L / rate;
                if (at >= end) {
                    return;
                }
                waitTill(at);
                long began = System.nanoTime();
                T result = transaction.apply(numbers.getAndIncrement());
                done.add(new Done<>(began, System.nanoTime(), result));
            }
        });
        return List.copyOf(done);
    }

    /** Does a number of transactions. */
    void run(long transactions, LongFunction<?> transaction) throws InterruptedException {
        AtomicLong left = new AtomicLong(transactions);
        each(() -> {
            while (left.getAndDecrement() > 0) {
                Object unused = transaction.apply(numbers.getAndIncrement());
            }
        });
    }

    private static void waitTill(long at) {
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void each(Runnable work) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<?>> running = IntStream.range(0, count)
                    .<Future<?>>mapToObj(i -> threads.submit(work))
                    .toList();
            for (Future<?> writer : running) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a transaction failed", e.getCause());
        }
    }
}
