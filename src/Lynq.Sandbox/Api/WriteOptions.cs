using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Api;

/// <summary>How unknown and duplicate fields are met.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}

/// <summary>What a write carries besides the object.</summary>
internal sealed record WriteOptions
{
    public UserInfo User { get; init; } = UserInfo.Admin;

    /// <summary>The field manager: the parameter, else the user agent's first word.</summary>
    public required string Manager { get; init; }

    public string Subresource { get; init; } = "";

    public bool DryRun { get; init; }

    public FieldValidation FieldValidation { get; init; } = FieldValidation.Warn;

    public bool Force { get; init; }

    /// <summary>For a patch: how a refusal shows it, given what it made of the object. Null for other writes.</summary>
    public Func<JsonObject, string>? Patch { get; init; }

    /// <summary>Collected on the way; each becomes a Warning header.</summary>
    public List<string> Warnings { get; } = [];

    public static WriteOptions For(string controller, string subresource = "") =>
        new() { User = UserInfo.Controller, Manager = controller, Subresource = subresource, FieldValidation = FieldValidation.Ignore };
}
