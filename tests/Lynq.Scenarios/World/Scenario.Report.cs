using System.Text;

namespace Lynq.Scenarios;

internal sealed partial class Scenario
{
    /// <summary>What to look at after a failure: statuses, events, requests, the operator's log.</summary>
    private async Task<string> ReportAsync()
    {
        var report = new StringBuilder();
        try
        {
            foreach (var kind in new[] { Kinds.Hub, Kinds.Form, Kinds.Node })
            {
                foreach (var item in await ListAsync(kind))
                    report.AppendLine(CultureInfo.InvariantCulture, $"{kind.Kind} {item.Name()} generation {item.Text("metadata", "generation")}: {item.Text("status")}");
            }

            foreach (var happened in (await ListAsync(Kinds.Event)).OrderBy(e => e.Text("lastTimestamp"), StringComparer.Ordinal))
                report.AppendLine(CultureInfo.InvariantCulture, $"event {happened.Text("type")} {happened.Text("reason")} ×{happened.Text("count")} on {happened.Text("involvedObject", "kind")}/{happened.Text("involvedObject", "name")}: {happened.Text("message")}");
            report.AppendLine("requests:").AppendLine(_world.Cluster.RecentRequests(Ns));
        }
        catch (KubernetesException e)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"the cluster does not answer: {e.Message}");
        }

        return report.AppendLine("log:").AppendLine(Operator.Log(Ns)).ToString();
    }
}
