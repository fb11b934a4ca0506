package io.suture.device.install;

/** A payload verified earlier no longer has its digest. */
public final class PayloadDamagedException extends RuntimeException {

    PayloadDamagedException(String name) {
        super(name + " no longer has its digest");
    }
}
