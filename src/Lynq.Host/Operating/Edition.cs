using System.CommandLine;
using Lynq.Host.Settings;
using Lynq.Sources;

namespace Lynq.Host.Operating;

/// <summary>What distinguishes the executables that share this room: their engine, and the settings and commands that go with it.</summary>
internal sealed record Edition
{
    /// <summary>One process acts, elected by a Lease.</summary>
    public static Edition Embedded { get; } = new() { Engine = parts => new ElectedEngine(parts) };

    /// <summary>Makes the engine.</summary>
    public required Func<EngineParts, IOperatorEngine> Engine { get; init; }

    /// <summary>All settings of <c>lynq run</c>.</summary>
    public IReadOnlyList<FlagDefinition> Flags { get; init; } = OperatorFlags.All;

    /// <summary>Commands besides those that all have.</summary>
    public IReadOnlyList<Command> Commands { get; init; } = [];

    /// <summary>The library behind the <c>mysql</c> provider; null for this product's own driver.</summary>
    public IMySqlDriver? MySql { get; init; }
}
