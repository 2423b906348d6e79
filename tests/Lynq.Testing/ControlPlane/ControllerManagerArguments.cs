using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Lynq.Testing;

/// <summary>Chooses the controllers to leave out, in the spelling of the version at hand.</summary>
internal static partial class ControllerManagerArguments
{
    // Old name and the name since 1.28.
    private static readonly (string Old, string New)[] Workloads =
    [
        ("deployment", "deployment-controller"),
        ("replicaset", "replicaset-controller"),
        ("statefulset", "statefulset-controller"),
        ("daemonset", "daemonset-controller"),
        ("job", "job-controller"),
        ("replicationcontroller", "replicationcontroller-controller"),
    ];

    private static readonly (string Old, string New)[] NeedNodesOrClouds =
    [
        ("nodeipam", "node-ipam-controller"),
        ("nodelifecycle", "node-lifecycle-controller"),
        ("attachdetach", "persistentvolume-attach-detach-controller"),
        ("persistentvolume-binder", "persistentvolume-binder-controller"),
        ("persistentvolume-expander", "persistentvolume-expander-controller"),
        ("podgc", "pod-garbage-collector-controller"),
        ("ttl", "ttl-controller"),
        ("cloud-node-lifecycle", "cloud-node-lifecycle-controller"),
        ("service", "service-lb-controller"),
        ("route", "node-route-controller"),
    ];

    internal static async Task<IReadOnlyList<string>> BuildAsync(string folder, string kubeconfig, TestAuthority authority, int port, bool workloads)
    {
        var help = await HelpAsync();
        HashSet<string> known = [.. Names().Matches(All().Match(help).Groups[1].Value).Select(match => match.Value)];
        var off = (workloads ? NeedNodesOrClouds : [.. Workloads, .. NeedNodesOrClouds])
            .Select(names => known.Contains(names.New) ? names.New : names.Old)
            .Where(known.Contains);
        return
        [
            $"--kubeconfig={kubeconfig}",
            "--leader-elect=false",
            "--bind-address=127.0.0.1",
            $"--secure-port={port}",
            $"--cert-dir={folder}",
            "--use-service-account-credentials=true",
            $"--service-account-private-key-file={authority.PathOf("sa.key")}",
            $"--root-ca-file={authority.PathOf("ca.crt")}",
            $"--controllers=*,{string.Join(',', off.Select(name => "-" + name))}",
            "--kube-api-qps=200",
            "--kube-api-burst=300",
            .. InsecurePortOff(help),
        ];
    }

    // Old versions also listen on a fixed plain HTTP port, on which two could not run side by side.
    private static string[] InsecurePortOff(string help) => help.Contains("--port int", StringComparison.Ordinal) ? ["--port=0"] : [];

    private static async Task<string> HelpAsync()
    {
        var run = await ProgramRun.ToEndAsync(new ProcessStartInfo(ControlPlaneAssets.Program("kube-controller-manager"), ["--help"]));
        return run.Output + run.Errors;
    }

    [GeneratedRegex("All controllers: (.*)")]
    private static partial Regex All();

    [GeneratedRegex("[a-z][a-z0-9-]+")]
    private static partial Regex Names();
}
