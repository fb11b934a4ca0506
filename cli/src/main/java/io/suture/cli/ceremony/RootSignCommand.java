package io.suture.cli.ceremony;

import io.suture.cli.ceremony.OfflineMetadata.RoleState;
import io.suture.cli.keys.KeyFiles;
import io.suture.cli.keys.KeyLocation;
import io.suture.cli.session.CommandFailure;
import io.suture.cli.session.LocalFiles;
import io.suture.cli.session.Session;
import io.suture.trust.json.JsonObject;
import io.suture.trust.key.Signer;
import io.suture.trust.tuf.MetadataWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code root sign}: one more key holder signs what a ceremony made, on a machine of their own. */
@Command(name = "sign", description = "Add a key holder's signatures to the files of a ceremony; offline.")
public final class RootSignCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The ceremony's files.")
    private Path in = Path.of("");

    @Option(names = "--signing-key", required = true, paramLabel = "KEY", description = "The key holder's private key.")
    private String key = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** Creates the command. */
    public RootSignCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Signer signer = KeyFiles.open(session, KeyLocation.of(key)).signer();
        OfflineMetadata offline = OfflineMetadata.read(in);
        List<RoleState> mine = offline.states().stream()
                .filter(state -> state.keys().keys().containsValue(signer.publicKey()))
                .toList();
        if (mine.isEmpty()) {
            throw CommandFailure.refused("key-not-authorised", key + " is not a key of any role here");
        }
        mine.forEach(state -> Summary.role(offline, state).forEach(session::say));
        session.confirm("Sign " + mine.stream().map(RoleState::file).toList() + "?", yes);
        mine.forEach(state -> sign(offline, state, signer));
        return tell(OfflineMetadata.read(in));
    }

    private void sign(OfflineMetadata offline, RoleState state, Signer signer) {
        byte[] signed = MetadataWriter.addSignature(offline.of(state.role()).bytes(), signer);
        LocalFiles.write(in.resolve(state.file()), signed);
    }

    private int tell(OfflineMetadata now) {
        now.states()
                .forEach(state -> session.say(state.file() + "  "
                        + state.signedBy().size() + " of " + state.keys().threshold() + " signatures"));
        boolean complete = now.states().stream().allMatch(RoleState::complete);
        session.result(JsonObject.builder().put("complete", complete).build());
        return 0;
    }
}
