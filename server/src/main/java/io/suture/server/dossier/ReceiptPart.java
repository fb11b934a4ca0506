package io.suture.server.dossier;

import io.suture.server.audit.AuditLog;
import io.suture.server.fleet.Devices;
import io.suture.server.fleet.Receipts;
import io.suture.server.fleet.StoredReceipt;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What devices said about the release, and the certificates they said it with. */
final class ReceiptPart {

    private final Receipts receipts;
    private final Devices devices;
    private final AuditLog log;

    ReceiptPart(Receipts receipts, Devices devices, AuditLog log) {
        this.receipts = receipts;
        this.devices = devices;
        this.log = log;
    }

    Flux<Packed> of(Subject subject) {
        return covered(subject)
                .flatMapMany(all -> Flux.concat(
                        Flux.fromIterable(all)
                                .map(receipt ->
                                        new Packed("receipts/" + receipt.event() + ".json", receipt.envelope())),
                        Flux.fromIterable(all)
                                .map(StoredReceipt::device)
                                .distinct()
                                .concatMap(device -> devices.certificates(subject.manufacturer(), device)
                                        .map(pem -> Packed.text("devices/" + device + ".pem", pem)))));
    }

    /** Return the receipts that the dossier's checkpoint covers, oldest first. */
    Mono<List<StoredReceipt>> covered(Subject subject) {
        return receipts.of(
                        subject.manufacturer(),
                        subject.id().product(),
                        subject.id().version())
                .filterWhen(receipt -> log.entry(subject.manufacturer(), receipt.event())
                        .map(entry -> entry.index() < subject.size())
                        .defaultIfEmpty(false))
                .collectList();
    }
}
