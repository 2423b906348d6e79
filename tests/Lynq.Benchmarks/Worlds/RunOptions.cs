using System.Globalization;

namespace Lynq.Benchmarks.Worlds;

/// <summary>What was asked for on the command line.</summary>
internal sealed record RunOptions
{
    /// <summary>sandbox, envtest or kubeconfig.</summary>
    public string Server { get; init; } = "sandbox";

    /// <summary>The kubeconfig of <c>--server kubeconfig</c>.</summary>
    public string? Kubeconfig { get; private init; }

    /// <summary>mariadb, sqlite, or auto: MariaDB where it is installed.</summary>
    public string Database { get; private init; } = "auto";

    /// <summary>How many nodes (rows times forms) there are.</summary>
    public int Nodes { get; init; } = 1000;

    /// <summary>The same where it was said; null where it was not.</summary>
    public int? NodesAsked { get; private init; }

    /// <summary>Resources of a node: 3 (ConfigMap, Service, Secret) or 4 (one ConfigMap more).</summary>
    public int Resources { get; init; } = 3;

    /// <summary>Where the sandbox and the operator run; another server takes what it likes.</summary>
    public Cores Cores { get; private init; } = Cores.Shared;

    /// <summary>Rounds of bare loop and operator in turn that provisioning is compared by.</summary>
    public int Rounds { get; private init; } = 3;

    /// <summary>How long rest is watched, seconds.</summary>
    public int RestSeconds { get; private init; } = 120;

    /// <summary>Changes of each sort whose time is taken.</summary>
    public int Samples { get; private init; } = 200;

    /// <summary>Where the JSON goes besides the standard output.</summary>
    public string? JsonFile { get; private init; }

    /// <summary>Where a Markdown table goes besides the standard output, for <c>docs/benchmarks.md</c>.</summary>
    public string? MarkdownFile { get; private init; }

    /// <summary>Reads <c>--name value</c> pairs.</summary>
    /// <exception cref="ArgumentException">Something else is there; the message says what.</exception>
    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new RunOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count) throw new ArgumentException($"{arguments[i]} needs a value");
            var value = arguments[i + 1];
            options = arguments[i] switch
            {
                "--server" when value is "sandbox" or "envtest" or "kubeconfig" => options with { Server = value },
                "--kubeconfig" => options with { Server = "kubeconfig", Kubeconfig = value },
                "--database" when value is "mariadb" or "sqlite" or "auto" => options with { Database = value },
                "--nodes" => options with { Nodes = Number(value, 4), NodesAsked = Number(value, 4) },
                "--resources" when value is "3" or "4" => options with { Resources = Number(value, 3) },
                "--cores" when value is "shared" => options with { Cores = Cores.Shared },
                "--cores" when value is "apart" => options with { Cores = Cores.Apart() },
                "--rounds" => options with { Rounds = Number(value, 1) },
                "--rest-seconds" => options with { RestSeconds = Number(value, 5) },
                "--samples" => options with { Samples = Number(value, 1) },
                "--json" => options with { JsonFile = value },
                "--markdown" => options with { MarkdownFile = value },
                _ => throw new ArgumentException($"{arguments[i]} {value} is not understood"),
            };
        }

        return options.Server == "kubeconfig" && options.Kubeconfig is null ? throw new ArgumentException("--server kubeconfig needs --kubeconfig FILE") : options;
    }

    private static int Number(string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ArgumentException($"{text} is not a number from {least}");
}
