package io.suture.device.tuf;

import io.suture.device.command.DeviceCommand;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.Root;
import io.suture.trust.tuf.Snapshot;
import io.suture.trust.tuf.TargetFile;
import io.suture.trust.tuf.Targets;
import io.suture.trust.tuf.Timestamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does once what the commands do, so that the JVM can keep what it loaded for the next start (ADR 0015): a repository with
 * keys of a minute, served on the loopback address, a target downloaded from it into a folder of its own.
 */
public final class Rehearsal {

    private static final byte[] TARGET = "rehearsed".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, byte[]> files = new HashMap<>();
    private final Instant now;

    private Rehearsal(Instant now) {
        this.now = now;
    }

    /** Rehearse in the empty or absent folder given. */
    public static void main(String[] args) throws IOException {
        Rehearsal rehearsal = new Rehearsal(Instant.now());
        rehearsal.publish(new SecureRandom());
        rehearsal.download(Path.of(args[0]));
        DeviceCommand.line().execute("poll", "--help");
        System.exit(0);
    }

    private void publish(SecureRandom random) {
        List<Signer> signers = List.of(
                SoftwareSigner.generate(KeyAlgorithm.ED25519, random),
                SoftwareSigner.generate(KeyAlgorithm.ECDSA_P256, random));
        RoleKeys keys = new RoleKeys(signers.stream().map(Signer::publicKey).toList(), 2);
        Instant end = now.plus(Duration.ofMinutes(1));
        TargetFile target = TargetFile.describing("a/b", TARGET);
        Map<String, RoleKeys> roles =
                Map.of(Root.TYPE, keys, Timestamp.TYPE, keys, Snapshot.TYPE, keys, Targets.TYPE, keys);
        for (long version = 1; version <= 2; version++) {
            byte[] root = MetadataWriter.sign(MetadataWriter.root(version, end, roles, true), signers);
            files.put("/" + version + ".root.json", root);
        }
        byte[] targets = MetadataWriter.sign(MetadataWriter.targets(1, end, List.of(target), null), signers);
        files.put("/1.targets.json", targets);
        Map<String, MetaFile> listed = Map.of(Targets.TYPE, MetaFile.describing(1, targets));
        byte[] snapshot = MetadataWriter.sign(MetadataWriter.snapshot(1, end, listed), signers);
        files.put("/1.snapshot.json", snapshot);
        MetaFile newest = MetaFile.describing(1, snapshot);
        files.put("/timestamp.json", MetadataWriter.sign(MetadataWriter.timestamp(1, end, newest), signers));
        files.put("/" + target.consistentPath(), TARGET);
    }

    private void download(Path folder) throws IOException {
        Path root = Files.write(Files.createDirectories(folder).resolve("1.root.json"), file("/1.root.json"));
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            String url = "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
            String metadata = folder.resolve("metadata").toString();
            run("--metadata-dir", metadata, "init", root.toString());
            run("--metadata-dir", metadata, "--metadata-url", url, "refresh");
            run(
                    "--metadata-dir",
                    metadata,
                    "--metadata-url",
                    url,
                    "--target-name",
                    "a/b",
                    "--target-base-url",
                    url,
                    "--target-dir",
                    folder.resolve("targets").toString(),
                    "download");
        }
    }

    private static void run(String... args) {
        if (TufClientMain.run(args, System.out, System.err) != 0) {
            throw new IllegalStateException("the rehearsal failed");
        }
    }

    private byte[] file(String path) {
        return Optional.ofNullable(files.get(path)).orElseThrow();
    }

    private void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException e) {
                System.err.println(e.getMessage());
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String path = request.readLine().split(" ", -1)[1];
        while (!request.readLine().isEmpty()) {
            // headers do not matter here
        }
        byte[] body = files.getOrDefault(path, new byte[0]);
        String status = files.containsKey(path) ? "200 OK" : "404 Not Found";
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
