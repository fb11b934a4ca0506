package io.suture.server.dossier;

import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.trust.digest.Digest;
import io.suture.trust.evidence.PackageManifest;
import io.suture.trust.evidence.PlainZip;
import io.suture.trust.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

/** A dossier that is being put together: files that are held, and large ones that are read when it is written. */
final class Dossier {

    private static final long PROOF_BYTES = 1 << 20;
    private static final int PROOF_FILES = 4;

    private final SortedMap<String, byte[]> held = new TreeMap<>();
    private final SortedMap<String, Attached> attached = new TreeMap<>();

    void add(Packed file) {
        held.put(file.name(), file.content());
    }

    void add(Attached file) {
        attached.put(file.name(), file);
    }

    SortedMap<String, byte[]> held() {
        return held;
    }

    /** Return the list of all files so far. */
    PackageManifest list(ReleaseId id) {
        SortedMap<String, PackageManifest.Listed> listed = new TreeMap<>();
        held.forEach(
                (name, content) -> listed.put(name, new PackageManifest.Listed(content.length, Digest.of(content))));
        attached.forEach((name, file) ->
                listed.put(name, new PackageManifest.Listed(file.item().length(), file.digest())));
        return new PackageManifest(id, listed);
    }

    /** Refuses a dossier that does not fit the form of its archive; the export's proof is a few kilobytes more. */
    void requireFits() {
        List<PlainZip.Item> items = items();
        if (length() > PlainZip.MAX_BYTES - PROOF_BYTES || items.size() > PlainZip.MAX_FILES - PROOF_FILES) {
            throw new PlainRefusal(
                            ProblemType.CONFLICT,
                            "The dossier would have %d files and %d bytes, more than a ZIP file of its form can hold."
                                    .formatted(items.size(), length()))
                    .refused();
        }
    }

    /** Return the length of the archive. */
    long length() {
        return PlainZip.length(items());
    }

    /** Return the archive's bytes. */
    Flux<DataBuffer> archive() {
        List<PlainZip.Item> items = items();
        return Flux.fromIterable(items)
                .concatMap(item -> Flux.concat(Flux.just(wrap(PlainZip.head(item))), content(item.name())))
                .concatWith(Flux.defer(() -> Flux.just(wrap(PlainZip.tail(items)))));
    }

    private Flux<DataBuffer> content(String name) {
        Attached file = attached.get(name);
        return file == null ? Flux.just(wrap(held.getOrDefault(name, new byte[0]))) : file.content();
    }

    private List<PlainZip.Item> items() {
        SortedMap<String, PlainZip.Item> items = new TreeMap<>();
        held.forEach((name, content) -> items.put(name, PlainZip.Item.of(name, content)));
        attached.forEach((name, file) -> items.put(name, file.item()));
        return new ArrayList<>(items.values());
    }

    private static DataBuffer wrap(byte[] bytes) {
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }
}
