package io.suture.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.Reply;
import io.suture.server.testing.RunningServer;
import io.suture.trust.log.AuditEntry;
import io.suture.trust.log.BundlePath;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.ConsistencyProof;
import io.suture.trust.log.EntryBundle;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.Proofs;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.Tile;
import io.suture.trust.log.TilePath;
import io.suture.trust.log.TlogProof;
import io.suture.trust.log.TreeHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The log of a running server read as C2SP tlog-tiles, by somebody who has its address and nothing else. */
@Execution(ExecutionMode.SAME_THREAD) // one server for all of these
class LogTilesIT {

    private static final String LOG = "/exm/audit/";

    private final RunningServer server = RunningServer.get();
    private final ApiCalls api = server.api();

    private Reply anybody(String path) {
        return api.send(HttpRequest.newBuilder(api.uri(LOG + path)).GET());
    }

    private Reply auditor(String path) {
        return api.get("insp.one", LOG + path);
    }

    private Checkpoint checkpoint() {
        return checkpoint(anybody("checkpoint").text());
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).unverifiedText());
    }

    @Test
    void whenAllEntriesAndTilesAreReadThenTheyGiveTheRootOfTheCheckpoint() {
        Checkpoint checkpoint = checkpoint();
        assertThat(checkpoint.origin()).endsWith("/exm/audit");
        List<TreeHash> leaves = new ArrayList<>();
        for (TilePath path : TilePath.forSize(checkpoint.size())) {
            Tile tile = Tile.parse(path, anybody(path.toString()).body());
            if (path.level() == 0) {
                BundlePath bundle = new BundlePath(path.index(), path.width());
                List<byte[]> entries =
                        EntryBundle.parse(bundle, auditor(bundle.toString()).body());
                assertThat(entries.stream().map(MerkleTree::leafHash).toList()).isEqualTo(tile.hashes());
                entries.forEach(AuditEntry::parse);
                leaves.addAll(tile.hashes());
            }
        }
        assertThat(leaves).hasSize((int) checkpoint.size());
        assertThat(MerkleTree.root(leaves)).isEqualTo(checkpoint.root());
    }

    @Test
    void whenAProofOfAnEntryIsAskedForThenItLeadsToTheCheckpointInIt() {
        byte[] entry = EntryBundle.parse(
                        new BundlePath(0, 3), auditor("tile/entries/000.p/3").body())
                .get(2);
        TlogProof proof = TlogProof.parse(anybody("inclusion/2.tlog-proof").body());
        Checkpoint checkpoint = checkpoint(proof.checkpointNote());
        Proofs.verifyInclusion(
                MerkleTree.leafHash(entry), proof.index(), checkpoint.size(), proof.hashes(), checkpoint.root());
    }

    @Test
    void whenTheLogGrewThenAProofSaysThatItOnlyGrew() {
        Checkpoint old = checkpoint();
        assertThat(api.get("re.one", "/api/v1/people").status()).isEqualTo(403);
        Checkpoint grown = Mono.fromSupplier(this::checkpoint)
                .filter(now -> now.size() > old.size())
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(30));
        ConsistencyProof proof = ConsistencyProof.parse(
                anybody("consistency/" + old.size() + "/" + grown.size()).body());
        assertThat(checkpoint(proof.newCheckpointNote())).isEqualTo(grown);
        Proofs.verifyConsistency(old.size(), old.root(), grown.size(), grown.root(), proof.hashes());
    }

    @Test
    void whenSomethingIsReadThenTypeAndCachingAreThoseOfTheSpecification() {
        Reply checkpoint = anybody("checkpoint");
        assertThat(checkpoint.headers().firstValue("content-type")).hasValue("text/plain;charset=UTF-8");
        assertThat(checkpoint.headers().firstValue("cache-control")).hasValue("public, max-age=2");
        Reply tile = anybody("tile/0/000.p/1");
        assertThat(tile.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(tile.headers().firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
        Reply entries = auditor("tile/entries/000.p/1");
        assertThat(entries.headers().firstValue("cache-control")).hasValue("private, max-age=31536000, immutable");
        assertThat(entries.headers().firstValue("vary")).hasValue("Accept-Encoding");
    }

    @Test
    void whenTheReaderTakesGzipThenABundleIsCompressed() throws IOException {
        URI bundle = api.uri(LOG + "tile/entries/000.p/7");
        Reply compressed = api.send(HttpRequest.newBuilder(bundle)
                .header("Authorization", "Bearer " + api.token("insp.one"))
                .header("Accept-Encoding", "br, gzip;q=0.8")
                .GET());
        assertThat(compressed.headers().firstValue("content-encoding")).hasValue("gzip");
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(plain.readAllBytes())
                    .isEqualTo(auditor("tile/entries/000.p/7").body());
        }
    }

    @Test
    void whenEntriesAreReadByAnybodyOrByAnotherManufacturersPersonThenTheyAreNotThere() {
        assertThat(anybody("tile/entries/000.p/1").status()).isEqualTo(401);
        assertThat(api.get("re.one", LOG + "tile/entries/000.p/1").status()).isEqualTo(403);
        assertThat(api.get("sec.one", LOG + "tile/entries/000.p/1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/0",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/x000/000",
                "tile/0/999",
                "tile/00/000",
                "tile/64/000",
                "tile/0/",
                "tile/0/000/000",
                "inclusion/999999999.tlog-proof",
                "consistency/0/999999999",
                "consistency/9/3"
            })
    void whenNothingHasThisNameThenItIsNotFound(String path) {
        assertThat(anybody(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inclusion/x.tlog-proof",
                "inclusion/-1.tlog-proof",
                "inclusion/9999999999999999999.tlog-proof",
                "consistency/a/1"
            })
    void whenANumberIsNoneThenTheRequestIsRefused(String path) {
        assertThat(anybody(path).status()).isIn(400, 404);
    }
}
