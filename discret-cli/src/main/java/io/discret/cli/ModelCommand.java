package io.discret.cli;

import picocli.CommandLine.Command;

/** {@code discret model}: work with data models in files. */
@Command(
        name = "model",
        description = "Work with data models in files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ModelCheckCommand.class)
final class ModelCommand {}
