package io.suture.trust.release;

import java.util.List;

/** Why a release does not fit a device. */
public sealed interface Incompatibility {

    /** Return the kebab-case code. */
    String code();

    /** Return one sentence for people. */
    String explain();

    /** The release is of another product. */
    record WrongProduct(String device, String release) implements Incompatibility {
        @Override
        public String code() {
            return "wrong-product";
        }

        @Override
        public String explain() {
            return "The device is a " + device + ", the release is for " + release + ".";
        }
    }

    /** The release does not name the device's identifier. */
    record WrongUdiDi(String device, List<String> release) implements Incompatibility {
        @Override
        public String code() {
            return "wrong-udi-di";
        }

        @Override
        public String explain() {
            return "The device's UDI-DI " + device + " is not among " + release + ".";
        }
    }

    /** The release does not name the device's hardware revision. */
    record WrongHardwareRevision(String device, List<String> release) implements Incompatibility {
        @Override
        public String code() {
            return "wrong-hardware-revision";
        }

        @Override
        public String explain() {
            return "The device's hardware revision " + device + " is not among " + release + ".";
        }
    }

    /** The release was not validated as an update of the installed version. */
    record VersionNotSupported(String installed, List<String> from) implements Incompatibility {
        @Override
        public String code() {
            return "version-not-supported";
        }

        @Override
        public String explain() {
            return "The release updates from " + from + ", not from the installed " + installed + ".";
        }
    }

    /** The release is older, in the sense that counts for security, than what the device accepts. */
    record RollbackIndexTooLow(long installed, long offered) implements Incompatibility {
        @Override
        public String code() {
            return "rollback-index-too-low";
        }

        @Override
        public String explain() {
            return "The release has rollback index " + offered + ", the device accepts none below " + installed + ".";
        }
    }
}
