using Lynq.Host.Settings;

namespace Lynq.Host.Commands.Reference;

/// <summary>The page docs/settings.md: every setting of <c>lynq run</c>.</summary>
internal static class SettingReference
{
    private const string Head =
        """
        <!-- Made by "lynq docs settings"; the descriptions are in src/Lynq.Host/Settings/OperatorFlags.cs. -->
        # Settings of the operator

        `lynq run` takes each setting from its flag, else from its environment variable, else from the file that `--config` (`LYNQ_CONFIG`) names:
        a JSON object whose keys are the flags' names. A value that is not allowed, an unknown flag or an unknown key ends the process with a message
        before anything starts. The chart sets these from its [values](../helm/lynq/values.yaml); `manager.args` adds further ones.

        | flag | variable | default | meaning |
        | --- | --- | --- | --- |

        """;

    /// <summary>The page as Markdown.</summary>
    public static string Markdown() => Head + string.Concat(OperatorFlags.All.Select(flag =>
        $"| `--{flag.Name}` | `{flag.Variable}` | {(flag.Default.Length > 0 ? $"`{flag.Default}`" : "")} | {flag.Description} |\n"));
}
