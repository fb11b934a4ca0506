package io.suture.device.install;

import io.suture.device.state.GrowingFile;
import io.suture.device.state.Payload;
import io.suture.device.state.Slot;
import io.suture.device.state.Storage;
import io.suture.trust.digest.Digest;
import io.suture.trust.json.MalformedDocumentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Two directories and the three one-word files a boot loader would keep: {@code slots/active}, {@code slots/trial} (started
 * once, then forgotten) and {@code slots/running}.
 */
public final class SlotInstaller implements Installer {

    private static final String ACTIVE = "slots/active";
    private static final String TRIAL = "slots/trial";
    private static final String RUNNING = "slots/running";
    private static final int BUFFER = 256 * 1024;

    private final Storage storage;

    public SlotInstaller(Storage storage) {
        this.storage = storage;
    }

    /** Describe a device as it left the factory. */
    public void initialise(SlotRecord factory) {
        factory.write(storage, Slot.A);
        write(RUNNING, Slot.A);
        write(ACTIVE, Slot.A);
    }

    /** Return the slot marked active; should the mark be damaged, the one that runs or the newest complete one. */
    @Override
    public Slot active() {
        return read(ACTIVE).or(() -> read(RUNNING).filter(this::complete)).orElseGet(this::newest);
    }

    private Slot newest() {
        long a = SlotRecord.read(storage, Slot.A).map(SlotRecord::rollbackIndex).orElse(-1L);
        long b = SlotRecord.read(storage, Slot.B).map(SlotRecord::rollbackIndex).orElse(-1L);
        return b > a ? Slot.B : Slot.A;
    }

    @Override
    public Slot running() {
        return read(RUNNING).orElseGet(this::active);
    }

    @Override
    public void install(Slot slot, Image image) {
        if (slot == active() || slot == running()) {
            throw new InstallFailedException("install", "slot " + slot + " is in use");
        }
        storage.delete(SlotRecord.path(slot));
        for (String old : storage.list(SlotRecord.directory(slot))) {
            storage.delete(SlotRecord.directory(slot) + "/" + old);
        }
        image.payloads().forEach(payload -> copy(payload, slot));
        SlotRecord.of(image).write(storage, slot);
    }

    private void copy(Payload payload, Slot slot) {
        try (GrowingFile from = storage.grow(payload.part());
                GrowingFile to = storage.grow(file(slot, SlotRecord.fileName(payload)))) {
            to.truncate(0);
            if (!hash(from, to::append).equals(payload.digest())) {
                throw new PayloadDamagedException(payload.name());
            }
            to.force();
        }
    }

    @Override
    public boolean holds(Slot slot, Image image) {
        SlotRecord expected = SlotRecord.of(image);
        return SlotRecord.read(storage, slot).filter(expected::equals).isPresent() && complete(slot, expected);
    }

    /** Return whether every file of a slot is there with its digest. */
    public boolean complete(Slot slot) {
        return SlotRecord.read(storage, slot)
                .filter(held -> complete(slot, held))
                .isPresent();
    }

    private boolean complete(Slot slot, SlotRecord held) {
        List<String> present = storage.list(SlotRecord.directory(slot));
        return held.files().stream().allMatch(file -> {
            if (!present.contains(file.name())) {
                return false;
            }
            try (GrowingFile content = storage.grow(file(slot, file.name()))) {
                return content.length() == file.length()
                        && hash(content, bytes -> {}).equals(file.digest());
            }
        });
    }

    private static String file(Slot slot, String name) {
        return SlotRecord.directory(slot) + "/" + name;
    }

    private static Digest hash(GrowingFile from, Consumer<ByteBuffer> copy) {
        MessageDigest hash = Digest.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long offset = 0;
        for (int n = from.read(buffer, offset); n >= 0; n = from.read(buffer, offset)) {
            hash.update(buffer.flip().duplicate());
            copy.accept(buffer);
            buffer.clear();
            offset += n;
        }
        return Digest.ofBytes(hash.digest());
    }

    @Override
    public void arm(Slot slot) {
        write(TRIAL, slot);
    }

    /** The boot loader: a slot on trial is started if it is complete, and the trial is used up. */
    @Override
    public void boot() {
        Slot next = read(TRIAL)
                .filter(slot -> SlotRecord.read(storage, slot).isPresent())
                .orElseGet(this::active);
        write(RUNNING, next);
        storage.delete(TRIAL);
    }

    @Override
    public void confirm(Slot slot) {
        write(ACTIVE, slot);
        storage.delete(TRIAL);
    }

    @Override
    public void revert() {
        storage.delete(TRIAL);
        write(RUNNING, active());
    }

    private Optional<Slot> read(String path) {
        try {
            return storage.read(path)
                    .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip())
                    .map(Slot::parse);
        } catch (MalformedDocumentException damaged) {
            return Optional.empty();
        }
    }

    private void write(String path, Slot slot) {
        storage.write(path, (slot + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
