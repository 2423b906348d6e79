using Lynq.Kubernetes;

namespace Lynq.Actors.Rights;

/// <summary>
/// A refusal because no role allows it. Quotas and admission policies answer with the same code, and no role helps against them.
/// </summary>
internal static class MissingRight
{
    /// <summary>What to do about it.</summary>
    public const string Remedy = "grant it to the operator: rbac.extraRules of the chart, or the rules that lynq rbac generate prints";

    /// <summary>Who may not do what where, in the server's words and without the object's name; null for any other failure.</summary>
    public static string? Of(KubernetesException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        // As apiserver's authorization filter puts it: deployments.apps "a" is forbidden: User "b" cannot patch resource "deployments" in …
        var user = error.IsForbidden ? error.Status.Message.IndexOf("User \"", StringComparison.Ordinal) : -1;
        var words = user < 0 ? "" : error.Status.Message[user..];
        return words.Contains("\" cannot ", StringComparison.Ordinal) ? words : null;
    }

    /// <summary>The server's words, with the remedy where a role is missing.</summary>
    public static string Describe(KubernetesException error, string words) => Of(error) is null ? words : $"{words}; {Remedy}";
}
