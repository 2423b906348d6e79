using System.Diagnostics;
using System.Globalization;

namespace Lynq.Benchmarks.Worlds;

/// <summary>
/// Which cores the server and the operator run on. On shared ones they take each other's time, which no cluster has its API server and
/// its operator do; apart, the one has the first half of them and the other the second, as on machines of their own.
/// </summary>
internal sealed class Cores
{
    /// <summary>All cores for everybody.</summary>
    public static Cores Shared { get; } = new(null, null);

    private readonly string? _server;
    private readonly string? _operator;

    private Cores(string? server, string? @operator) => (_server, _operator) = (server, @operator);

    /// <summary>What it is, for the report.</summary>
    public string Description => _server is null ? "shared" : $"server on {_server}, operator and bare loop on {_operator}";

    /// <summary>Half of the cores for the server, half for the operator.</summary>
    /// <exception cref="ArgumentException">There is only one core.</exception>
    public static Cores Apart()
    {
        var count = Environment.ProcessorCount;
        if (count < 2) throw new ArgumentException("--cores apart needs two cores");
        return new(Range(0, (count / 2) - 1), Range(count / 2, count - 1));
    }

    /// <summary>The program and its arguments that start the server on its cores.</summary>
    public (string Program, string[] Arguments) ForServer(params string[] dotnetArguments) => On(_server, dotnetArguments);

    /// <summary>The program and its arguments that start the operator on its cores.</summary>
    public (string Program, string[] Arguments) ForOperator(params string[] dotnetArguments) => On(_operator, dotnetArguments);

    /// <summary>Has this process work where the operator does.</summary>
    public void BindAsOperator()
    {
        if (_operator is not null) Bind(_operator);
    }

    /// <summary>Has this process work on all cores again.</summary>
    public void Unbind()
    {
        if (_operator is not null) Bind(Range(0, Environment.ProcessorCount - 1));
    }

    private static (string Program, string[] Arguments) On(string? cores, string[] arguments) => cores is null
        ? ("dotnet", arguments)
        // With one core the runtime would wait longer before it compiles hot code anew; the image has it not do so, either.
        : ("env", ["DOTNET_TC_DelaySingleProcMultiplier=1", "taskset", "-c", cores, "dotnet", .. arguments]);

    private static string Range(int first, int last) =>
        first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");

    // All threads; what they start later stays where they are.
    private static void Bind(string cores)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", cores, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        taskset.StandardOutput.ReadToEnd();
        taskset.WaitForExit();
        if (taskset.ExitCode != 0) throw new InvalidOperationException($"taskset ended with {taskset.ExitCode}");
    }
}
