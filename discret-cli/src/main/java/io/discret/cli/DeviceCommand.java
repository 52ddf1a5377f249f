package io.discret.cli;

import io.discret.api.Discret;
import io.discret.api.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code discret device}: the devices of the own user. */
@Command(
        name = "device",
        description = "Say which of your devices may have your data. Works without a network.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DeviceCommand {
    private static final String ALL =
            "query { devices: sys.AllowedHardware(order_by(cdate asc, id asc)) { id name status mdate } }";
    private static final String DECIDE = "mutate { sys.AllowedHardware { id: $id status: $status } }";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "List the devices.", mixinStandardHelpOptions = true)
    int list(@Mixin DatabaseAccess database) {
        return database.with(this::show);
    }

    @Command(name = "approve", description = "Let a device have your data.", mixinStandardHelpOptions = true)
    int approve(@Mixin DatabaseAccess database, @picocli.CommandLine.Parameters(paramLabel = "DEVICE") String device) {
        return decide(database, device, "allowed");
    }

    @Command(name = "refuse", description = "Keep a device from your data.", mixinStandardHelpOptions = true)
    int refuse(@Mixin DatabaseAccess database, @picocli.CommandLine.Parameters(paramLabel = "DEVICE") String device) {
        return decide(database, device, "disabled");
    }

    private int decide(DatabaseAccess database, String device, String status) {
        return database.with(app -> {
            Map<String, String> names = new LinkedHashMap<>();
            rows(app).forEach(row -> names.put(row.id(), row.name()));
            String id = Choice.of("device", device, names);
            app.mutate(DECIDE, Parameters.of("id", id, "status", status));
            return show(app);
        });
    }

    private int show(Discret app) {
        Table table = new Table("DEVICE", "NAME", "STATUS", "DECIDED");
        rows(app).forEach(row -> table.row(row.id(), row.name(), row.status(), Shown.date(row.mdate())));
        return Shown.print(spec, Shown.orElse(table, "No device is known."));
    }

    private static List<Row> rows(Discret app) {
        return app.query(ALL).list("devices", Row.class);
    }

    /** One row of sys.AllowedHardware. */
    public record Row(String id, String name, String status, long mdate) {}
}
