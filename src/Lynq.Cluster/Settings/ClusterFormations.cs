using Lynq.Host;
using Lynq.Host.Settings;

namespace Lynq.Cluster.Settings;

/// <summary>Which formation the settings ask for.</summary>
internal static class ClusterFormations
{
    /// <summary>Reads it: what is not said follows from whether seeds are named.</summary>
    /// <exception cref="SettingsException">Seeds are named and not to be used, or to be used and not named.</exception>
    public static ClusterFormation Of(OperatorSettings settings)
    {
        var hasSeeds = settings.List("cluster-seeds").Count > 0;
        return (settings.Text("cluster-formation"), hasSeeds) switch
        {
            ("auto", true) or ("seeds", true) => ClusterFormation.Seeds,
            ("auto", false) or ("lease", false) => ClusterFormation.Lease,
            ("kubernetes-api", false) => ClusterFormation.KubernetesApi,
            ("seeds", false) => throw new SettingsException("--cluster-formation=seeds needs --cluster-seeds, such as lynq-0.lynq:7946,lynq-1.lynq:7946"),
            var (formation, _) => throw new SettingsException($"--cluster-seeds are not used with --cluster-formation={formation}; leave one of them out"),
        };
    }
}
