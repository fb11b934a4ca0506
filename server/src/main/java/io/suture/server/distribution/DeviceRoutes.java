package io.suture.server.distribution;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.suture.server.distribution.DeviceRefusal.CertificateNotAccepted;
import io.suture.server.distribution.DeviceRefusal.MethodNotAllowed;
import io.suture.server.distribution.DeviceRefusal.NoLongerOffered;
import io.suture.server.distribution.DeviceRefusal.NoSuchResource;
import io.suture.server.fleet.Device;
import io.suture.server.problem.PlainRefusal;
import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.server.problem.RefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The paths of the device listener. Every request is authorised against the current fleet, resumed TLS sessions and
 * kept-alive connections included; other manufacturers' repositories do not exist for a device.
 */
final class DeviceRoutes implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private static final Logger log = LoggerFactory.getLogger(DeviceRoutes.class);
    private static final String REPOSITORY = "/repository/";
    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Views views;
    private final FileAnswers files;
    private final LogAnswers logs;
    private final DownloadStarts starts;
    private final AgentAnswers agent;
    private final Answers answers;

    DeviceRoutes(
            Views views,
            FileAnswers files,
            DownloadStarts starts,
            LogAnswers logs,
            AgentAnswers agent,
            Answers answers) {
        this.views = views;
        this.files = files;
        this.starts = starts;
        this.logs = logs;
        this.agent = agent;
        this.answers = answers;
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        return Mono.defer(() -> Mono.from(route(request, response)))
                .onErrorResume(failure -> response.hasSentHeaders()
                        ? Mono.error(failure)
                        : Mono.from(answers.problem(request, response, refusal(failure))));
    }

    private Publisher<Void> route(HttpServerRequest request, HttpServerResponse response) {
        DeviceConnection peer = peer(request).orElseThrow(() -> new CertificateNotAccepted().refused());
        Device device = views.accepted(peer.identity(), peer.certificate())
                .orElseThrow(() -> new CertificateNotAccepted().refused());
        String path = new QueryStringDecoder(request.uri()).path();
        agent.seen(device, request);
        if (path.equals("/device/v1/receipts")) {
            require(request, Set.of(HttpMethod.POST));
            return agent.receipt(device, request, response);
        }
        require(request, READ);
        if (path.equals("/device/v1/assignment")) {
            return agent.assignment(device, view(device), request, response);
        }
        String own = REPOSITORY + device.manufacturer() + "/";
        if (!path.startsWith(own)) {
            throw new NoSuchResource().refused();
        }
        return repository(peer, device, path.substring(own.length()), request, response);
    }

    private Publisher<Void> repository(
            DeviceConnection peer, Device device, String path, HttpServerRequest request, HttpServerResponse response) {
        RepositoryView view = view(device);
        if (path.startsWith("metadata/")) {
            return metadata(view, path.substring("metadata/".length()), request, response);
        }
        if (path.startsWith("targets/")) {
            return target(peer, device, path.substring("targets/".length()), request, response);
        }
        if (path.startsWith("log/")) {
            return logs.answer(device.manufacturer(), view, path.substring("log/".length()), request, response);
        }
        throw new NoSuchResource().refused();
    }

    private Publisher<Void> metadata(
            RepositoryView view, String name, HttpServerRequest request, HttpServerResponse response) {
        ServedFile file =
                Optional.ofNullable(view.metadata().get(name)).orElseThrow(() -> new NoSuchResource().refused());
        String cache = name.equals("timestamp.json") ? Answers.REVALIDATE : Answers.IMMUTABLE;
        byte[] bytes = file.inMemory().orElseThrow(() -> new NoSuchResource().refused());
        return answers.document(request, response, new Answers.Document("application/json", cache, file.etag(), bytes));
    }

    private Publisher<Void> target(
            DeviceConnection peer, Device device, String path, HttpServerRequest request, HttpServerResponse response) {
        RepositoryView view = view(device);
        String state = view.gone().get(path);
        if (state != null) {
            throw new NoLongerOffered(state).refused();
        }
        ServedFile file = view.target(path).orElseThrow(() -> new NoSuchResource().refused());
        Mono<Void> start = Mono.justOrEmpty(view.payloads().get(path)).flatMap(payload -> starts.log(device, payload));
        StillAllowed allowed = new StillAllowed(views, peer, device.manufacturer(), path);
        return files.serve(request, response, file, new FileAnswers.Permission(start, allowed));
    }

    private RepositoryView view(Device device) {
        return views.repository(device.manufacturer()).orElseGet(RepositoryView::empty);
    }

    private static Optional<DeviceConnection> peer(HttpServerRequest request) {
        AtomicReference<Optional<DeviceConnection>> peer = new AtomicReference<>(Optional.empty());
        request.withConnection(connection -> peer.set(DeviceConnection.of(connection.channel())));
        return peer.get();
    }

    private static void require(HttpServerRequest request, Set<HttpMethod> allowed) {
        if (!allowed.contains(request.method())) {
            throw new MethodNotAllowed(String.join(
                            ", ",
                            allowed.stream().map(HttpMethod::name).sorted().toList()))
                    .refused();
        }
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.refusal();
        }
        if (failure instanceof IllegalArgumentException) {
            return new NoSuchResource();
        }
        log.error("device request failed", failure);
        return new PlainRefusal(ProblemType.INTERNAL_ERROR, "The server failed; its log says why.");
    }
}
