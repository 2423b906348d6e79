using System.Text.Json.Nodes;
using Lynq.Crds.Validation;
using Lynq.Host.Documents;

namespace Lynq.Host.Commands.Validation;

/// <summary>Something to tell about one object of one file.</summary>
/// <param name="Document">The object.</param>
/// <param name="IsError">Whether it is a reason to refuse the object.</param>
/// <param name="Problem">What it is.</param>
internal sealed record Finding(InputDocument Document, bool IsError, Problem Problem)
{
    /// <summary>All findings of a verdict, errors first.</summary>
    public static IEnumerable<Finding> Of(InputDocument document, ValidationResult result) =>
    [
        .. result.Errors.Select(problem => new Finding(document, IsError: true, problem)),
        .. result.Warnings.Select(problem => new Finding(document, IsError: false, problem)),
    ];

    /// <summary>As a program reads it.</summary>
    public JsonObject ToJson() => new()
    {
        ["file"] = Document.Origin,
        ["kind"] = Document.Kind,
        ["name"] = Document.Name,
        ["severity"] = IsError ? "error" : "warning",
        ["field"] = Problem.Path,
        ["message"] = Problem.Message,
    };

    /// <summary>As editors and people read it.</summary>
    public override string ToString() => $"{Document.Origin}: {(IsError ? "error" : "warning")}: {Document}: {Problem}";
}
