package io.suture.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.testing.ApiCalls;
import io.suture.server.testing.ExampleFolder;
import io.suture.server.testing.RunningServer;
import io.suture.trust.pki.TlsContexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A request that arrives before the one in front of it is done with must not silence its connection; a client that read
 * its answer to the end sends early without knowing it.
 */
class EarlyRequestIT {

    private static final int PATIENCE_MILLIS = 20_000;

    private final ApiCalls api = RunningServer.get().api();

    @RepeatedTest(20)
    void whenTwoRequestsCameTogetherThenAThirdIsAnswered() throws IOException {
        try (SSLSocket socket = (SSLSocket) TlsContexts.client(ExampleFolder.serverCa(), null)
                .getSocketFactory()
                .createSocket("localhost", api.uri("/").getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            send(socket, head("/api/v1/manufacturers/exm/products") + head("/api/v1/nothing"));
            assertThat(status(answers)).contains("200");
            assertThat(status(answers)).contains("404");
            send(socket, head("/api/v1/nothing"));
            assertThat(status(answers)).contains("404");
        }
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private String head(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + api.token("re.one")
                + "\r\n\r\n";
    }

    private static String status(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        while (!line.startsWith("HTTP/1.1 ")) {
            int at = line.lastIndexOf("HTTP/1.1 ");
            line = at > 0 ? line.substring(at) : answers.readLine();
        }
        return line;
    }
}
