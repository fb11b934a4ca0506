package io.suture.server.release;

import io.suture.trust.release.ReleaseKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A release as the API shows it. */
record ReleaseView(
        String product,
        String version,
        String state,
        Optional<String> kind,
        Optional<Long> rollbackIndex,
        Optional<String> manifest,
        List<FileView> files,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        Optional<List<StepView>> history) {

    /** An uploaded file. */
    record FileView(String name, long length, String sha256) {

        static FileView of(ReleaseFile file) {
            return new FileView(file.name(), file.length(), file.digest().hex());
        }
    }

    /** A step in the life of the release. */
    record StepView(String from, String to, String event, String actor, String reason, Instant at) {

        static StepView of(ReleaseTables.Step step) {
            return new StepView(
                    step.from().code(), step.to().code(), step.event().code(), step.actor(), step.reason(), step.at());
        }
    }

    static ReleaseView of(Release release) {
        return of(release, Optional.empty());
    }

    static ReleaseView of(Release release, List<ReleaseTables.Step> history) {
        return of(release, Optional.of(history.stream().map(StepView::of).toList()));
    }

    private static ReleaseView of(Release release, Optional<List<StepView>> history) {
        return new ReleaseView(
                release.id().product(),
                release.id().version(),
                release.state().code(),
                release.manifest().map(frozen -> frozen.manifest().kind()).map(ReleaseKind::json),
                release.manifest().map(frozen -> frozen.manifest().rollbackIndex()),
                release.manifest().map(frozen -> frozen.digest().toString()),
                release.files().stream().map(FileView::of).toList(),
                release.createdBy(),
                release.createdAt(),
                release.changedAt(),
                history);
    }
}
