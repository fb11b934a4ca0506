package io.suture.server.dossier;

import java.util.Optional;

/** What made a dossier. */
final class Generator {

    /** Name and version. */
    static final String NAME = "Suture server "
            + Optional.ofNullable(Generator.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");

    private Generator() {}
}
