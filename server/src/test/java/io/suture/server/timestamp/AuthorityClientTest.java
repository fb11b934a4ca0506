package io.suture.server.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.server.testing.TestTimestampServer;
import io.suture.server.testing.TestTimestampServer.Mood;
import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.MerkleTree;
import io.suture.trust.log.timestamp.Imprint;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.log.timestamp.TimestampRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server lets an authority do to it: answer at its address, small and soon. */
class AuthorityClientTest {

    private static final Checkpoint CHECKPOINT = new Checkpoint("localhost/exm/audit", 0, MerkleTree.EMPTY_ROOT);

    private final TestTimestampServer server = new TestTimestampServer();
    private final TimestampRequest request = TimestampRequest.of(CHECKPOINT, new SecureRandom());

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] ask(Duration timeout) {
        return new AuthorityClient(server.url(), timeout).ask(request.toBytes()).block();
    }

    @Test
    void whenTheAuthorityAnswersThenItsBytesAreReturned() {
        byte[] answer = ask(Duration.ofSeconds(30));
        assertThat(TimestampAuthority.ofPem(server.rootPem())
                        .verify(answer, request)
                        .imprint())
                .isEqualTo(Imprint.of(CHECKPOINT));
    }

    @ParameterizedTest
    @CsvSource({
        "HUGE, an answer of more than 65536 bytes",
        "REDIRECT, status 307",
        "UNAVAILABLE, status 503",
        "WRONG_TYPE, the answer's type is not application/timestamp-reply",
        "EMPTY, an empty answer"
    })
    void whenTheAnswerIsNoneThenItIsRefused(Mood mood, String problem) {
        server.behave(mood);
        assertThatThrownBy(() -> ask(Duration.ofSeconds(30)))
                .isInstanceOf(AuthoritySilentException.class)
                .hasMessage(problem);
        assertThat(server.elsewhere()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SILENT", "TRICKLING"})
    void whenTheAnswerTakesTooLongThenNobodyWaits(Mood mood) {
        server.behave(mood);
        assertThatThrownBy(() -> ask(Duration.ofMillis(500)))
                .isInstanceOf(AuthoritySilentException.class)
                .hasMessage("no answer within PT0.5S");
    }

    @Test
    void whenNobodyIsThereThenThatIsToldToo() {
        URI nobody = server.url();
        server.close();
        AuthorityClient client = new AuthorityClient(nobody, Duration.ofSeconds(30));
        assertThatThrownBy(() -> client.ask(request.toBytes()).block()).isInstanceOf(AuthoritySilentException.class);
    }
}
