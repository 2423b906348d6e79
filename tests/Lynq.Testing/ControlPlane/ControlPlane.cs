using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Lynq.Testing;

/// <summary>
/// A real etcd and kube-apiserver, and on demand a kube-controller-manager, of a test's own: on free loopback ports,
/// with their state in a temporary folder, gone with the test's process at the latest.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    /// <summary>The identity of <see cref="OperatorKubeconfig"/>, a service account that may do everything.</summary>
    public const string OperatorUser = "system:serviceaccount:lynq-system:operator";

    private readonly ChildProcesses _processes;
    private readonly TestAuthority _authority;
    private readonly ControlPlaneOptions _options;
    private readonly int _etcdPort;

    private ControlPlane(ControlPlaneOptions options, ChildProcesses processes, int port, int etcdPort)
    {
        (_options, _processes, _etcdPort) = (options, processes, etcdPort);
        Address = new Uri($"https://127.0.0.1:{port}");
        _authority = new TestAuthority(Path.Combine(Folder, "pki"));
        _authority.IssueServer("apiserver");
        _authority.IssueClient("admin", "test-admin", "system:masters");
        _authority.IssueClient("operator", OperatorUser, "system:serviceaccounts", "system:serviceaccounts:lynq-system");
        _authority.IssueClient("controller-manager", "system:kube-controller-manager");
        AdminKubeconfig = WriteKubeconfig("admin");
        OperatorKubeconfig = WriteKubeconfig("operator");
        Http = CreateClient("admin");
    }

    public Uri Address { get; }

    public string Folder => _processes.Folder;

    /// <summary>Path of a kubeconfig with all rights.</summary>
    public string AdminKubeconfig { get; }

    /// <summary>Path of a kubeconfig for the program under test: a service account's identity bound to cluster-admin.</summary>
    public string OperatorKubeconfig { get; }

    /// <summary>Path of the audit log, written when the options ask for it.</summary>
    public string AuditLog => Path.Combine(Folder, "audit.log");

    /// <summary>A client with the administrator's rights; addresses are relative to the server.</summary>
    public HttpClient Http { get; }

    public static async Task<ControlPlane> StartAsync(ControlPlaneOptions? options = null)
    {
        options ??= new();
        var ports = LoopbackPorts.Free(4);
        var folder = Path.Combine(Path.GetTempPath(), $"lynq-control-plane-{Guid.NewGuid():N}");
        var plane = new ControlPlane(options, new ChildProcesses(folder), ports[0], ports[1]);
        try
        {
            plane.StartEtcd(ports[2]);
            await plane.StartApiServerAsync();
            await plane.BindOperatorAsync();
            if (options.ControllerManager)
                await plane.StartControllerManagerAsync(ports[3]);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the API server as a crash would.</summary>
    public Task KillApiServerAsync() => _processes.KillAsync("kube-apiserver");

    /// <summary>Starts the API server (again) and waits until it is ready.</summary>
    public async Task StartApiServerAsync()
    {
        _processes.Start("kube-apiserver", ControlPlaneAssets.Program("kube-apiserver"), ApiServerArguments());
        await Eventually.Holds(
            () => AnswersAsync("/readyz", "kube-apiserver"),
            "kube-apiserver is ready",
            _options.StartDeadline);
        // A new server makes it shortly after it says that it is ready.
        await Eventually.Holds(
            () => AnswersAsync("/api/v1/namespaces/default", "kube-apiserver"),
            "the namespace default exists",
            _options.StartDeadline);
    }

    /// <summary>A client with the rights of one of the issued identities: admin or operator.</summary>
    public HttpClient CreateClient(string identity)
    {
        using var pem = X509Certificate2.CreateFromPemFile(_authority.PathOf($"{identity}.crt"), _authority.PathOf($"{identity}.key"));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)];
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { _authority.Certificate },
        };
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Runs kubectl as administrator.</summary>
    public Task<ProgramRun> KubectlAsync(string? input, params string[] arguments) =>
        ProgramRun.ToEndAsync(new ProcessStartInfo(ControlPlaneAssets.Program("kubectl"), ["--kubeconfig", AdminKubeconfig, .. arguments]), input ?? "");

    /// <summary>Makes a namespace with a name of its own.</summary>
    public async Task<string> CreateNamespaceAsync(string prefix = "test")
    {
        var name = $"{prefix}-{Guid.NewGuid():N}"[..Math.Min(prefix.Length + 9, 63)];
        var answer = await Http.PostAsJsonAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        answer.EnsureSuccessStatusCode();
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _processes.DisposeAsync();
        _authority.Dispose();
    }

    private void StartEtcd(int peerPort)
    {
        var client = $"http://127.0.0.1:{_etcdPort}";
        var peer = $"http://127.0.0.1:{peerPort}";
        _processes.Start("etcd", ControlPlaneAssets.Program("etcd"),
        [
            $"--data-dir={Folder}/etcd",
            $"--listen-client-urls={client}",
            $"--advertise-client-urls={client}",
            $"--listen-peer-urls={peer}",
            $"--initial-advertise-peer-urls={peer}",
            $"--initial-cluster=default={peer}",
            "--unsafe-no-fsync",
            "--log-level=warn",
        ]);
    }

    private IEnumerable<string> ApiServerArguments()
    {
        string[] audit = [];
        if (_options.Audit)
        {
            var policy = Path.Combine(Folder, "audit-policy.json");
            File.WriteAllText(policy, AuditPolicy);
            audit = [$"--audit-policy-file={policy}", $"--audit-log-path={AuditLog}", "--audit-log-mode=blocking"];
        }

        return
        [
            $"--etcd-servers=http://127.0.0.1:{_etcdPort}",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            $"--secure-port={Address.Port}",
            "--endpoint-reconciler-type=none",
            "--authorization-mode=RBAC",
            $"--client-ca-file={_authority.PathOf("ca.crt")}",
            $"--tls-cert-file={_authority.PathOf("apiserver.crt")}",
            $"--tls-private-key-file={_authority.PathOf("apiserver.key")}",
            $"--cert-dir={Folder}",
            "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-key-file={_authority.PathOf("sa.pub")}",
            $"--service-account-signing-key-file={_authority.PathOf("sa.key")}",
            "--service-cluster-ip-range=10.96.0.0/12",
            .. audit,
            .. _options.ApiServerArguments,
        ];
    }

    private const string AuditPolicy =
        $$"""
        {"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitStages":["RequestReceived"],
         "rules":[{"level":"Metadata","userGroups":["system:serviceaccounts:lynq-system"]},{"level":"None"}]}
        """;

    private async Task StartControllerManagerAsync(int port)
    {
        var kubeconfig = WriteKubeconfig("controller-manager");
        var arguments = await ControllerManagerArguments.BuildAsync(Folder, kubeconfig, _authority, port, _options.WorkloadControllers);
        _processes.Start("kube-controller-manager", ControlPlaneAssets.Program("kube-controller-manager"), arguments);
        await Eventually.Holds(
            () => AnswersAsync("/api/v1/namespaces/default/serviceaccounts/default", "kube-controller-manager"),
            "kube-controller-manager works",
            _options.StartDeadline);
    }

    private async Task BindOperatorAsync()
    {
        var answer = await Http.PostAsJsonAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "test-operator" },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-admin" },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "User", ["name"] = OperatorUser }),
        });
        answer.EnsureSuccessStatusCode();
    }

    private async Task<bool> AnswersAsync(string path, string program)
    {
        if (!_processes.IsRunning(program))
            throw new InvalidOperationException($"{program} ended: {_processes.TailOf(program)}");
        try
        {
            using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string WriteKubeconfig(string identity)
    {
        string Encoded(string file) => Convert.ToBase64String(File.ReadAllBytes(_authority.PathOf(file)));
        var path = Path.Combine(Folder, $"{identity}.kubeconfig");
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            clusters:
            - name: test
              cluster:
                server: {{Address.GetLeftPart(UriPartial.Authority)}}
                certificate-authority-data: {{Encoded("ca.crt")}}
            users:
            - name: {{identity}}
              user:
                client-certificate-data: {{Encoded($"{identity}.crt")}}
                client-key-data: {{Encoded($"{identity}.key")}}
            contexts:
            - name: test
              context: { cluster: test, user: {{identity}}, namespace: default }

            """);
        return path;
    }
}
