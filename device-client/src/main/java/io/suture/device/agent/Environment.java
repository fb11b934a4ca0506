package io.suture.device.agent;

import io.suture.device.transport.Progress;
import io.suture.device.transport.Sleeper;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What differs between a device and a test.
 *
 * @param random makes nonces too: on a device, one that nobody can predict
 */
public record Environment(
        Clock clock,
        RandomGenerator random,
        Supplier<UUID> ids,
        Sleeper sleeper,
        Progress progress,
        Reporter reporter) {}
