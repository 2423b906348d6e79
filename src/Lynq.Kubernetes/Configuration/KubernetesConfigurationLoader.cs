namespace Lynq.Kubernetes.Configuration;

/// <summary>Finds out where the API server is, in the order in which operators look: a named file, <c>KUBECONFIG</c>, the pod's own service account, the user's file.</summary>
public static class KubernetesConfigurationLoader
{
    /// <summary>Loads the configuration that applies here.</summary>
    /// <param name="kubeconfig">A file, or several as <c>KUBECONFIG</c> lists them; null or empty to look around.</param>
    /// <param name="context">The context; null for the file's current one.</param>
    /// <param name="time">The clock for expiring credentials.</param>
    /// <exception cref="ConfigurationException">None is found, or it cannot be used; the message says which file, context and field.</exception>
    public static KubernetesConfiguration Load(string? kubeconfig = null, string? context = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        if (!string.IsNullOrEmpty(kubeconfig))
            return FromFiles(Split(kubeconfig), context, time);
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } listed)
            return FromFiles(Split(listed), context, time);
        if (InCluster.IsHere)
            return InCluster.Load(InCluster.ServiceAccountDirectory, time);
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        if (File.Exists(home))
            return FromFiles([home], context, time);
        throw new ConfigurationException($"no Kubernetes configuration: not in a pod, KUBECONFIG is not set and {home} does not exist; pass --kubeconfig");
    }

    /// <summary>Loads one context of a kubeconfig.</summary>
    /// <param name="files">The files; the first that says something wins.</param>
    /// <param name="context">The context; null for the current one.</param>
    /// <param name="time">The clock for expiring credentials.</param>
    /// <exception cref="ConfigurationException">It cannot be used; the message says which file, context and field.</exception>
    public static KubernetesConfiguration FromFiles(IReadOnlyList<string> files, string? context = null, TimeProvider? time = null) =>
        new KubeconfigReader(Kubeconfig.Read(files), time ?? TimeProvider.System).Read(context);

    private static string[] Split(string files) => files.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
