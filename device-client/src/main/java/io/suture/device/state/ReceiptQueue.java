package io.suture.device.state;

import io.suture.trust.json.Json;
import io.suture.trust.json.MalformedDocumentException;
import java.util.List;
import java.util.Optional;

/** Signed receipts waiting for the server, one file for each: queueing twice changes nothing. */
public final class ReceiptQueue {

    private static final String DIRECTORY = "receipts/queue";
    private static final String SUFFIX = ".json";

    private final Storage storage;

    public ReceiptQueue(Storage storage) {
        this.storage = storage;
    }

    /** Keep a receipt until it is delivered. */
    public void add(String name, byte[] envelope) {
        storage.write(path(name), envelope);
    }

    /** Return the names of the receipts waiting, in order. */
    public List<String> waiting() {
        return storage.list(DIRECTORY).stream()
                .filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .toList();
    }

    /** Return a waiting receipt; a damaged one is set aside and empty is returned. */
    public Optional<byte[]> read(String name) {
        Optional<byte[]> envelope = storage.read(path(name));
        if (envelope.isPresent() && !isJson(envelope.get())) {
            setAside(name);
            return Optional.empty();
        }
        return envelope;
    }

    /** The server has it. */
    public void delivered(String name) {
        storage.delete(path(name));
    }

    /** The server will never take it: keep it as evidence, but do not send it again. */
    public void setAside(String name) {
        storage.read(path(name)).ifPresent(envelope -> storage.write("receipts/refused/" + name + SUFFIX, envelope));
        storage.delete(path(name));
    }

    private static String path(String name) {
        return DIRECTORY + "/" + name + SUFFIX;
    }

    private static boolean isJson(byte[] bytes) {
        try {
            Json.parseObject(bytes);
            return true;
        } catch (MalformedDocumentException damaged) {
            return false;
        }
    }
}
