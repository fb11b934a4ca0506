package io.suture.server.portal;

import io.suture.server.release.Release;

/** A release in the list. */
record ReleaseRow(String product, String version, String state, String changedAt) {

    static ReleaseRow of(Release release) {
        return new ReleaseRow(
                release.id().product(),
                release.id().version(),
                release.state().code(),
                release.changedAt().toString());
    }
}
