package io.suture.device;

import io.suture.device.command.DeviceCommand;

/** Entry point of the device agent. */
public final class DeviceMain {

    private DeviceMain() {}

    /** Run a command and exit with its code: 0 done or nothing to do, 1 refused, 2 usage. */
    public static void main(String[] args) {
        System.exit(DeviceCommand.line().execute(args));
    }
}
