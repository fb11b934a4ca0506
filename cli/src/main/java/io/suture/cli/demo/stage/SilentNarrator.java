package io.suture.cli.demo.stage;

import java.util.List;

/** Lets preparations happen without a word; what is refused on the way still stops the demo. */
public final class SilentNarrator implements Narrator {

    @Override
    public void step(int number, int of, String title) {}

    @Override
    public void stepDone(String took) {}

    @Override
    public void command(List<String> words) {}

    @Override
    public void output(String line) {}

    @Override
    public void ok(String check, String detail) {}

    @Override
    public void failed(String check, String detail) {}

    @Override
    public void note(String text) {}

    @Override
    public void progress(String label, long done, long total) {}

    @Override
    public void summary(Summary summary) {}
}
