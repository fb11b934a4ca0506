package io.suture.cli;

import io.suture.cli.attest.ApproveCommand;
import io.suture.cli.attest.AttestCommand;
import io.suture.cli.attest.DownloadEvidenceCommand;
import io.suture.cli.attest.ImportCommand;
import io.suture.cli.attest.JUnitCommand;
import io.suture.cli.attest.ReleaseOrderCommand;
import io.suture.cli.attest.SbomCommand;
import io.suture.cli.attest.ScanCommand;
import io.suture.cli.attest.UploadEvidenceCommand;
import io.suture.cli.audit.ExportCommand;
import io.suture.cli.audit.FsckCommand;
import io.suture.cli.audit.MirrorCommand;
import io.suture.cli.audit.MonitorCommand;
import io.suture.cli.audit.PackageCommand;
import io.suture.cli.audit.SearchCommand;
import io.suture.cli.audit.VerifyCommand;
import io.suture.cli.breakglass.SignAuthorisationCommand;
import io.suture.cli.breakglass.WriteAuthorisationCommand;
import io.suture.cli.ceremony.RootImportCommand;
import io.suture.cli.ceremony.RootInitCommand;
import io.suture.cli.ceremony.RootInspectCommand;
import io.suture.cli.ceremony.RootPublishCommand;
import io.suture.cli.ceremony.RootRotateCommand;
import io.suture.cli.ceremony.RootSignCommand;
import io.suture.cli.demo.DemoCommand;
import io.suture.cli.dossier.ExportDossierCommand;
import io.suture.cli.erasure.ConfirmErasureCommand;
import io.suture.cli.erasure.EraseCommand;
import io.suture.cli.erasure.ListErasuresCommand;
import io.suture.cli.erasure.RefuseErasureCommand;
import io.suture.cli.erasure.WithdrawErasureCommand;
import io.suture.cli.fleet.ReadinessCommand;
import io.suture.cli.keys.ExampleKeysCommand;
import io.suture.cli.keys.GenerateKeyCommand;
import io.suture.cli.keys.ShowKeyCommand;
import io.suture.cli.registry.AddPersonKeyCommand;
import io.suture.cli.registry.ApproveForFacilityCommand;
import io.suture.cli.registry.ApprovePersonKeyCommand;
import io.suture.cli.registry.ConfirmResetCommand;
import io.suture.cli.registry.CreateDeviceCommand;
import io.suture.cli.registry.CreateFacilityCommand;
import io.suture.cli.registry.CreateManufacturerCommand;
import io.suture.cli.registry.CreatePersonCommand;
import io.suture.cli.registry.CreateProductCommand;
import io.suture.cli.registry.DeactivatePersonCommand;
import io.suture.cli.registry.ExportPeopleCommand;
import io.suture.cli.registry.ListPeopleCommand;
import io.suture.cli.registry.NewTokenCommand;
import io.suture.cli.registry.PersonKeysCommand;
import io.suture.cli.registry.ResetAccountCommand;
import io.suture.cli.registry.RevokeDeviceCommand;
import io.suture.cli.registry.RevokePersonKeyCommand;
import io.suture.cli.registry.RotateKeyCommand;
import io.suture.cli.registry.SetRolesCommand;
import io.suture.cli.registry.SetUpAccountCommand;
import io.suture.cli.registry.ShowDeviceCommand;
import io.suture.cli.registry.ShowManufacturerCommand;
import io.suture.cli.registry.SigningKeysCommand;
import io.suture.cli.release.BlockersCommand;
import io.suture.cli.release.ListReleasesCommand;
import io.suture.cli.release.ReasonedStepCommand;
import io.suture.cli.release.ReleaseStatusCommand;
import io.suture.cli.release.Step;
import io.suture.cli.release.StepCommand;
import io.suture.cli.release.SubmitReleaseCommand;
import io.suture.cli.repository.ExportRepositoryCommand;
import io.suture.cli.repository.VerifyRepositoryCommand;
import io.suture.cli.review.CloseReviewCommand;
import io.suture.cli.review.CommentReviewCommand;
import io.suture.cli.review.ListReviewsCommand;
import io.suture.cli.review.OpenReviewCommand;
import io.suture.cli.review.ShowReviewCommand;
import io.suture.cli.session.Session;
import io.suture.cli.signing.ListEventsCommand;
import io.suture.cli.signing.RefuseEventCommand;
import io.suture.cli.signing.ShowEventCommand;
import io.suture.cli.signing.SignEventCommand;
import io.suture.cli.witness.WitnessInitCommand;
import io.suture.cli.witness.WitnessServeCommand;
import java.util.List;
import picocli.CommandLine;

/** The tree of all commands. */
final class Commands {

    private Commands() {}

    static void addTo(CommandLine root, Session session) {
        addKeys(root, session);
        addRegistry(root, session);
        addRelease(root, session);
        addAttest(root, session);
        addLeaf(root, new ApproveCommand(session));
        addCeremony(root, session);
        addSigningEvents(root, session);
        CommandLine audit = group(
                root,
                "audit",
                "Search, check, copy and follow a log; verify dossiers, logs and proofs.",
                new ExportCommand(session),
                new SearchCommand(session),
                new MirrorCommand(session),
                new PackageCommand(session),
                new FsckCommand(session),
                new EraseCommand(session),
                new VerifyCommand(session),
                new MonitorCommand(session));
        group(
                audit,
                "erasure",
                "Confirm, refuse or withdraw what was asked for with audit erase.",
                new ListErasuresCommand(session),
                new ConfirmErasureCommand(session),
                new RefuseErasureCommand(session),
                new WithdrawErasureCommand(session));
        group(
                audit,
                "review",
                "Review what a search finds, and sign the outcome.",
                new OpenReviewCommand(session),
                new CommentReviewCommand(session),
                new CloseReviewCommand(session),
                new ListReviewsCommand(session),
                new ShowReviewCommand(session));
        group(
                root,
                "witness",
                "Sign other organisations' logs, so that they cannot show two faces.",
                new WitnessInitCommand(session),
                new WitnessServeCommand(session));
        group(
                root,
                "break-glass",
                "Let one device install one release although named checks do not pass; two people sign.",
                new WriteAuthorisationCommand(session),
                new SignAuthorisationCommand(session));
        group(root, "dossier", "Everything about one release.", new ExportDossierCommand(session));
        group(
                root,
                "repository",
                "The TUF repository as files.",
                new ExportRepositoryCommand(session),
                new VerifyRepositoryCommand(session));
        group(root, "fleet", "The devices in the field.", new ReadinessCommand(session));
        addLeaf(root, new DemoCommand(session));
    }

    private static void addAttest(CommandLine root, Session session) {
        CommandLine attest = group(root, "attest", "Sign a statement about a release with your own key and attach it.");
        AttestCommand.names()
                .forEach(name -> add(attest, name, "Sign this claim from a file.", new AttestCommand(session, name)));
        List.of(
                        new JUnitCommand(session),
                        new SbomCommand(session),
                        new ScanCommand(session),
                        new ReleaseOrderCommand(session),
                        new ImportCommand(session))
                .forEach(command -> addLeaf(attest, command));
        group(
                root,
                "evidence",
                "Files that statements refer to.",
                new UploadEvidenceCommand(session),
                new DownloadEvidenceCommand(session));
    }

    private static void addCeremony(CommandLine root, Session session) {
        group(
                root,
                "root",
                "The offline root of trust.",
                new RootInitCommand(session),
                new RootRotateCommand(session),
                new RootSignCommand(session),
                new RootImportCommand(session),
                new RootInspectCommand(session),
                new RootPublishCommand(session));
    }

    private static void addSigningEvents(CommandLine root, Session session) {
        group(
                root,
                "signing-event",
                "Sign or refuse what waits for people's signatures.",
                new ListEventsCommand(session),
                new ShowEventCommand(session),
                new SignEventCommand(session),
                new RefuseEventCommand(session));
    }

    private static void addKeys(CommandLine root, Session session) {
        group(
                root,
                "keys",
                "Make and show keys.",
                new GenerateKeyCommand(session),
                new ShowKeyCommand(session),
                new ExampleKeysCommand(session));
    }

    private static void addRegistry(CommandLine root, Session session) {
        group(
                root,
                "manufacturer",
                "Register and show manufacturers.",
                new CreateManufacturerCommand(session),
                new ShowManufacturerCommand(session),
                new SigningKeysCommand(session),
                new RotateKeyCommand(session));
        group(root, "product", "Register products.", new CreateProductCommand(session));
        group(
                root,
                "facility",
                "Register facilities; approve releases for their devices.",
                new CreateFacilityCommand(session),
                new ApproveForFacilityCommand(session));
        group(
                root,
                "person",
                "Register people and their keys.",
                new CreatePersonCommand(session),
                new ListPeopleCommand(session),
                new SetRolesCommand(session),
                new DeactivatePersonCommand(session),
                new ResetAccountCommand(session),
                new SetUpAccountCommand(session),
                new ConfirmResetCommand(session),
                new PersonKeysCommand(session),
                new AddPersonKeyCommand(session),
                new ApprovePersonKeyCommand(session),
                new RevokePersonKeyCommand(session),
                new ExportPeopleCommand(session));
        group(
                root,
                "device",
                "Register and revoke devices (the device agent itself: ./suture device ...).",
                new CreateDeviceCommand(session),
                new ShowDeviceCommand(session),
                new NewTokenCommand(session),
                new RevokeDeviceCommand(session));
    }

    private static void addRelease(CommandLine root, Session session) {
        CommandLine release = group(
                root,
                "release",
                "Submit, sign, publish, take back releases.",
                new SubmitReleaseCommand(session),
                new ListReleasesCommand(session),
                new ReleaseStatusCommand(session),
                new BlockersCommand(session));
        add(release, "sign", "Let the product role sign it, if the gate accepts.", new StepCommand(session, Step.SIGN));
        add(release, "publish", "Make it visible to devices.", new StepCommand(session, Step.PUBLISH));
        add(release, "suspend", "Stop its distribution for now.", new ReasonedStepCommand(session, Step.SUSPEND));
        add(release, "resume", "Distribute it again.", new ReasonedStepCommand(session, Step.RESUME));
        add(release, "withdraw", "Take it back for good.", new ReasonedStepCommand(session, Step.WITHDRAW));
        add(release, "reject", "End it before publication.", new ReasonedStepCommand(session, Step.REJECT));
    }

    private static CommandLine group(CommandLine root, String name, String description, Object... commands) {
        CommandLine group = add(root, name, description, new Group());
        List.of(commands).forEach(command -> addLeaf(group, command));
        return group;
    }

    private static void addLeaf(CommandLine parent, Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().mixinStandardHelpOptions(true);
        parent.addSubcommand(line);
    }

    private static CommandLine add(CommandLine parent, String name, String description, Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().mixinStandardHelpOptions(true).usageMessage().description(description);
        parent.addSubcommand(name, line);
        return line;
    }
}
