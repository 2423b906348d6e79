using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Cluster.Sharding;
using Petabridge.Cmd.Host;

namespace Lynq.Petabridge;

/// <summary>Answers a question about the operator as text for people: hubs, rollouts, nodes, or why with the name of a node.</summary>
/// <param name="question">The question.</param>
/// <param name="node">For why: the node, as name or namespace/name; else null.</param>
public delegate Task<string> OperatorFacts(string question, string? node);

/// <summary>
/// The host that <c>pbm</c> connects to, with the palettes of the cluster and its shards and one of the operator's own. All that
/// touches Petabridge.Cmd is in this file: it has no other source than packages, and everything that it shows can be had without
/// it (<c>/debug/lynq</c>, <c>lynq-cluster cluster</c>). Where it listens says <c>petabridge.cmd.host</c> and <c>.port</c>.
/// </summary>
public static class InspectionHost
{
    private static readonly CommandDefinition Hubs = Define("hubs", "Show the hubs: wanted, ready and failed nodes, and when the rows were read.");
    private static readonly CommandDefinition Rollouts = Define("rollouts", "Show the forms: generation, phase, and how far their rollouts are.");
    private static readonly CommandDefinition Nodes = Define("nodes", "Show the nodes that are not ready, and how many there are.");

    private static readonly CommandDefinition Why = new CommandDefinitionBuilder()
        .WithName("why")
        .WithDescription("Explain why a node is not ready: its resources as a tree, causes first.")
        .WithArgument(argument => argument
            .IsMandatory(true)
            .WithName("node")
            .WithSwitch("-n")
            .WithSwitch("--node")
            .WithDescription("Name of the LynqNode, or namespace/name."))
        .Build();

    private static readonly CommandPalette Palette = new("lynq", new[] { Hubs, Rollouts, Nodes, Why });

    /// <summary>Starts listening.</summary>
    /// <param name="system">The actor system, with the settings of the host in its configuration.</param>
    /// <param name="facts">Answers the questions.</param>
    public static void Start(ActorSystem system, OperatorFacts facts)
    {
        var host = PetabridgeCmd.Get(system);
        host.RegisterCommandPalette(ClusterCommands.Instance);
        host.RegisterCommandPalette(ClusterShardingCommands.Instance);
        host.RegisterCommandPalette(new OperatorPalette(facts));
        host.Start();
    }

    private static CommandDefinition Define(string name, string description) =>
        new CommandDefinitionBuilder().WithName(name).WithDescription(description).Build();

    private sealed class OperatorPalette : CommandPaletteHandler
    {
        public OperatorPalette(OperatorFacts facts)
            : base(Palette)
        {
            HandlerProps = Props.Create(() => new Answerer(facts));
        }

        /// <inheritdoc/>
        public override Props HandlerProps { get; }
    }

    private sealed class Answerer : CommandHandlerActor
    {
        public Answerer(OperatorFacts facts)
            : base(Palette)
        {
            Process(Hubs.Name, (_, _) => Answer(facts(Hubs.Name, null)));
            Process(Rollouts.Name, (_, _) => Answer(facts(Rollouts.Name, null)));
            Process(Nodes.Name, (_, _) => Answer(facts(Nodes.Name, null)));
            Process(Why.Name, (_, arguments) => Answer(facts(Why.Name, arguments.ArgumentValues("node").Single())));
        }

        private void Answer(Task<string> text) => _ = text.PipeTo(
            Sender,
            Self,
            success: lines => new CommandResponse(lines),
            failure: problem => new ErroredCommandResponse(problem.Message));
    }
}
