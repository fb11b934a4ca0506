package io.suture.server.signing;

import io.suture.server.identity.Actor;
import io.suture.server.release.Release;
import io.suture.server.release.ReleaseEvent;
import io.suture.server.release.ReleaseLifeCycle;
import io.suture.server.release.Releases;
import io.suture.server.signing.CrashPoint.Step;
import io.suture.trust.tuf.TargetFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores fully signed metadata of a release with the step in its life, in the caller's transaction. */
final class SignedReleases {

    private final Releases releases;
    private final MetadataTable metadata;
    private final RoleVersions versions;
    private final SigningEvents events;
    private final CrashPoint crash;

    SignedReleases(
            Releases releases, MetadataTable metadata, RoleVersions versions, SigningEvents events, CrashPoint crash) {
        this.releases = releases;
        this.metadata = metadata;
        this.versions = versions;
        this.events = events;
        this.crash = crash;
    }

    /** Stores the metadata and the release's files, and moves the release; visible to nobody yet. */
    Mono<Void> store(Actor actor, Release release, ReleaseEvidence.Lines lines, Metadata file, Instant now) {
        String manufacturer = release.manufacturer();
        return metadata.insert(manufacturer, file, now)
                .then(versions.use(manufacturer, file))
                .then(passed(Step.RELEASE_METADATA_STORED))
                .then(Mono.defer(() -> releases.transition(manufacturer, release.id(), ReleaseEvent.SIGN, actor, "")))
                .flatMap(event -> Flux.fromIterable(ReleaseContent.targets(release, lines))
                        .concatMap(target -> metadata.insertTarget(manufacturer, target, now, event))
                        .then());
    }

    /** Ends the open event of a release when it is over or the release is no longer what it would sign. */
    Mono<SigningEventState> endIfOver(
            SigningEvent event, Situation situation, Release release, ReleaseEvidence.Lines lines) {
        return events.endIfOver(event, situation, changed(event, release, lines));
    }

    private static Optional<String> changed(SigningEvent event, Release release, ReleaseEvidence.Lines lines) {
        if (ReleaseLifeCycle.next(release.state(), ReleaseEvent.SIGN).isEmpty()) {
            return Optional.of("release-is-" + release.state().code());
        }
        Map<String, TargetFile> own = new HashMap<>(event.files());
        own.keySet().removeIf(path -> !path.startsWith(release.id() + "/"));
        Map<String, TargetFile> now = new HashMap<>();
        ReleaseContent.targets(release, lines)
                .forEach(target -> now.put(target.file().path(), target.file()));
        return own.equals(now) ? Optional.empty() : Optional.of("evidence-changed");
    }

    private Mono<Void> passed(Step step) {
        return Mono.fromRunnable(() -> crash.passed(step));
    }
}
