package io.suture.device.install;

import io.suture.device.state.Slot;

/**
 * Slots and boot loader. Every method may be repeated after a power cut. At any moment {@link #active()} names a slot that boots.
 */
public interface Installer {

    /** Return the slot that is started when nothing is on trial. */
    Slot active();

    /** Return the slot that runs. */
    Slot running();

    /**
     * Write an image into a slot that is not active and read it back. Throws {@link PayloadDamagedException} if a payload no longer
     * has its digest, {@link InstallFailedException} for everything else.
     */
    void install(Slot slot, Image image);

    /** Return whether a slot holds the whole image. */
    boolean holds(Slot slot, Image image);

    /** Let the next boot, and only that one, start the slot. */
    void arm(Slot slot);

    /** Restart. Either does not return, or returns when the slot chosen by the boot loader runs. */
    void boot();

    /** Start this slot from now on. */
    void confirm(Slot slot);

    /** Give up the trial and run the active slot. */
    void revert();
}
