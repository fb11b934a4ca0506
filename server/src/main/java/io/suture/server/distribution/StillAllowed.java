package io.suture.server.distribution;

import java.util.function.BooleanSupplier;

/** Whether a running download may go on: neither the device revoked nor the release halted since it began. */
record StillAllowed(Views views, DeviceConnection peer, String manufacturer, String path) implements BooleanSupplier {

    @Override
    public boolean getAsBoolean() {
        return views.repository(manufacturer)
                        .filter(view ->
                                view.target(path).isPresent() && !view.gone().containsKey(path))
                        .isPresent()
                && views.accepted(peer.identity(), peer.certificate()).isPresent();
    }
}
