namespace Lynq.Sandbox;

/// <summary>A user of the sandbox, known by a bearer token.</summary>
/// <param name="Name">The name that role bindings name.</param>
/// <param name="Groups">The groups besides system:authenticated, which every user is in.</param>
public sealed record SandboxUser(string Name, params IReadOnlyList<string> Groups);
