using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Kubernetes.Configuration;

/// <summary>Runs a credential plugin (client.authentication.k8s.io) and reads its answer.</summary>
internal sealed class ExecPlugin
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    private readonly FieldReader _where;
    private readonly KubeconfigDocument.ExecEntry _exec;
    private readonly string _apiVersion;
    private readonly string _info;

    private ExecPlugin(FieldReader where, KubeconfigDocument.ExecEntry exec, string apiVersion, string info) =>
        (_where, _exec, _apiVersion, _info) = (where, exec, apiVersion, info);

    public static ExecPlugin From(FieldReader where, KubeconfigDocument.ExecEntry exec, KubeconfigDocument.ClusterEntry cluster, byte[]? authorities)
    {
        if (string.IsNullOrEmpty(exec.Command))
            throw where.Wrong("user.exec.command", "it is not set");
        var apiVersion = exec.ApiVersion is "client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"
            ? exec.ApiVersion
            : throw where.Wrong("user.exec.apiVersion", $"\"{exec.ApiVersion}\" is not known; known are client.authentication.k8s.io/v1 and /v1beta1");
        if (exec.InteractiveMode == "Always")
            throw where.Wrong("user.exec.interactiveMode", "an operator has no terminal; Always cannot work");
        var spec = new JsonObject { ["interactive"] = false };
        if (exec.ProvideClusterInfo)
            spec["cluster"] = ClusterInfo(cluster, authorities);
        var info = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
        return new(where, exec, apiVersion, info.ToJsonString());
    }

    /// <summary>Runs the plugin.</summary>
    /// <exception cref="ConfigurationException">It is missing, fails or answers something else.</exception>
    public async Task<ExecAnswer> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestRun);
        using var process = Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw _where.Wrong("user.exec", $"{_exec.Command} ended with {process.ExitCode}: {Shortened(await errors)}{Hint()}");
            return Read(await output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw _where.Wrong("user.exec", $"{_exec.Command} did not end within {LongestRun.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(_where.Command(_exec.Command!))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in _exec.Args ?? [])
            start.ArgumentList.Add(argument);
        foreach (var variable in _exec.Env ?? [])
            start.Environment[variable.Name] = variable.Value;
        start.Environment["KUBERNETES_EXEC_INFO"] = _info;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw _where.Wrong("user.exec.command", $"{_exec.Command} cannot be run: {e.Message}{Hint()}");
        }
    }

    private ExecAnswer Read(string output)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(output, ExecJson.Default.ExecCredentialDocument);
            if (answer is not { Kind: "ExecCredential", Status: { } status } || answer.ApiVersion != _apiVersion)
                throw _where.Wrong("user.exec", $"{_exec.Command} did not answer with an ExecCredential of {_apiVersion} that has a status");
            return ExecAnswer.From(_where, status);
        }
        catch (JsonException e)
        {
            throw _where.Wrong("user.exec", $"{_exec.Command} did not answer with JSON (line {e.LineNumber + 1})");
        }
    }

    private string Hint() => string.IsNullOrEmpty(_exec.InstallHint) ? "" : "; " + _exec.InstallHint.Trim();

    private static string Shortened(string text) => text.Trim() is { Length: > 300 } lengthy ? lengthy[..300] + "…" : text.Trim();

    private static JsonObject ClusterInfo(KubeconfigDocument.ClusterEntry cluster, byte[]? authorities)
    {
        var info = new JsonObject { ["server"] = cluster.Server };
        if (authorities is not null)
            info["certificate-authority-data"] = Convert.ToBase64String(authorities);
        if (cluster.InsecureSkipTlsVerify)
            info["insecure-skip-tls-verify"] = true;
        if (!string.IsNullOrEmpty(cluster.TlsServerName))
            info["tls-server-name"] = cluster.TlsServerName;
        if (!string.IsNullOrEmpty(cluster.ProxyUrl))
            info["proxy-url"] = cluster.ProxyUrl;
        return info;
    }
}
