package io.suture.device.tuf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.KeyAlgorithm;
import io.suture.trust.key.Signer;
import io.suture.trust.key.SoftwareSigner;
import io.suture.trust.tuf.DelegatedRole;
import io.suture.trust.tuf.Delegations;
import io.suture.trust.tuf.MetaFile;
import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.MetadataWriter;
import io.suture.trust.tuf.RoleKeys;
import io.suture.trust.tuf.TargetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A repository on the loopback address, in the manner of tuf-conformance: change it, publish it, look at the requests. */
final class TestRepository implements MetadataSource, AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String METADATA = "/a%20repository/metadata/";
    private static final String TARGETS = "/a%20repository/targets/";

    /** The next version of a targets role. */
    static final class Role {
        final Signer signer = newSigner();
        final Map<String, TargetFile> files = new LinkedHashMap<>();
        Delegations delegations = Delegations.NONE;
        long version;
    }

    final Map<String, Signer> signers = new HashMap<>();
    final Map<String, Role> roles = new LinkedHashMap<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    /** Answers instead of the file; by its name within its folder. */
    final Map<String, HttpHandler> spoilt = new ConcurrentHashMap<>();

    final List<String> requests = new CopyOnWriteArrayList<>();
    boolean consistentSnapshot = true;
    Instant expires = Instant.now().plus(Duration.ofDays(1));
    long rootVersion;
    long snapshotVersion;
    long timestampVersion;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    TestRepository() {
        List.of("root", "timestamp", "snapshot", "targets").forEach(this::rotate);
        roles.put("targets", new Role());
        publishRoot();
        publish();
        server = start();
    }

    private HttpServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", this::answer);
            http.setExecutor(threads);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Signer newSigner() {
        return SoftwareSigner.generate(KeyAlgorithm.ED25519, RANDOM);
    }

    String metadataUrl() {
        return origin() + METADATA;
    }

    String targetsUrl() {
        return origin() + TARGETS;
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void rotate(String role) {
        signers.put(role, newSigner());
    }

    Role role(String name) {
        return roles.computeIfAbsent(name, ignored -> new Role());
    }

    DelegatedRole delegation(String name, String... paths) {
        return DelegatedRole.ofPaths(name, keys(role(name).signer), false, paths);
    }

    static RoleKeys keys(Signer signer) {
        return RoleKeys.of(1, signer.publicKey());
    }

    TargetFile add(String role, String path, byte[] content) {
        return add(role, TargetFile.describing(path, content), content);
    }

    TargetFile add(String role, TargetFile file, byte[] content) {
        role(role).files.put(file.path(), file);
        files.put(consistentSnapshot ? file.consistentPath() : file.path(), content);
        return file;
    }

    void publishRoot() {
        rootVersion++;
        Map<String, RoleKeys> keys = new LinkedHashMap<>();
        signers.forEach((role, signer) -> keys.put(role, keys(signer)));
        List<Signer> signing = new ArrayList<>(List.of(signers.get("root")));
        files.put(
                rootVersion + ".root.json",
                MetadataWriter.sign(MetadataWriter.root(rootVersion, expires, keys, consistentSnapshot), signing));
    }

    void publish() {
        Map<String, MetaFile> listed = new LinkedHashMap<>();
        roles.forEach((name, role) -> listed.put(name, publish(name, role)));
        snapshotVersion++;
        byte[] snapshot = sign("snapshot", MetadataWriter.snapshot(snapshotVersion, expires, listed));
        files.put(fileName("snapshot", snapshotVersion), snapshot);
        publishTimestamp();
    }

    void publishTimestamp() {
        timestampVersion++;
        byte[] snapshot = files.get(fileName("snapshot", snapshotVersion));
        MetaFile listed = MetaFile.describing(snapshotVersion, snapshot);
        files.put("timestamp.json", sign("timestamp", MetadataWriter.timestamp(timestampVersion, expires, listed)));
    }

    private MetaFile publish(String name, Role role) {
        role.version++;
        Signer signer = name.equals("targets") ? signers.get("targets") : role.signer;
        byte[] file = MetadataWriter.sign(
                MetadataWriter.targets(role.version, expires, List.copyOf(role.files.values()), role.delegations),
                List.of(signer));
        files.put(fileName(name, role.version), file);
        return MetaFile.describing(role.version, file);
    }

    private byte[] sign(String role, JsonObject signed) {
        return MetadataWriter.sign(signed, List.of(signers.get(role)));
    }

    private String fileName(String role, long version) {
        return (consistentSnapshot ? version + "." : "") + quote(role) + ".json";
    }

    static String quote(String role) {
        return URLEncoder.encode(role, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String name = path.substring(path.startsWith(METADATA) ? METADATA.length() : TARGETS.length());
        requests.add(name);
        spoilt.getOrDefault(name, ordinary -> reply(ordinary, files.get(name))).handle(exchange);
    }

    private static void reply(HttpExchange exchange, byte[] content) throws IOException {
        if (content == null) {
            reply(exchange, 404, "nothing here ".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        } else {
            reply(exchange, 200, content);
        }
    }

    static void reply(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        return Optional.ofNullable(files.get(fileName));
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
