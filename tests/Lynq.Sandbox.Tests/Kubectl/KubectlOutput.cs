using System.Text.RegularExpressions;

namespace Lynq.Sandbox.Tests.Kubectl;

/// <summary>What kubectl printed, without what differs from run to run: uids, times, ages, versions, addresses, widths of columns.</summary>
internal static partial class KubectlOutput
{
    public static string Normalise(string output, string inNamespace)
    {
        var text = output.ReplaceLineEndings("\n").Replace(inNamespace, "NAMESPACE", StringComparison.Ordinal);
        text = Uids().Replace(text, "UID");
        text = Times().Replace(text, "TIME");
        text = Versions().Replace(text, "${1}VERSION");
        text = Moments().Replace(text, "$1 MOMENT");
        text = Ages().Replace(text, "AGE");
        text = ClusterAddresses().Replace(text, "ADDRESS");
        text = NodePorts().Replace(text, "${1}NODEPORT");
        text = Servers().Replace(text, "SERVER");
        text = TemporaryFiles().Replace(text, "FILE");
        return Spaces().Replace(text, " ").Replace(" \n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The names of the fields that kubectl explain lists.</summary>
    public static IReadOnlyList<string> Fields(string explained) => [.. ExplainedFields().Matches(explained).Select(field => field.Groups[1].Value)];

    [GeneratedRegex(@"^ +(\w+) <", RegexOptions.Multiline)]
    private static partial Regex ExplainedFields();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uids();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000( UTC)?)")]
    private static partial Regex Times();

    [GeneratedRegex(@"(resourceVersion: ""|Resource Version: +)\d+")]
    private static partial Regex Versions();

    [GeneratedRegex(@"^( *(?:Age|CreationTimestamp|Creation Timestamp|Created on|Start Time|Time):).*$", RegexOptions.Multiline)]
    private static partial Regex Moments();

    [GeneratedRegex(@"(?<=\s)(?:\d+[smhdy]){1,2}(?=\s)|<invalid>")]
    private static partial Regex Ages();

    [GeneratedRegex(@"\b10\.(?:9[6-9]|10\d|11[01])\.\d+\.\d+")]
    private static partial Regex ClusterAddresses();

    [GeneratedRegex(@"(\b80:|<unset> +)3[0-2]\d\d\d")]
    private static partial Regex NodePorts();

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+")]
    private static partial Regex Servers();

    [GeneratedRegex(@"/tmp/(?:LIVE|MERGED|kubectl)[-\w]*\d+[\w./-]*")]
    private static partial Regex TemporaryFiles();

    [GeneratedRegex(" {2,}|\t")]
    private static partial Regex Spaces();
}
